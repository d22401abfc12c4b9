namespace Matchmaking.Search;

/// <summary>
/// A listing made ready for the index: its keys with their weights and the order of its words. Making it is the expensive part; it may
/// be done on any thread. See <see cref="Vocabulary.KeysOf"/>.
/// </summary>
public sealed class DocumentKeys
{
    internal DocumentKeys(
        (string Key, byte Weight)[] keys,
        string?[] words,
        SearchField[] fields,
        DocumentAmount? amount,
        FieldText[] names
    ) => (Keys, Words, Fields, Amount, Names) = (keys, words, fields, amount, names);

    /// <summary>Each key once, with a weight from 1 to 255.</summary>
    internal (string Key, byte Weight)[] Keys { get; }

    /// <summary>The tokens of the texts that phrases are looked for in; null before each text's first.</summary>
    internal string?[] Words { get; }

    /// <summary>The field of each of those texts.</summary>
    internal SearchField[] Fields { get; }

    internal DocumentAmount? Amount { get; }

    /// <summary>The names that suggestions show: titles and promoters.</summary>
    internal FieldText[] Names { get; }
}
