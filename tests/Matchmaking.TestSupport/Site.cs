using System.Diagnostics;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account.Requests;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Matchmaking.TestSupport;

/// <summary>
/// The whole application, started as it is, on a database of its own: a class fixture (<c>IClassFixture&lt;Site&gt;</c>). Mails are written
/// to a folder of its own and read back by <see cref="Mails"/>. It runs as the application's role, which changes no table.
/// </summary>
public class Site : IAsyncLifetime
{
    /// <summary>
    /// One for all sites, disposed by none: Hangfire keeps the last one in a static field, and would log into that of a site which is gone.
    /// Failing queries are not logged, since the page or job that asked logs them too, nor are forms without a token, as in the product.
    /// </summary>
    private static readonly ILoggerFactory Logs = LoggerFactory.Create(logging =>
        logging
            .AddConsole()
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Critical)
    );

    private readonly string _folder = Directory.CreateTempSubdirectory("matchmaking-test-").FullName;
    private readonly bool _isBorrowed;
    private string? _database;
    private string? _owner;
    private Factory? _factory;

    public Site() { }

    /// <summary>On a database that exists already and is not this site's to drop: another node, or a node that was started again.</summary>
    protected internal Site(string database) => (_database, _isBorrowed) = (database, true);

    /// <summary>Settings of this site beside the usual ones, by their configuration keys.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string?>> Settings => [];

    protected virtual string EnvironmentName => "Development";

    /// <summary>Last changes to the services, for example another clock.</summary>
    protected virtual void Change(IServiceCollection services) { }

    public IServiceProvider Services => _factory!.Services;

    /// <summary>The connection string of the application.</summary>
    public string Database => _database!;

    /// <summary>Whether the application is told the owner's role, too, so that it prepares the database itself.</summary>
    protected virtual bool KnowsOwner => false;
    public Mailbox Mails => new(Path.Combine(_folder, "mail"));
    public People People => new(this);

    /// <summary>True for a site that a browser can reach.</summary>
    protected virtual bool OnRealPort => false;

    /// <summary>Where a browser finds it; only with <see cref="OnRealPort"/>.</summary>
    public string Address => Services.GetRequiredService<SiteAddress>().BaseUrl;

    /// <summary>Where it listens, whatever address it says is its own; only with <see cref="OnRealPort"/>.</summary>
    public string ListensOn => Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public virtual async ValueTask InitializeAsync()
    {
        _database ??= await TestDatabases.NewAsync();
        _owner = KnowsOwner ? await TestDatabases.OwnerOfAsync(_database) : null;
        _factory = new(this);
        if (OnRealPort)
            _factory.UseKestrel(0);
        _factory.StartServer();
    }

    /// <summary>Somebody at a browser without JavaScript: cookies, forms, links. Speaks English unless told otherwise.</summary>
    public Visitor NewVisitor(string language = "en") =>
        new(_factory!.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true }), language);

    /// <summary>A bare client that follows no redirects.</summary>
    public HttpClient NewClient() => _factory!.CreateClient(new() { AllowAutoRedirect = false });

    /// <summary>Looks into, or writes to, the database, as the application may.</summary>
    public async Task<T> InDatabaseAsync<T>(Func<MatchmakingDb, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<MatchmakingDb>());
    }

    /// <summary>Does in the database what the application may not: changes tables, or rows that it only reads or keeps.</summary>
    public async Task<T> AsOwnerAsync<T>(Func<MatchmakingDb, Task<T>> work)
    {
        await using var db = DatabaseSetup.Open(await TestDatabases.OwnerOfAsync(Database));
        return await work(db);
    }

    /// <summary>Runs a service of the application in a scope of its own.</summary>
    public async Task RunAsync<TService>(Func<TService, Task> work)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>
    /// Returns when everything that is due has been dealt with. The application's own loop works beside the test and may have taken
    /// some of it, so to have nothing left to send is not enough: nothing may be in its hands either. What waits for a provider that an
    /// earlier test made say "later" is not due.
    /// </summary>
    /// <exception cref="TimeoutException">Something is still in somebody's hands after 15 seconds.</exception>
    public async Task SendMailsAsync()
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < TimeSpan.FromSeconds(15))
        {
            await SettleAccountsAsync();
            await Services.GetRequiredService<MailLoop>().DrainAsync(CancellationToken.None);
            var now = Services.GetRequiredService<TimeProvider>().GetUtcNow();
            if (
                !await InDatabaseAsync(db =>
                    db.Mails.AnyAsync(m =>
                        m.Status == MailStatus.Sending
                        || (
                            (m.Status == MailStatus.Pending || m.Status == MailStatus.Deferred)
                            && m.NotBefore <= now
                            && !db.ProviderStates.Any(state => state.Provider == m.Provider && state.PausedUntil > now)
                        )
                    )
                )
            )
                return;
            await Task.Delay(20);
        }
        throw new TimeoutException("A mail is still being sent.");
    }

    /// <summary>Returns when what was asked for an address, and is dealt with after the answer, is done.</summary>
    /// <exception cref="TimeoutException">Something is still to be done after 15 seconds.</exception>
    public async Task SettleAccountsAsync()
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(15); await Task.Delay(10))
        {
            await Services.GetRequiredService<AccountRequestLoop>().RunAsync(CancellationToken.None);
            if (!await InDatabaseAsync(db => db.AccountRequests.AnyAsync()))
                return;
        }
        throw new TimeoutException("A request about an account is still waiting.");
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_factory is not null)
            await _factory.DisposeAsync();
        if (_database is not null && !_isBorrowed)
            await TestDatabases.DropAsync(_database);
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Factory(Site site) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment(site.EnvironmentName);
            builder.UseSolutionRelativeContentRoot("src/Matchmaking.Web", "Matchmaking.sln");
            builder.UseSetting("ConnectionStrings:Matchmaking", site._database);
            builder.UseSetting("ConnectionStrings:Owner", site._owner);
            builder.UseSetting("MATCHMAKING_DATA", site._folder);
            builder.UseSetting("Demo:Load", "false");
            if (!site.OnRealPort)
                builder.UseSetting("Site:BaseUrl", "http://localhost");
            builder.UseSetting("Mail:Sender:Address", "alerts@example.org");
            // All tests come from one address; the limits themselves have tests of their own.
            foreach (
                var policy in new[]
                {
                    "SignIn",
                    "SignUp",
                    "Reset",
                    "Search",
                    "SearchOfAddress",
                    "Costly",
                    "Preview",
                    "Files",
                    "Posts",
                    "PostsOfAddress",
                }
            )
                builder.UseSetting("RateLimits:" + policy, "100000");
            // Changes are told at once; the quiet time has tests of its own.
            builder.UseSetting("Alerts:QuietMinutes", "0");
            // Tests fill in forms faster than people.
            builder.UseSetting("SignUp:LeastSeconds", "0");
            foreach (var (key, value) in site.Settings)
                builder.UseSetting(key, value);
            builder.ConfigureServices(services => services.AddSingleton(Logs));
            builder.ConfigureServices(KeptPages.Use);
            // Thousands of people are made and signed in; what a hash costs in the product has a test of its own.
            builder.ConfigureServices(services => services.PostConfigure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1000));
            builder.ConfigureServices(site.Change);
        }
    }
}
