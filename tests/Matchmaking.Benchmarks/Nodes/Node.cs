using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Desk;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Imports;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Files;
using Matchmaking.Web.Jobs;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Queues;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Matchmaking.Benchmarks.Nodes;

/// <summary>The product without its pages: the services, loops and jobs of a node, in a process that starts quickly.</summary>
internal static class Node
{
    /// <summary>Builds it. Nothing runs before it is started.</summary>
    /// <param name="database">The connection string, of the owner: the harness changes tables, too.</param>
    /// <param name="smtpPort">Of a mail server on this machine.</param>
    /// <param name="connections">How many connections to it.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="change">Last changes to the services.</param>
    public static IHost Build(string database, int smtpPort, int connections, TimeProvider time, Action<IServiceCollection>? change = null)
    {
        var builder = new HostApplicationBuilder(
            new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = Environments.Production }
        );
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Site:BaseUrl"] = "https://matchmaking.example.org",
                ["Mail:Sender:Address"] = "alerts@example.org",
                ["Mail:Smtp:Host"] = "127.0.0.1",
                ["Mail:Smtp:Port"] = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{smtpPort}"),
                ["Mail:Smtp:Security"] = "None",
                ["Mail:Providers:Others:Connections"] = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{connections}"),
            }
        );
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None);
        // Standard output is for what a node tells the harness.
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
        var surroundings = new Surroundings();
        builder.Services.AddSingleton<IWebHostEnvironment>(surroundings);
        builder.Services.AddSingleton<Microsoft.AspNetCore.Hosting.Server.IServer, NoServer>();
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<ReferenceData>();
        builder.Services.AddSingleton<WorkingCalendars>();
        builder.Services.AddDatabase(new DatabaseAddress(database, database));
        builder.Services.AddQueues();
        builder.Services.AddLanguages();
        builder.Services.AddAccounts(surroundings);
        builder.Services.AddOrganisations();
        builder.Services.AddTrackRecords();
        builder.Services.AddImports();
        builder.Services.AddOpportunities();
        builder.Services.AddProgress();
        builder.Services.AddMatching();
        builder.Services.AddAlerts();
        builder.Services.AddInbox();
        builder.Services.AddEnquiries();
        builder.Services.AddDesk();
        builder.Services.AddFiles();
        builder.Services.AddMail(builder.Configuration, surroundings, new DataFolder(Path.GetTempPath()));
        builder.Services.AddJobs();
        change?.Invoke(builder.Services);
        return builder.Build();
    }

    /// <summary>Listens to nobody. The site's address is a setting, so its own is never asked for.</summary>
    private sealed class NoServer : Microsoft.AspNetCore.Hosting.Server.IServer
    {
        public Microsoft.AspNetCore.Http.Features.IFeatureCollection Features { get; } =
            new Microsoft.AspNetCore.Http.Features.FeatureCollection();

        public Task StartAsync<TContext>(
            Microsoft.AspNetCore.Hosting.Server.IHttpApplication<TContext> application,
            CancellationToken cancellationToken
        )
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() { }
    }

    private sealed class Surroundings : IWebHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Production;
        public string ApplicationName { get; set; } = "Matchmaking";
        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
        public string WebRootPath { get; set; } = AppContext.BaseDirectory;
        public IFileProvider WebRootFileProvider { get; set; } = new NullFileProvider();
    }
}
