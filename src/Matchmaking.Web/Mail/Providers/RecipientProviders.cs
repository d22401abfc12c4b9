using System.Collections.Concurrent;

namespace Matchmaking.Web.Mail.Providers;

/// <summary>
/// The provider of an address, without waiting: by the book, or by what DNS has told of its domain before. A domain that nobody has asked
/// about yet is one of <see cref="ProviderGroup.Others"/> until <see cref="DomainLookups"/> has, at the latest when a mail's turn comes.
/// </summary>
public sealed class RecipientProviders(ProviderRegister book)
{
    /// <summary>Names that stand for nobody (RFC 2606, 6761): no DNS knows them.</summary>
    private static readonly string[] Nobody =
    [
        ".example",
        ".test",
        ".invalid",
        ".localhost",
        ".example.com",
        ".example.net",
        ".example.org",
    ];
    private readonly ConcurrentDictionary<string, ProviderGroup> _found = new(StringComparer.Ordinal);

    /// <summary>The provider of an address.</summary>
    public ProviderGroup Of(string address)
    {
        var domain = DomainOf(address);
        return book.GroupOf(domain) ?? _found.GetValueOrDefault(domain);
    }

    /// <summary>Whether it is known who receives mail for a domain; else DNS is to be asked.</summary>
    internal bool IsKnown(string domain) =>
        _found.ContainsKey(domain)
        || book.GroupOf(domain) is not null
        || !domain.Contains('.', StringComparison.Ordinal)
        || Array.Exists(Nobody, ("." + domain).EndsWith);

    /// <summary>Notes what DNS has told.</summary>
    internal void Note(string domain, ProviderGroup provider) => _found[domain] = provider;

    internal static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();
}
