using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Hangfire;
using Matchmaking.TestSupport;
using Matchmaking.Web.Database;
using Matchmaking.Web.Startup;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Matchmaking.Benchmarks.Pages;

/// <summary>One statement of a page, as EF sent it.</summary>
/// <param name="Text">The SQL.</param>
/// <param name="Parameters">Its parameters, to be cloned before use.</param>
internal sealed record Statement(string Text, IReadOnlyList<NpgsqlParameter> Parameters)
{
    /// <summary>The same statement on a connection of one's own.</summary>
    public NpgsqlCommand On(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(Text, connection);
        foreach (var parameter in Parameters)
            command.Parameters.Add(parameter.Clone());
        return command;
    }
}

/// <summary>
/// The whole application as in Production, on a real port, with the logging of Production; only the mail
/// server is none, so jobs stand still.
/// </summary>
internal sealed class PagesSite : Site
{
    private readonly int _megabytes;
    private readonly Capture _capture = new();

    /// <summary>A site that keeps no pages, on a database of its own.</summary>
    public PagesSite() { }

    /// <summary>One that keeps pages, beside another one on its database.</summary>
    public PagesSite(PagesSite beside)
        : base(beside.Database) => _megabytes = new PageCacheSettings().Megabytes;

    protected override bool OnRealPort => true;

    protected override string EnvironmentName => "Production";

    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [
            new("Mail:Smtp:Host", "localhost"),
            new("Site:BaseUrl", "https://example.org"),
            new("Logging:LogLevel:Default", "Error"),
            new("RateLimits:Search", int.MaxValue.ToString(CultureInfo.InvariantCulture)),
            new("RateLimits:SearchOfAddress", int.MaxValue.ToString(CultureInfo.InvariantCulture)),
            new("PageCache:Megabytes", _megabytes.ToString(CultureInfo.InvariantCulture)),
        ];

    /// <summary>The port that it listens on.</summary>
    public int Port => new Uri(ListensOn).Port;

    /// <summary>The statements that something takes. Nobody else may use the site meanwhile.</summary>
    public async Task<IReadOnlyList<Statement>> StatementsAsync(Func<Task> what)
    {
        _capture.Statements.Clear();
        _capture.IsOn = true;
        await what();
        _capture.IsOn = false;
        return [.. _capture.Statements];
    }

    protected override void Change(IServiceCollection services)
    {
        // The logging of the application, not that of tests.
        services.Remove(services.Last(service => service.ServiceType == typeof(ILoggerFactory)));
        services.AddSingleton<IBackgroundJobClient, QuietSite.NoJobs>();
        // Nothing ends TLS before this server.
        services.PostConfigure<AntiforgeryOptions>(options => options.Cookie.SecurePolicy = CookieSecurePolicy.None);
        services.ConfigureDbContext<MatchmakingDb>(options => options.AddInterceptors(_capture));
    }

    private sealed class Capture : DbCommandInterceptor
    {
        public ConcurrentQueue<Statement> Statements { get; } = [];

        public volatile bool IsOn;

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            if (IsOn)
                Statements.Enqueue(
                    new(command.CommandText, [.. command.Parameters.Cast<NpgsqlParameter>().Select(parameter => parameter.Clone())])
                );
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
