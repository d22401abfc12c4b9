using System.Globalization;
using Matchmaking.Web.Demo;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Transport;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Startup;

/// <summary>How the process begins: its address, its first log lines, and what it tells the person who started it.</summary>
public static class ApplicationStart
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>
    /// A published application finds its files beside itself, whatever the current folder is. A command of the administrator has
    /// standard output to itself; its log goes to standard error.
    /// </summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var isPublished = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = isPublished ? AppContext.BaseDirectory : null }
        );
        // A file is a route, made by the build. Looking for others on the disk would answer differently in Development than anywhere else.
        builder.Configuration["DisableStaticAssetNotFoundRuntimeFallback"] = "true";
        builder.Logging.AddLogFloor();
        if (AdminCommand.Wants(args))
            builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return builder;
    }

    /// <summary>Port 5080, unless a setting says otherwise.</summary>
    public static void UseDefaultAddress(this WebApplicationBuilder builder)
    {
        string[] keys = ["urls", "http_ports", "https_ports", "Kestrel:Endpoints"];
        if (!keys.Any(key => builder.Configuration.GetSection(key).Exists()))
            builder.WebHost.UseUrls(DefaultUrl);
    }

    /// <summary>Logging for what happens before the host exists.</summary>
    public static ILoggerFactory Logs(WebApplicationBuilder builder) =>
        LoggerFactory.Create(logging =>
        {
            logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
            logging.AddConsole();
        });

    /// <summary>Looks at all settings before anything is begun. What is wrong with them, each in a line; null when nothing is.</summary>
    public static string? ComplainOfSettings(this WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            return null;
        }
        catch (InvalidOperationException e)
        {
            // A word where a number, or one of a few words, is asked for.
            return Refusal([e.Message]);
        }
        catch (OptionsValidationException e)
        {
            return Refusal(e.Failures);
        }
        catch (AggregateException e) when (e.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            return Refusal(e.InnerExceptions.SelectMany(inner => ((OptionsValidationException)inner).Failures));
        }
    }

    private static string Refusal(IEnumerable<string> failures) =>
        "Refusing to start. These settings are wrong:\n" + string.Join('\n', failures.Select(failure => "  " + failure));

    /// <summary>Listens until it is told to stop. Returns the exit code.</summary>
    public static async Task<int> RunWithBannerAsync(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{e.Message} Choose another one, for example: ASPNETCORE_URLS=http://localhost:5081");
            return 1;
        }
        if (app.Environment.IsDevelopment())
            Banner(app);
        try
        {
            await app.WaitForShutdownAsync();
        }
        catch (OperationCanceledException)
        {
            // Something did not end within the time that a stop is given; what it had in hand is taken over by the next start.
            return 1;
        }
        return 0;
    }

    private static void Banner(WebApplication app)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var mails = app.Services.GetRequiredService<IMailTransport>() is FolderTransport ? $"{address}/dev/mail" : "sent by SMTP";
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""

                {app.Services.GetRequiredService<SiteAddress>().Name} is ready:  {address}
                  mails:          {mails}
                """
            )
        );
        if (app.Configuration.GetValue("Demo:Load", true))
            Console.WriteLine(
                $"""
                  administrator:  {DemoData.Administrator}
                  staff:          {DemoData.Staff}
                  investor:       {DemoData.Investor}
                  password (all): {DemoData.Password}
                """
            );
        Console.WriteLine();
    }
}
