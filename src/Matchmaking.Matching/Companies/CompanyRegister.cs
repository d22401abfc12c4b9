using System.Collections.Frozen;

namespace Matchmaking.Matching.Companies;

/// <summary>A company with the names it is known by, in any language, and the company that controls it.</summary>
/// <param name="Id">Chosen by the caller; compared as it stands.</param>
/// <param name="Names">Official names and aliases; at least one.</param>
/// <param name="Parent">Id of the parent; null for none or an unknown one.</param>
public sealed record KnownCompany(string Id, IReadOnlyList<string> Names, string? Parent);

/// <summary>How a name was found.</summary>
public enum NameFit
{
    /// <summary>It is one of the company's names, but for its legal form, spaces, case or country.</summary>
    Same,

    /// <summary>It says itself twice, as in "PowerChina Resources (中国电建)", and both agree.</summary>
    Agreeing,
}

/// <summary>A name that certainly means one company.</summary>
/// <param name="Id">Of the company.</param>
/// <param name="Fit">How it was found.</param>
/// <param name="Parents">Ids of its parent, the parent's parent and so on; nearest first.</param>
public sealed record CompanyResolution(string Id, NameFit Fit, IReadOnlyList<string> Parents);

/// <summary>
/// Companies by their names. <see cref="Resolve(string?)"/> answers only what is certain; what merely looks alike is for a person to decide
/// and comes from <see cref="Suggest"/>. Same companies, same answers, whatever their order.
/// </summary>
public sealed class CompanyRegister
{
    private readonly FrozenDictionary<string, KnownCompany> _companies;
    private readonly FrozenDictionary<string, string?> _byWhole;
    private readonly FrozenDictionary<string, string?> _byKey;
    private readonly CompanySuggestions _suggestions;

    /// <summary>
    /// Builds the register. A key that two companies claim resolves to neither; a whole name still does where only one has it.
    /// </summary>
    /// <exception cref="ArgumentException">Two companies have the same id.</exception>
    public CompanyRegister(IEnumerable<KnownCompany> companies)
    {
        var all = companies.OrderBy(company => company.Id, StringComparer.Ordinal).ToArray();
        _companies = all.ToFrozenDictionary(company => company.Id, StringComparer.Ordinal);
        var claims = all.SelectMany(company => company.Names.Select(name => (Name: CompanyName.Of(name), company.Id)))
            .Where(claim => claim.Name.Key.Length > 0)
            .ToArray();
        _byWhole = Owners(claims.Select(claim => (claim.Name.Whole, claim.Id)));
        _byKey = Owners(claims.Select(claim => (claim.Name.Key, claim.Id)));
        _suggestions = new(claims);
    }

    /// <summary>The company that a name certainly means; null when there is none, or more than one.</summary>
    public CompanyResolution? Resolve(string? written) => Resolve(CompanyName.Of(written));

    /// <inheritdoc cref="Resolve(string?)"/>
    public CompanyResolution? Resolve(CompanyName name)
    {
        if (_byWhole.GetValueOrDefault(name.Whole) is { } exact)
            return new(exact, NameFit.Same, ParentsOf(exact));
        if (Find(name.Key) is { } same)
            return new(same, NameFit.Same, ParentsOf(same));
        if (name.Pieces.Count == 0 || Find(name.Pieces[0]) is not { } first)
            return null;
        // The first piece names it; the others may repeat it, name its parent or a subsidiary, or abbreviate it.
        // "中国大唐集团（香港）" is somebody else.
        var parents = ParentsOf(first);
        var initials = CompanyName.InitialsOf(name.Pieces[0]);
        return name
            .Pieces.Skip(1)
            .All(piece =>
                Find(piece) is { } other
                    ? other == first || parents.Contains(other) || ParentsOf(other).Contains(first)
                    : Abbreviates(piece, initials)
            )
            ? new(first, NameFit.Agreeing, parents)
            : null;
    }

    /// <summary>Companies whose names look like this one, best first: to be confirmed by a person. Never the certain one.</summary>
    public IReadOnlyList<CompanySuggestion> Suggest(string? written, int most = 5) =>
        _suggestions.For(CompanyName.Of(written), Resolve(written)?.Id, most);

    /// <summary>Parent, the parent's parent and so on; nearest first. A ring of parents is walked once.</summary>
    public IReadOnlyList<string> ParentsOf(string id)
    {
        var found = new List<string>();
        for (
            var at = _companies.GetValueOrDefault(id)?.Parent;
            at is not null && at != id && !found.Contains(at);
            at = _companies.GetValueOrDefault(at)?.Parent
        )
            found.Add(at);
        return found;
    }

    /// <summary>The one company behind each word; null where there are two.</summary>
    private static FrozenDictionary<string, string?> Owners(IEnumerable<(string Word, string Id)> claims) =>
        claims
            .GroupBy(claim => claim.Word, StringComparer.Ordinal)
            .ToFrozenDictionary(
                group => group.Key,
                group => group.Select(claim => claim.Id).Distinct(StringComparer.Ordinal).ToArray() is [var only] ? only : null,
                StringComparer.Ordinal
            );

    private string? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>"ceec" for "China Energy Engineering Corporation", whose key has lost its last word: the letters begin alike.</summary>
    private static bool Abbreviates(string piece, string initials) =>
        initials.Length >= 2
        && piece.Length >= 2
        && piece.Length <= initials.Length + 2
        && piece.All(char.IsAsciiLetter)
        && piece.StartsWith(initials, StringComparison.Ordinal);
}
