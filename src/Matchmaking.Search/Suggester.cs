namespace Matchmaking.Search;

/// <summary>What is suggested.</summary>
public enum SuggestionKind
{
    /// <summary>A sector or subsector.</summary>
    Sector,

    /// <summary>A region, city or district.</summary>
    Place,

    /// <summary>An industrial or free zone.</summary>
    Zone,

    /// <summary>A form of cooperation.</summary>
    DealType,

    /// <summary>A company that listings name.</summary>
    Company,

    /// <summary>Who offers a listing.</summary>
    Promoter,

    /// <summary>A listing.</summary>
    Listing,
}

/// <summary>A name that what was typed may become.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Code">Of a sector, place, zone, deal type or company; empty for others.</param>
/// <param name="Id">Of the listing, or of a listing of the promoter; null for others.</param>
/// <param name="Text">The name in the reader's language, where it has one.</param>
/// <param name="Mark">What was typed of it; empty when it was found by another name.</param>
public sealed record Suggestion(SuggestionKind Kind, string Code, Guid? Id, string Text, TextRange Mark);

/// <summary>Suggests names while somebody types: only such as listings are found by.</summary>
public sealed class Suggester
{
    /// <summary>What follows so many characters is not read.</summary>
    private const int Longest = 100;

    private readonly Vocabulary _vocabulary;
    private readonly List<(NamedCode Code, KnownName[] Names)> _codes = [];

    /// <summary>Prepares the names of the vocabulary.</summary>
    public Suggester(Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        foreach (var code in vocabulary.Codes)
            _codes.Add((code, [.. NamesOf(code, vocabulary).Distinct().Select(name => new KnownName(name, vocabulary))]));
    }

    /// <summary>The suggestions, best first.</summary>
    /// <param name="index">Only names of its listings are suggested.</param>
    /// <param name="typed">The beginning of a name, Chinese characters within it, or its beginning in pinyin.</param>
    /// <param name="language">Of the reader.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<Suggestion> Suggest(SearchIndex index, string typed, TextLanguage language, int most)
    {
        var tokens = _vocabulary.Tokenizer.Read(Folding.Cut(typed, Longest));
        if (tokens.Count == 0 || most <= 0)
            return [];
        var snapshot = index.Current;
        var beginning = new TypedBeginning(tokens);
        var names = OfCodes(snapshot, beginning, language).Take(most).ToList();
        // Listings always get a share of the places.
        var listings = new ListingNames(_vocabulary, snapshot).Find(beginning, language, most);
        var room = Math.Max(most - names.Count, Math.Min(listings.Count, most / 3));
        return [.. names.Take(most - Math.Min(room, listings.Count)), .. listings.Take(room)];
    }

    private static IEnumerable<string> NamesOf(NamedCode code, Vocabulary vocabulary) =>
        [.. code.Zh, .. code.Az, .. code.En, .. code.Synonyms, .. code.Kind == CodeKind.Company ? [] : vocabulary.WordsMeaning(code.Code)];

    private IEnumerable<Suggestion> OfCodes(Snapshot snapshot, TypedBeginning beginning, TextLanguage language)
    {
        var found = new List<(int Rank, NamedCode Code)>();
        foreach (var (code, names) in _codes)
        {
            var best = int.MaxValue;
            foreach (var name in names)
                if (beginning.Fits(name) is >= 0 and var rank && rank < best)
                    best = rank;
            if (best < int.MaxValue)
                found.Add((best, code));
        }
        return found
            .OrderBy(item => item.Rank)
            .ThenBy(item => item.Code.Kind)
            .ThenBy(item => ShownName(item.Code, language).Length)
            .Where(item => snapshot.Knows(Vocabulary.KeyOf(item.Code)))
            .Select(item => New(item.Code, beginning, language))
            .DistinctBy(suggestion => (suggestion.Kind, suggestion.Text));
    }

    private Suggestion New(NamedCode code, TypedBeginning beginning, TextLanguage language)
    {
        var name = ShownName(code, language);
        return new((SuggestionKind)code.Kind, code.Code, null, name, beginning.MarkIn(name, _vocabulary));
    }

    /// <summary>The name to show to a reader.</summary>
    internal static string ShownName(NamedCode code, TextLanguage language)
    {
        var names = language switch
        {
            TextLanguage.Chinese => code.Zh,
            TextLanguage.Azerbaijani => code.Az,
            _ => code.En,
        };
        return names.Length > 0 ? names[0] : code.En.Concat(code.Az).Concat(code.Zh).First();
    }
}
