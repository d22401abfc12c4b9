using System.Collections.Concurrent;

namespace Matchmaking.Web.Mail.Providers;

/// <summary>
/// The provider of an address, without waiting: by the book, or by what DNS has told of its domain before. A domain that nobody has asked
/// about yet is one of <see cref="ProviderGroup.Others"/> until <see cref="DomainLookups"/> has.
/// </summary>
public sealed class RecipientProviders(ProviderBook book)
{
    private readonly ConcurrentDictionary<string, ProviderGroup> _found = new(StringComparer.Ordinal);

    /// <summary>The provider of an address.</summary>
    public ProviderGroup Of(string address)
    {
        var domain = DomainOf(address);
        return book.GroupOf(domain) ?? _found.GetValueOrDefault(domain);
    }

    /// <summary>Notes what DNS has told.</summary>
    internal void Note(string domain, ProviderGroup provider) => _found[domain] = provider;

    internal static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();
}
