using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries.Owners;
using Matchmaking.Web.Tests.Desk.Inbox;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.Enquiries;

/// <summary>Whoever is noted as away sees it on every page of the desk, and ends it.</summary>
public sealed class AbsenceTests(ClockSite site) : IClassFixture<ClockSite>
{
    [Theory]
    [InlineData("en", "I am back")]
    [InlineData("az", "Qayıtmışam")]
    [InlineData("zh-Hans", "我回来了")]
    public async Task A_person_who_is_away_ends_it_from_any_page_of_the_desk(string language, string button)
    {
        var (me, deputy) = (await site.People.StaffAsync(language), await site.People.StaffAsync());
        await AddAsync(me, deputy, new(2026, 11, 27), new(2026, 12, 4));
        var visitor = await site.People.SignInAsync(me);

        var page = await visitor.OpenAsync("/desk/organisations");
        Assert.Equal(button, page.TextsOf(".away button").Single());
        Assert.Contains(deputy.DisplayName, page.TextsOf(".away").Single(), StringComparison.Ordinal);
        var back = await visitor.SubmitAsync(page, ".away");

        Assert.Null(back.Document.QuerySelector(".away"));
        Assert.False(await site.InDatabaseAsync(db => db.Absences.AnyAsync(absence => absence.PersonId == me.Id)));
        Assert.Null((await (await site.People.SignInAsync(deputy)).OpenAsync("/desk/inbox")).Document.QuerySelector(".away"));
    }

    [Theory]
    [InlineData("2026-12-01", "2026-12-04", false)]
    [InlineData("2026-11-30", "2026-11-30", true)]
    [InlineData("2026-11-20", "2026-11-29", false)]
    public async Task It_is_said_from_the_first_day_to_the_last(string from, string until, bool isShown)
    {
        var (me, deputy) = (await site.People.StaffAsync(), await site.People.StaffAsync());
        await AddAsync(me, deputy, DateOnly.ParseExact(from, "yyyy-MM-dd"), DateOnly.ParseExact(until, "yyyy-MM-dd"));

        var page = await (await site.People.SignInAsync(me)).OpenAsync("/desk/inbox");

        Assert.Equal(isShown, page.Document.QuerySelector(".away") is not null);
    }

    [Theory]
    [InlineData("2026-12-10", "2026-12-12", "is away, too")]
    [InlineData("2026-12-12", "2026-12-12", "is away, too")]
    [InlineData("2026-12-01", "2026-12-03", "is away, too")]
    [InlineData("2026-12-01", "2026-12-02", null)]
    [InlineData("2026-12-13", "2026-12-20", null)]
    public async Task Whoever_stands_in_is_there(string from, string until, string? complaint)
    {
        var (me, deputy, third) = (await site.People.StaffAsync(), await site.People.StaffAsync(), await site.People.StaffAsync());
        await AddAsync(deputy, third, new(2026, 12, 3), new(2026, 12, 12));

        var answer = await NoteAsync(me, deputy, from, until);

        Assert.Equal(complaint is not null, answer.Text.Contains(complaint ?? "is away, too", StringComparison.Ordinal));
        Assert.Equal(complaint is null ? 1 : 0, await site.InDatabaseAsync(db => db.Absences.CountAsync(a => a.PersonId == me.Id)));
        Assert.True(complaint is null || answer.ValueOf("Away.Until") == until);
    }

    [Fact]
    public async Task Nobody_is_away_twice_at_a_time()
    {
        var (me, one, other) = (await site.People.StaffAsync(), await site.People.StaffAsync(), await site.People.StaffAsync());
        await AddAsync(me, one, new(2026, 12, 3), new(2026, 12, 12));

        Assert.Contains("noted as away already", (await NoteAsync(me, other, "2026-12-12", "2026-12-15")).Text, StringComparison.Ordinal);
        Assert.Equal(1, await site.InDatabaseAsync(db => db.Absences.CountAsync(a => a.PersonId == me.Id)));
    }

    private async Task<Page> NoteAsync(Person me, Person deputy, string from, string until)
    {
        var visitor = await site.People.SignInAsync(me);
        return await visitor.SubmitAsync(
            await visitor.OpenAsync("/desk/enquiries/absences"),
            "main form.panel",
            ("Away.Person", me.Id.ToString()),
            ("Away.Deputy", deputy.Id.ToString()),
            ("Away.From", from),
            ("Away.Until", until)
        );
    }

    private Task AddAsync(Person who, Person deputy, DateOnly from, DateOnly until) =>
        site.InDatabaseAsync(db =>
        {
            db.Absences.Add(
                new Absence
                {
                    PersonId = who.Id,
                    DeputyId = deputy.Id,
                    From = from,
                    Until = until,
                }
            );
            return db.SaveChangesAsync();
        });
}
