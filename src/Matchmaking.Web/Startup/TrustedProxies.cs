using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Matchmaking.Web.Startup;

/// <summary>Whose word about the visitor's address and scheme counts. Section <c>Proxies</c>.</summary>
public sealed class ProxiesSettings : IValidatableObject
{
    /// <summary>
    /// Addresses and networks (CIDR) of the proxies in front of the application, separated by commas; empty: nobody's. A chain of proxies
    /// is followed backwards for as long as each of them stands here.
    /// </summary>
    public string Trusted { get; init; } = "";

    /// <summary>The networks meant; one address is a network of its own. Null for what is none.</summary>
    internal IEnumerable<(string Text, IPNetwork? Network)> Networks =>
        Trusted
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(text =>
                (
                    text,
                    IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
                    : IPNetwork.TryParse(text, out var network) ? network
                    : (IPNetwork?)null
                )
            );

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (text, network) in Networks)
            if (network is null)
                yield return new($"Proxies__Trusted: \"{text}\" is neither an address nor a network such as 172.30.5.0/24");
            else if (network.Value.PrefixLength == 0)
                yield return new($"Proxies__Trusted: \"{text}\" trusts everybody, so that anybody could choose an address");
    }
}

/// <summary>Takes the visitor's address and scheme from the headers of trusted proxies, and of nobody else.</summary>
public static class TrustedProxies
{
    public static void AddTrustedProxies(this IServiceCollection services)
    {
        services
            .AddOptions<ProxiesSettings>()
            .BindConfiguration("Proxies", binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services
            .AddOptions<ForwardedHeadersOptions>()
            .Configure<IOptions<ProxiesSettings>>(
                (headers, proxies) =>
                {
                    headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
                    headers.ForwardLimit = null;
                    headers.KnownProxies.Clear();
                    headers.KnownIPNetworks.Clear();
                    foreach (var (_, network) in proxies.Value.Networks)
                        if (network is not null)
                            headers.KnownIPNetworks.Add(network.Value);
                }
            );
    }

    public static void UseTrustedProxies(this WebApplication app)
    {
        // Without any the framework would believe everybody.
        if (app.Services.GetRequiredService<IOptions<ProxiesSettings>>().Value.Networks.Any())
            app.UseForwardedHeaders();
    }
}
