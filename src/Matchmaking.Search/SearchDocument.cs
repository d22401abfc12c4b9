namespace Matchmaking.Search;

/// <summary>What a text of a listing is; each kind has a weight of its own.</summary>
public enum SearchField
{
    /// <summary>The title.</summary>
    Title,

    /// <summary>Who offers it.</summary>
    Promoter,

    /// <summary>The summary.</summary>
    Summary,

    /// <summary>The description.</summary>
    Description,

    /// <summary>Names of its main sector and subsector.</summary>
    Sector,

    /// <summary>Names of further sectors that it suits as well.</summary>
    FurtherSector,

    /// <summary>Names of its places and their regions.</summary>
    Place,

    /// <summary>Names of its zone.</summary>
    Zone,

    /// <summary>Names and codes of its deal types.</summary>
    DealType,

    /// <summary>Other words that belong to its sectors: what people search by who do not know their names.</summary>
    Alias,
}

/// <summary>A text of a listing.</summary>
/// <param name="Field">What it is.</param>
/// <param name="Language">What it is written in.</param>
/// <param name="Text">As it is shown.</param>
public readonly record struct FieldText(SearchField Field, TextLanguage Language, string Text);

/// <summary>A code that a listing carries.</summary>
/// <param name="Code">Of a sector, place, zone or deal type.</param>
/// <param name="Weight">
/// How much it says about the listing, on the scale on which a word of the title has 6 and a word of the description 1.
/// </param>
public readonly record struct DocumentCode(string Code, float Weight)
{
    /// <summary>Of the main sector, the zone, a deal type.</summary>
    public const float Main = 7;

    /// <summary>Of the hub above the main subsector, and of the region around the place.</summary>
    public const float Around = 6;

    /// <summary>Of a further sector.</summary>
    public const float Further = 1.2f;
}

/// <summary>Money that a listing asks for.</summary>
/// <param name="From">The lower end in its currency; null when it is open.</param>
/// <param name="To">The upper end in its currency; null when it is open.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="DollarsFrom">The lower end in US dollars; null when it is open or there is no rate.</param>
/// <param name="DollarsTo">The upper end in US dollars.</param>
public sealed record DocumentAmount(decimal? From, decimal? To, string? Currency, decimal? DollarsFrom, decimal? DollarsTo);

/// <summary>All that a listing is found by.</summary>
/// <param name="Texts">In any order; a field may have several texts in a language.</param>
/// <param name="Codes">Its codes.</param>
/// <param name="Amount">Null when no amount is published.</param>
public sealed record SearchDocument(IReadOnlyList<FieldText> Texts, IReadOnlyList<DocumentCode> Codes, DocumentAmount? Amount = null);
