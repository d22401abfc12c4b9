using Matchmaking.TestSupport.MailServers;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Tests.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Access;

/// <summary>
/// Mail servers repeat in their answers what they were told; logs tell the answer without the address that proves a report.
/// </summary>
public sealed class MailServerLogTests(LoggedSmtpSite site) : IClassFixture<LoggedSmtpSite>
{
    [Theory]
    [InlineData(SmtpCommand.RcptTo, 550, "5.1.1")]
    [InlineData(SmtpCommand.MailFrom, 451, "4.7.1")]
    [InlineData(SmtpCommand.EndOfData, 554, "5.7.1")]
    public async Task An_answer_is_logged_without_the_signed_address_in_it(SmtpCommand command, int code, string status)
    {
        var person = await site.People.InvestorAsync();
        var mail = Rows.MailTo(person.Email!, person);
        var address = new BounceAddress(site.Services.GetRequiredService<LinkTokens>().Keys).Make(mail.Id, SmtpSite.BounceDomain);
        site.Server.Script = step =>
            step.Command == command ? SmtpAnswer.Say(code, $"{status} <{address}> is not welcome") : SmtpAnswer.GoOn;

        await site.AddMailsAsync(mail);
        await Rows.UntilAsync(
            () => Task.FromResult(site.Log.Lines.Any(line => line.Contains($"{status} <bounce+", StringComparison.Ordinal))),
            "the answer is logged"
        );
        site.Server.Script = null;
        await site.EndPausesAsync();

        Assert.DoesNotContain(site.Log.Lines, line => line.Contains(address.Split('@')[0], StringComparison.OrdinalIgnoreCase));
    }
}
