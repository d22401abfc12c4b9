using System.Net;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Desk.Mail;

/// <summary>The switch that stops all sending.</summary>
public sealed class MailStopTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task An_administrator_stops_all_sending_and_lifts_it()
    {
        var administrator = await site.People.SignInAsync(await site.People.AdministratorAsync());
        var page = await administrator.OpenAsync("/desk/mail/stop");
        page = await administrator.SubmitAsync(page, "main form", ("Reason", ""));
        Assert.Single(page.Document.QuerySelectorAll(".error-summary"));
        Assert.False(await IsStoppedAsync());

        await administrator.SubmitAsync(page, "main form", ("Reason", "Wrong texts went out"));

        foreach (
            var path in new[]
            {
                "/desk",
                "/desk/mail",
                "/desk/mail/health",
                "/desk/mail/suppressions",
                "/desk/mail/samples",
                "/desk/mail/stop",
            }
        )
            Assert.Contains(
                "Wrong texts went out",
                (await administrator.OpenAsync(path)).TextsOf(".mail-stopped").Single(),
                StringComparison.Ordinal
            );
        var mail = await AddMailAsync();
        // The loop has looked at all that is due, and is done.
        await site.Services.GetRequiredService<MailLoop>().DrainAsync(CancellationToken.None);
        Assert.Equal(
            MailStatus.Pending,
            await site.InDatabaseAsync(db => db.Mails.Where(m => m.Id == mail.Id).Select(m => m.Status).SingleAsync())
        );

        await administrator.SubmitAsync(await administrator.OpenAsync("/desk/mail/stop"), "main form");
        await site.Mails.WaitForAsync(mail.ToAddress);
        Assert.Empty((await administrator.OpenAsync("/desk")).Document.QuerySelectorAll(".mail-stopped"));
    }

    [Fact]
    public async Task Staff_see_it_and_cannot_use_it()
    {
        await using var own = new Site();
        await own.InitializeAsync();
        var staff = await own.People.SignInAsync(await own.People.StaffAsync());
        var page = await staff.OpenAsync("/desk/mail/stop");
        Assert.Contains("Only administrators", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main button"));

        foreach (var handler in new[] { "", "?handler=Lift" })
        {
            page.Document.QuerySelector("main form")!.SetAttribute("action", "/desk/mail/stop" + handler);
            Assert.Equal(HttpStatusCode.NotFound, (await staff.SubmitAsync(page, "main form", ("Reason", "x"))).Status);
        }
        Assert.False(await own.InDatabaseAsync(db => db.MailStops.AnyAsync()));
    }

    private Task<bool> IsStoppedAsync() => site.InDatabaseAsync(db => db.MailStops.AnyAsync(stop => stop.LiftedAt == null));

    private async Task<OutgoingMail> AddMailAsync()
    {
        var person = await site.People.InvestorAsync();
        var mail = person.NewMail(AccountMails.Known, default, TimeProvider.System.GetUtcNow());
        await site.InDatabaseAsync(db =>
        {
            db.Mails.Add(mail);
            return db.SaveChangesAsync();
        });
        return mail;
    }
}
