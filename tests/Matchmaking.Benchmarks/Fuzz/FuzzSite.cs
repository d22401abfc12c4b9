using Matchmaking.TestSupport;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Matchmaking.Benchmarks.Fuzz;

/// <summary>The whole application with its demo data, on a real port, watched from inside.</summary>
internal sealed class FuzzSite(Watch watch) : Site
{
    public const string HookSecret = "a secret of twenty letters";

    protected override bool OnRealPort => true;

    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [new("Demo:Load", "true"), new("Mail:Hook:Secret", HookSecret), new("Mail:Bounces:Domain", "bounces.example.org")];

    protected override void Change(IServiceCollection services)
    {
        // An error in the log is one that whoever runs the product would see.
        var settings = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build();
        services.AddSingleton(LoggerFactory.Create(logging => logging.AddConfiguration(settings.GetSection("Logging")).AddProvider(watch)));
        services.AddSingleton<IStartupFilter>(watch);
        services.Configure<MvcOptions>(mvc => mvc.Filters.Add(watch));
    }
}
