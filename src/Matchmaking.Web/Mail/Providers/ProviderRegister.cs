using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Mail.Providers;

/// <summary>
/// The known domains and mail servers of each group, and how fast to send to it: <c>providers.json</c> with the settings over it.
/// </summary>
public sealed class ProviderRegister
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };
    private readonly FrozenDictionary<string, ProviderGroup> _domains;
    private readonly FrozenDictionary<string, ProviderGroup> _servers;
    private readonly FrozenDictionary<ProviderGroup, ProviderLimits> _limits;

    public ProviderRegister(IOptions<ProvidersSettings> settings)
    {
        using var stream = typeof(ProviderRegister).Assembly.GetManifestResourceStream("mail/providers.json")!;
        var all = JsonSerializer.Deserialize<ProviderFile[]>(stream, Json)!;
        _domains = all.SelectMany(one => one.Domains.Select(domain => (domain, one.Group)))
            .ToFrozenDictionary(pair => pair.domain, pair => pair.Group);
        _servers = all.SelectMany(one => one.Mx.Select(suffix => (suffix, one.Group)))
            .ToFrozenDictionary(pair => pair.suffix, pair => pair.Group);
        _limits = all.ToFrozenDictionary(one => one.Group, one => one.With(settings.Value.Of(one.Group)));
    }

    /// <summary>The group of a well-known domain; null for one that only its MX records can tell (see <see cref="MxLookup"/>).</summary>
    public ProviderGroup? GroupOf(string domain) => _domains.TryGetValue(Plain(domain), out var group) ? group : null;

    /// <summary>The group that a mail server belongs to, by the end of its name; null when it is nobody's that we know.</summary>
    public ProviderGroup? GroupOfServer(string host)
    {
        var name = Plain(host);
        while (true)
        {
            if (_servers.TryGetValue(name, out var group))
                return group;
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0)
                return null;
            name = name[(dot + 1)..];
        }
    }

    /// <summary>How fast to send to a group.</summary>
    public ProviderLimits Limits(ProviderGroup group) => _limits[group];

    /// <summary>"Qq.com." is "qq.com", and a Chinese domain is compared as DNS writes it. A name that is none stays as it is.</summary>
    internal static string Plain(string domain)
    {
        var name = domain.Trim().TrimEnd('.').ToLowerInvariant();
        if (name.All(char.IsAscii))
            return name;
        try
        {
            return new IdnMapping().GetAscii(name);
        }
        catch (ArgumentException)
        {
            // Not a domain name: no book and no DNS knows it.
            return name;
        }
    }

    private sealed record ProviderFile(
        ProviderGroup Group,
        string[] Domains,
        string[] Mx,
        int? MessagesPerHour,
        int Burst,
        int? MessagesPerConnection,
        int Connections
    )
    {
        public ProviderLimits With(ProviderSettings own) =>
            new(
                own.MessagesPerHour ?? MessagesPerHour,
                own.Burst ?? Burst,
                own.MessagesPerConnection ?? MessagesPerConnection,
                own.Connections ?? Connections,
                own.Smtp.Host is { Length: > 0 } ? own.Smtp : null
            );
    }
}
