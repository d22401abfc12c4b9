using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.Mail;

/// <summary>How the sending is, and the two things that the desk does about it.</summary>
public sealed class MailHealthTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Figures_are_added_up_for_the_hour_the_day_and_the_week()
    {
        var now = TimeProvider.System.GetUtcNow();
        await site.InDatabaseAsync(db =>
        {
            db.ProviderHours.RemoveRange(db.ProviderHours);
            foreach (var (age, accepted) in new[] { (0, 1), (5, 10), (50, 100), (300, 1000) })
                db.ProviderHours.Add(
                    new()
                    {
                        Provider = ProviderGroup.Sina,
                        Hour = Hour(now).AddHours(-age),
                        Accepted = accepted,
                        Complained = 2,
                    }
                );
            return db.SaveChangesAsync();
        });

        var page = await (await StaffAsync()).OpenAsync("/desk/mail/health");

        Assert.Equal(["Sina", "1", "0", "0", "0", "2"], Sina(page, "hour"));
        Assert.Equal(["Sina", "11", "0", "0", "0", "4"], Sina(page, "day"));
        Assert.Equal(["Sina", "111", "0", "0", "0", "6"], Sina(page, "week"));
        Assert.Contains("last seen", page.TextsOf("section[aria-labelledby=senders]").Single(), StringComparison.Ordinal);
    }

    /// <summary>The provider's row of a period; the canary may have added one of its own.</summary>
    private static IEnumerable<string> Sina(Page page, string period) =>
        page
            .Document.QuerySelectorAll($"[aria-labelledby=figures-{period}] tbody tr")
            .Single(row => row.Children[0].TextContent.Trim() == "Sina")
            .Children.Select(cell => cell.TextContent.Trim());

    [Fact]
    public async Task A_pause_is_ended_and_an_answer_is_marked_as_seen()
    {
        await PauseAsync(ProviderGroup.Tencent, "550 Mail content denied");
        var person = await site.People.InvestorAsync();
        var now = TimeProvider.System.GetUtcNow();
        var (mail, doubtful) = (PutOff(0), PutOff(1));
        await site.InDatabaseAsync(db =>
        {
            db.Mails.AddRange(mail, doubtful);
            return db.SaveChangesAsync();
        });
        var staff = await StaffAsync();
        var page = await staff.OpenAsync("/desk/mail/health");
        Assert.Contains("550 Mail content denied", page.Text, StringComparison.Ordinal);
        Assert.Contains("Paused until", page.Text, StringComparison.Ordinal);
        Assert.NotNull((await StateAsync(ProviderGroup.Tencent)).PausedUntil);

        page = await staff.SubmitAsync(page, "form[action*='Seen']", [("provider", null)]);
        Assert.False((await StateAsync(ProviderGroup.Tencent)).NeedsDesk);
        Assert.NotNull((await StateAsync(ProviderGroup.Tencent)).PausedUntil);

        await staff.SubmitAsync(page, "form[action*='GoOn']", [("provider", null)]);
        Assert.Null((await StateAsync(ProviderGroup.Tencent)).PausedUntil);
        Assert.True(
            await site.InDatabaseAsync(db => db.Mails.AnyAsync(m => m.Id == mail.Id && m.NotBefore < now.AddMinutes(10))),
            "What the provider put off still waits."
        );
        Assert.True(
            await site.InDatabaseAsync(db => db.Mails.AnyAsync(m => m.Id == doubtful.Id && m.NotBefore > now.AddHours(5))),
            "What may have arrived goes out again too soon."
        );

        OutgoingMail PutOff(int doubts) =>
            new()
            {
                Kind = "alert",
                PersonId = person.Id,
                ToAddress = person.Email!,
                Language = "en",
                Provider = ProviderGroup.Tencent,
                Status = MailStatus.Deferred,
                Doubts = doubts,
                CreatedAt = now,
                NotBefore = now.AddHours(6),
            };
    }

    [Fact]
    public async Task What_waits_is_counted_with_the_oldest()
    {
        var person = await site.People.InvestorAsync();
        var now = TimeProvider.System.GetUtcNow();
        await site.InDatabaseAsync(db =>
        {
            foreach (var hours in new[] { 2, 26 })
                db.Mails.Add(
                    new()
                    {
                        Kind = "alert",
                        PersonId = person.Id,
                        ToAddress = person.Email!,
                        Language = "en",
                        Provider = ProviderGroup.Aliyun,
                        CreatedAt = now.AddHours(-hours),
                        NotBefore = now.AddHours(1),
                    }
                );
            return db.SaveChangesAsync();
        });
        var page = await (await StaffAsync()).OpenAsync("/desk/mail/health");
        var row = page
            .Document.QuerySelectorAll("[aria-labelledby=now] tbody tr")
            .Single(line => line.TextContent.Contains("Aliyun", StringComparison.Ordinal));
        Assert.StartsWith("2", row.QuerySelector(".num")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Contains(Matchmaking.Web.Languages.Dates.Short(now.AddHours(-26), "en"), row.TextContent, StringComparison.Ordinal);
    }

    private static DateTimeOffset Hour(DateTimeOffset now) => new(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);

    private async Task<Visitor> StaffAsync() => await site.People.SignInAsync(await site.People.StaffAsync());

    private Task<ProviderState> StateAsync(ProviderGroup provider) =>
        site.InDatabaseAsync(db => db.ProviderStates.AsNoTracking().SingleAsync(s => s.Provider == provider));

    private Task<int> PauseAsync(ProviderGroup provider, string answer) =>
        site.InDatabaseAsync(async db =>
        {
            var state = await db.ProviderStates.SingleOrDefaultAsync(s => s.Provider == provider);
            if (state is null)
                db.ProviderStates.Add(state = new() { Provider = provider });
            (state.PausedUntil, state.NeedsDesk, state.Answer) = (TimeProvider.System.GetUtcNow().AddHours(2), true, answer);
            return await db.SaveChangesAsync();
        });
}
