using Matchmaking.TestSupport.MailServers;
using Matchmaking.Web.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Tests.Access;

/// <summary>A site on a real port of which somebody has asked to log everything, in every way in which settings can ask for it.</summary>
public class LoggedSite : Site
{
    public LogCollector Log { get; } = new();

    protected override bool OnRealPort => true;

    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [
            new("Mail:Hook:Secret", SmtpSite.HookSecret),
            new("Mail:Bounces:Domain", SmtpSite.BounceDomain),
            new("RateLimits:Reset", "30"),
            new("Logging:LogLevel:Default", "Trace"),
            new("Logging:LogLevel:Microsoft", "Trace"),
            new("Logging:LogLevel:Microsoft.AspNetCore", "Trace"),
            new("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Trace"),
            new("Logging:LogLevel:Microsoft.AspNetCore.*", "Trace"),
            new("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Trace"),
            new("Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command", "Trace"),
            new("Logging:LogLevel:Microsoft.AspNetCore.Antiforgery", "Trace"),
            new("Logging:LogLevel:Microsoft.AspNetCore.DataProtection", "Trace"),
            new("Logging:LogLevel:Microsoft.AspNetCore.Mvc.ViewFeatures.CookieTempDataProvider", "Trace"),
            new("Logging:LogLevel:Hangfire", "Trace"),
            new($"Logging:{typeof(LogCollector).FullName}:LogLevel:Default", "Trace"),
            new($"Logging:{typeof(LogCollector).FullName}:LogLevel:Microsoft.AspNetCore.Routing", "Trace"),
        ];

    protected override void Change(IServiceCollection services)
    {
        services.RemoveAll<ILoggerFactory>().RemoveAll<ILoggerProvider>().AddSingleton<ILoggerProvider>(Log);
        services.AddSingleton<ILoggerFactory>(provider => new Everlasting(
            new LoggerFactory(
                provider.GetServices<ILoggerProvider>(),
                provider.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
                provider.GetRequiredService<IOptions<LoggerFactoryOptions>>()
            )
        ));
    }

    /// <summary>Hangfire keeps the factory of the last site in a static field, and would log into one that is gone.</summary>
    private sealed class Everlasting(LoggerFactory factory) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => factory.CreateLogger(categoryName);

        public void AddProvider(ILoggerProvider provider) => factory.AddProvider(provider);

        public void Dispose() { }
    }
}

/// <summary>The same with a mail server.</summary>
public sealed class LoggedSmtpSite : LoggedSite
{
    public ScriptedSmtpServer Server { get; } = new();

    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [.. base.Settings, new("Mail:Smtp:Host", "127.0.0.1"), new("Mail:Smtp:Port", $"{Server.Port}"), new("Mail:Smtp:Security", "None")];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
