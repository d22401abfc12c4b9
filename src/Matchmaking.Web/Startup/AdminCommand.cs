using System.Globalization;
using Matchmaking.Web.Database;
using Matchmaking.Web.Demo;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Account.Invitation;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Signing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Startup;

/// <summary>
/// <c>admin create EMAIL</c>: makes the first administrator, or lets one back in who has lost the password. Prints a link that works once.
/// <c>admin import-starter</c>: loads published projects as drafts, and the signed documents and facts that the product starts from.
/// <c>admin mail-dns</c>: prints the DNS records that mails need (SPF, DKIM, DMARC, MX).
/// <c>admin migrate</c>: prepares the database as its owner; needs no settings but the connection strings.
/// <c>admin health URL</c>: asks a running application whether it is well, for images without a program that does; needs no settings.
/// Exit code 0: done; 1: not possible; 2: wrongly called.
/// </summary>
public static class AdminCommand
{
    public static bool Wants(string[] args) => args is ["admin", ..];

    private const string Usage =
        "Usage: dotnet Matchmaking.Web.dll admin create EMAIL | admin import-starter | admin mail-dns | admin migrate | admin health URL";

    /// <summary>How long a health check may take.</summary>
    private static readonly TimeSpan HealthTime = TimeSpan.FromSeconds(5);

    /// <summary>Whether it is a command that needs nothing of the application.</summary>
    public static bool RunsAlone(string[] args) => args is ["admin", "migrate"] or ["admin", "health", _];

    /// <summary>Runs such a command. Returns the exit code.</summary>
    public static Task<int> RunAloneAsync(string[] args) => args is ["admin", "health", var url] ? AskHealthAsync(url) : MigrateAsync(args);

    /// <summary>Runs a command of the application.</summary>
    /// <param name="services">Of the application, which need not have started.</param>
    /// <param name="args">As they were typed, "admin" first.</param>
    /// <param name="output">What was done.</param>
    /// <param name="error">What went wrong.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, string[] args, TextWriter output, TextWriter error)
    {
        if (args is ["admin", "mail-dns"])
        {
            await output.WriteAsync(await MailDnsFactsFinder.DescribeAsync(services));
            return 0;
        }
        if (args is ["admin", "import-starter"])
            return await ImportStarterAsync(services, output);
        if (args is not ["admin", "create", var typed])
            return await FailAsync(error, 2, Usage);
        if (EmailInput.Read(typed) is not (EmailReading.Read, { } email))
            return await FailAsync(error, 2, $"Not an e-mail address: {CleanText.Line(typed)}");

        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MatchmakingDb>();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (
            await scope.ServiceProvider.GetRequiredService<Invitations>().PrepareAsync(email, Role.Administrator, Language.English)
            is not { } person
        )
            return await FailAsync(error, 1, $"{email} is an investor's account. An administrator needs another address.");
        // Whoever may run this command may also let an administrator back in.
        person.Restore();
        // A new stamp: links that this command printed earlier end.
        await people.UpdateSecurityStampAsync(person);
        await transaction.CommitAsync();

        await output.WriteLineAsync($"Administrator {email}: choose a name and a password within 7 days at");
        await output.WriteLineAsync(
            BaseUrl(services) + await scope.ServiceProvider.GetRequiredService<AccountLinks>().InvitationPathAsync(person)
        );
        return 0;
    }

    private static async Task<int> ImportStarterAsync(IServiceProvider services, TextWriter output)
    {
        await using var scope = services.CreateAsyncScope();
        var added = await scope.ServiceProvider.GetRequiredService<StarterImport>().RunAsync(CancellationToken.None);
        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Added: {added.Listings} listings as drafts, {added.Documents} signed documents, {added.Facts} facts."
            )
        );
        if (added.Listings > 0)
            await output.WriteLineAsync("Publish the drafts at " + BaseUrl(services) + SiteLinks.DeskDrafts);
        return 0;
    }

    private static async Task<int> MigrateAsync(string[] args)
    {
        var builder = ApplicationStart.CreateBuilder(args);
        if (!builder.Environment.IsDevelopment() && string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString("Matchmaking")))
            return await FailAsync(
                Console.Error,
                1,
                "This setting is missing: ConnectionStrings__Matchmaking, for the name of the application's role"
            );
        var data = DataFolder.Find(builder.Configuration, builder.Environment.ContentRootPath);
        using var logs = ApplicationStart.Logs(builder);
        await using var database = await DatabaseAddress.FindAsync(builder.Configuration, data, logs, CancellationToken.None);
        // Of one role that owns what it uses there is no other connection string.
        var owner = database.OwnerConnectionString ?? database.ConnectionString;
        var outcome = await DatabaseSetup.RunAsync(owner, database.ConnectionString, CancellationToken.None);
        if (outcome.Refusal is { } refusal)
            return await FailAsync(Console.Error, 1, refusal);
        if (outcome.Warning is { } warning)
            await Console.Error.WriteLineAsync("Warning: " + warning);
        Console.WriteLine("The database is prepared.");
        return 0;
    }

    private static async Task<int> AskHealthAsync(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return await FailAsync(Console.Error, 2, Usage);
        using var client = new HttpClient { Timeout = HealthTime };
        try
        {
            using var answer = await client.GetAsync(address);
            Console.Write(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return await FailAsync(Console.Error, 1, e.Message);
        }
    }

    /// <summary>The site's address; where none is set (Development), the one on which it would listen.</summary>
    private static string BaseUrl(IServiceProvider services) =>
        (
            services.GetRequiredService<IOptions<SiteSettings>>().Value.BaseUrl
            ?? services.GetRequiredService<IConfiguration>()[WebHostDefaults.ServerUrlsKey]?.Split(';')[0]
            ?? "http://localhost"
        ).TrimEnd('/');

    private static async Task<int> FailAsync(TextWriter error, int code, string message)
    {
        await error.WriteLineAsync(message);
        return code;
    }
}
