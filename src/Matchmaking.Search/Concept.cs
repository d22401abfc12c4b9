namespace Matchmaking.Search;

/// <summary>A group of the thesaurus: expressions that mean the same, in three languages.</summary>
/// <param name="Id">Unique among the groups.</param>
/// <param name="Zh">Expressions in simplified Chinese.</param>
/// <param name="Az">Expressions in Azerbaijani.</param>
/// <param name="En">Expressions in English.</param>
/// <param name="QueryOnly">
/// Expressions in any language that whoever types them may mean it by, while listings mostly mean something else.
/// </param>
/// <param name="Codes">Codes of sectors, places, zones and deal types whose listings are all meant.</param>
/// <param name="Broader">Ids of the groups that this one is a kind of.</param>
/// <param name="Source">Where the words come from or why they stand together; the engine does not read it.</param>
public sealed record ThesaurusGroup(
    string Id,
    string[]? Zh,
    string[]? Az,
    string[]? En,
    string[]? QueryOnly = null,
    string[]? Codes = null,
    string[]? Broader = null,
    string? Source = null
);

/// <summary>What a code of the product's lists stands for.</summary>
public enum CodeKind
{
    /// <summary>A sector or subsector.</summary>
    Sector,

    /// <summary>A region, city or district.</summary>
    Place,

    /// <summary>An industrial or free zone.</summary>
    Zone,

    /// <summary>A form of cooperation.</summary>
    DealType,

    /// <summary>A company or an agency known by several names.</summary>
    Company,
}

/// <summary>An entry of the product's own lists with its names.</summary>
/// <param name="Kind">Of which list.</param>
/// <param name="Code">Unique within its list.</param>
/// <param name="Zh">Names in Chinese, the one to show first.</param>
/// <param name="Az">Names in Azerbaijani, the one to show first.</param>
/// <param name="En">Names in English, the one to show first.</param>
/// <param name="Synonyms">Other names of the very same thing, in any language.</param>
/// <param name="Related">
/// Words of what belongs to it and is not the same (cables belong to electrical equipment): known as words, not as its names.
/// </param>
public sealed record NamedCode(CodeKind Kind, string Code, string[] Zh, string[] Az, string[] En, string[] Synonyms, string[] Related);

/// <summary>Words in three languages.</summary>
public sealed record WordsByLanguage(string[] Zh, string[] Az, string[] En)
{
    internal IEnumerable<string> All => [.. Zh, .. Az, .. En];
}

/// <summary>Words that narrow nothing when others are there.</summary>
/// <param name="Grammar">They add next to nothing.</param>
/// <param name="AnyListing">Most listings have them: a factory, a project, an investment.</param>
/// <param name="Either">Words of grammar between two things of which one is enough: or.</param>
/// <param name="Seeking">Words of grammar after which comes what is asked for: looking for.</param>
public sealed record FillerWords(WordsByLanguage Grammar, WordsByLanguage AnyListing, WordsByLanguage Either, WordsByLanguage Seeking);

/// <summary>Words that stand together for one reason.</summary>
/// <param name="Words">Each once.</param>
/// <param name="Source">Where they come from or why they stand there; the engine does not read it.</param>
public sealed record WordGroup(string[] Words, string Source);

/// <summary>Words that the search has to know for how they are written or used, not for what they mean.</summary>
/// <param name="Filler">Words that narrow nothing.</param>
/// <param name="WholeInAzerbaijani">Words whose end only looks like an ending.</param>
/// <param name="Opaque">
/// Words, Chinese ones in simplified characters, that seem to hold another word and do not mean it: the World Bank is no bank to buy a
/// stake of, and a wind farm no farm.
/// </param>
public sealed record WordLists(FillerWords Filler, WordGroup[] WholeInAzerbaijani, WordGroup[] Opaque);

/// <summary>What the vocabulary is made of.</summary>
/// <param name="Groups">The thesaurus.</param>
/// <param name="Codes">The product's lists.</param>
/// <param name="Words">Words of grammar and the like.</param>
/// <param name="Characters">Traditional to simplified.</param>
/// <param name="Pinyin">A simplified character to its syllables without tones, ü as v, the usual one first.</param>
/// <param name="PerDollar">ISO 4217 to how many units of the currency a US dollar costs.</param>
public sealed record VocabularyData(
    IReadOnlyList<ThesaurusGroup> Groups,
    IReadOnlyList<NamedCode> Codes,
    WordLists Words,
    ChineseCharacters Characters,
    IReadOnlyDictionary<string, string[]> Pinyin,
    IReadOnlyDictionary<string, decimal> PerDollar
);

/// <summary>A meaning that listings are indexed by, whatever words they use for it.</summary>
/// <param name="Index">Its number in the vocabulary.</param>
/// <param name="Key">The key of its postings.</param>
/// <param name="Kind">The list that its code is of; null for a group of the thesaurus.</param>
/// <param name="Codes">Codes whose listings are all meant.</param>
internal sealed record Concept(int Index, string Key, CodeKind? Kind, string[] Codes)
{
    /// <summary>The concepts that it is a kind of, near and far, each with the share of its weight that they take.</summary>
    public (int Concept, float Share)[] Broader { get; set; } = [];

    /// <summary>Whether it means places and nothing else.</summary>
    public bool IsPlace { get; init; }
}
