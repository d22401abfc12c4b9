using Matchmaking.Web.Mail.Replies;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Mail.Providers;

public static class ProviderServices
{
    /// <summary>Adds who the providers are, what they answer, and their settings, which are checked at start-up.</summary>
    public static void AddProviders(this IServiceCollection services)
    {
        services.AddOptions<ProvidersSettings>().BindConfiguration("Mail:Providers").ValidateOnStart();
        services
            .AddOptions<DnsSettings>()
            .BindConfiguration("Mail:Dns")
            .Validate(
                dns => dns.Server is null or "" || System.Net.IPEndPoint.TryParse(dns.Server, out _),
                "Mail__Dns__Server must be an IP address, with or without a port."
            )
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ProvidersSettings>, ProvidersCheck>();
        services.AddSingleton<ProviderRegister>();
        services.AddSingleton<MxLookup>();
        services.AddSingleton<SmtpReplyTable>();
    }

    private sealed class ProvidersCheck : IValidateOptions<ProvidersSettings>
    {
        public ValidateOptionsResult Validate(string? name, ProvidersSettings options) =>
            options.Complain() is { } complaint ? ValidateOptionsResult.Fail(complaint) : ValidateOptionsResult.Success;
    }
}
