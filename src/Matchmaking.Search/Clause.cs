namespace Matchmaking.Search;

/// <summary>How a document meets an alternative.</summary>
internal enum Way
{
    /// <summary>It has the key.</summary>
    Key,

    /// <summary>It meets all parts.</summary>
    All,

    /// <summary>It has all keys, wherever.</summary>
    Together,

    /// <summary>It has at least half of the keys: Chinese that no list knows.</summary>
    Half,

    /// <summary>It has the words one after the other.</summary>
    Phrase,

    /// <summary>It has a word that begins so.</summary>
    Beginning,

    /// <summary>Its amount is the typed one.</summary>
    Amount,

    /// <summary>Its texts name a capacity or size that is as large, or as small, as the typed one.</summary>
    Range,
}

/// <summary>One of the ways in which a document may say what was typed.</summary>
/// <param name="Way">How it is met.</param>
/// <param name="Share">What it is worth beside the typed word itself, 0 to 1.</param>
internal sealed record Alternative(Way Way, float Share)
{
    /// <summary>Of a key, all or half of several keys, or a phrase.</summary>
    public string[] Keys { get; init; } = [];

    /// <summary>Of all parts.</summary>
    public Clause[] Parts { get; init; } = [];

    /// <summary>Of an amount or a range.</summary>
    public Quantity Quantity { get; init; }

    /// <summary>How many units of the amount's currency a US dollar costs; null when it is not known.</summary>
    public double? PerDollar { get; init; }

    /// <summary>The concept behind the key; -1 for none.</summary>
    public int Concept { get; init; } = -1;
}

/// <summary>A word, an expression, a phrase or an amount that was typed, and all ways to say it.</summary>
internal sealed record Clause
{
    /// <summary>As it was typed.</summary>
    public required string Typed { get; init; }

    /// <summary>Folded tokens.</summary>
    public required string[] Tokens { get; init; }

    public required IReadOnlyList<Alternative> Alternatives { get; init; }

    /// <summary>What it adds to a score, 0 to 1; less than 1 for stop words.</summary>
    public float Share { get; init; } = 1;

    /// <summary>Whether a document may lack it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether it names a place: the last thing that makes two listings differ.</summary>
    public bool IsPlace { get; init; }

    /// <summary>Whether the vocabulary knows what it means, or it is an amount.</summary>
    public bool IsUnderstood => Alternatives.Any(way => way.Concept >= 0 || way.Way is Way.Amount or Way.Range || way.Keys is [['=', ..]]);

    /// <summary>Whether it is Latin letters and may be misspelt.</summary>
    public bool IsWord { get; init; }

    /// <summary>Whether it is Chinese, and its characters or some of them are in no known word.</summary>
    public bool IsUnknownChinese { get; init; }

    /// <summary>Whether it was quoted.</summary>
    public bool IsPhrase { get; init; }

    /// <summary>Where its first token is among those of the question.</summary>
    public int FirstToken { get; init; }

    /// <summary>Where it begins in what was typed, in UTF-16 units.</summary>
    public int At { get; init; }

    /// <summary>Whether it stands before the Chinese word that it only narrows: the 电网 of 电网储能, where storage is asked for.</summary>
    public bool IsModifier { get; init; }

    /// <summary>Whether something else was typed, and this is what it was read as.</summary>
    public bool IsCorrected { get; init; }

    /// <summary>Whether no listing has it, and what it is a kind of is searched for instead.</summary>
    public bool IsBroadened { get; init; }
}
