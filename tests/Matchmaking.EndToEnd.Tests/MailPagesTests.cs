using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.EndToEnd.Tests;

/// <summary>
/// The desk's pages about mails and the reader's own, with the longest that they may have to show, on the narrowest phone.
/// </summary>
public sealed class MailPagesTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    private const string Answer = "550 Mail content denied. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000726";
    private const string Address = "a.person.with.a.very.long.name@international-construction-machinery.example.com.cn";

    /// <summary>In the language of the longest words.</summary>
    [Fact]
    public Task Fit_a_phone() => FitAsync("az", "az-AZ");

    /// <summary>In the other two, and without what axe finds, only when it is asked for (<c>-explicit only</c>).</summary>
    [Theory(Explicit = true)]
    [InlineData("zh-Hans", "zh-CN")]
    [InlineData("en", "en-GB")]
    public Task Fit_a_phone_and_have_no_flaw(string language, string locale) => FitAsync(language, locale);

    private async Task FitAsync(string language, string locale)
    {
        var mail = await FillAsync();
        // Width depends on the language; what axe finds does not, and it takes its time.
        Func<IPage, Task> check = language == "en" ? Flaws.NoneAsync : Flaws.NotTooWideAsync;
        var phone = await site.NewBrowserAsync(locale, width: 360);
        var staff = await site.People.StaffAsync(language);
        await phone.GotoAsync("/account/sign-in");
        await phone.Locator("main [type=email]").FillAsync(staff.Email!);
        await phone.Locator("main [type=password]").FillAsync(People.Password);
        await phone.Locator("main [type=password]").PressAsync("Enter");
        await phone.WaitForURLAsync("**/desk**");
        foreach (var path in new[] { "", "/health", "/suppressions", "/suppressions/create", "/stop", $"/{mail.Id}", $"/{mail.Id}/retry" })
        {
            await phone.GotoAsync("/desk/mail" + path);
            await check(phone);
        }
        var links = site.Services.GetRequiredService<LinkTokens>();
        foreach (var path in new[] { "", "/alerts", "/mandates", "/language", "/keep" })
        {
            await phone.GotoAsync("/preferences/" + links.Make(LinkPurpose.Preferences, mail.PersonId!.Value) + path);
            await check(phone);
        }
    }

    /// <summary>A refused mail, a paused provider that somebody must look at, a barred address.</summary>
    private async Task<OutgoingMail> FillAsync()
    {
        var investor = await site.People.InvestorAsync();
        var now = TimeProvider.System.GetUtcNow();
        return await site.InDatabaseAsync(async db =>
        {
            var mail = (await db.Users.SingleAsync(p => p.Id == investor.Id)).NewMail("alert", ProviderGroup.Tencent, now);
            (mail.Status, mail.LastReply, mail.Attempts) = (MailStatus.Failed, Answer, 3);
            db.Mails.Add(mail);
            db.MailEvents.Add(
                new()
                {
                    MailId = mail.Id,
                    Kind = MailEventKind.Refused,
                    At = now,
                    Attempt = 3,
                    Code = 550,
                    Text = Answer,
                }
            );
            if (!await db.MailSuppressions.AnyAsync(s => s.Address == Address))
                db.MailSuppressions.Add(
                    new()
                    {
                        Address = Address,
                        Cause = SuppressionCause.HardBounce,
                        Reason = Answer,
                        At = now,
                    }
                );
            await db
                .ProviderStates.Where(s => s.Provider == ProviderGroup.Tencent)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(s => s.PausedUntil, now.AddHours(5))
                        .SetProperty(s => s.Answer, Answer)
                        .SetProperty(s => s.NeedsDesk, true)
                );
            await db.SaveChangesAsync();
            return mail;
        });
    }
}
