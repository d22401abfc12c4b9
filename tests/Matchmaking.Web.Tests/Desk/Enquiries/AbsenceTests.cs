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
