using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account.Invitation;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Signing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Features.Account;

/// <summary>
/// <c>admin create EMAIL</c>: makes the first administrator, or lets one back in who has lost the password. Prints a link that works once.
/// <c>admin mail-dns</c>: prints the DNS records that mails need (SPF, DKIM, DMARC, MX).
/// Exit code 0: done; 1: not possible; 2: wrongly called.
/// </summary>
public static class AdminCommand
{
    public static bool Wants(string[] args) => args is ["admin", ..];

    public static async Task<int> RunAsync(WebApplication app, string[] args)
    {
        if (args is ["admin", "mail-dns"])
        {
            Console.Write(await MailDnsFactsFinder.DescribeAsync(app.Services));
            return 0;
        }
        if (args is not ["admin", "create", var typed])
            return await FailAsync(2, "Usage: dotnet Matchmaking.Web.dll admin create EMAIL | admin mail-dns");
        if (EmailInput.Read(typed) is not (EmailReading.Read, { } email))
            return await FailAsync(2, $"Not an e-mail address: {CleanText.Line(typed)}");

        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MatchmakingDb>();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (await scope.ServiceProvider.GetRequiredService<Invitations>().PrepareAsync(email, Role.Administrator, Language.English) is not { } person)
            return await FailAsync(1, $"{email} is an investor's account. An administrator needs another address.");
        // Whoever may run this command may also let an administrator back in.
        person.LockoutEnd = null;
        // A new stamp: links that this command printed earlier end.
        await people.UpdateSecurityStampAsync(person);
        await transaction.CommitAsync();

        Console.WriteLine($"Administrator {email}: choose a name and a password within 7 days at");
        Console.WriteLine(BaseUrl(app) + await scope.ServiceProvider.GetRequiredService<AccountLinks>().InvitationPathAsync(person));
        return 0;
    }

    /// <summary>The site's address; where none is set (Development), the one on which it would listen.</summary>
    private static string BaseUrl(WebApplication app) =>
        (app.Services.GetRequiredService<IOptions<SiteSettings>>().Value.BaseUrl
            ?? app.Configuration[WebHostDefaults.ServerUrlsKey]?.Split(';')[0]
            ?? "http://localhost").TrimEnd('/');

    private static async Task<int> FailAsync(int code, string message)
    {
        await Console.Error.WriteLineAsync(message);
        return code;
    }
}
