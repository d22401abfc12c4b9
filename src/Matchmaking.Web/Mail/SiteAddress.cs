using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Mail;

/// <summary>Section <c>Site</c> of the settings: the name and the public address, so that an agency can put its own there.</summary>
public sealed class SiteSettings
{
    public string Name { get; init; } = "Körpü 桥";

    /// <summary>Absolute address without a slash at the end, for links in mails. Required in Production.</summary>
    public string? BaseUrl { get; init; }
}

/// <summary>Name and address of this site, for links that are read outside of it.</summary>
public sealed class SiteAddress(IOptions<SiteSettings> settings, IServer server)
{
    public string Name => settings.Value.Name;

    /// <summary>The address set; else (Development) the one the server listens on.</summary>
    public string BaseUrl =>
        (
            settings.Value.BaseUrl
            ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? throw new InvalidOperationException("The site's address is known only once it listens, or when Site__BaseUrl is set.")
        ).TrimEnd('/');

    /// <summary>An absolute link to a path of this site.</summary>
    public string Link(string path) => BaseUrl + path;
}
