namespace Matchmaking.Search;

/// <summary>A name made ready for comparing with what is typed.</summary>
internal sealed class KnownName
{
    public KnownName(string name, Vocabulary vocabulary)
    {
        Tokens = vocabulary.Tokenizer.Read(name);
        var characters = Tokens.Where(token => token.IsHan).Select(token => vocabulary.Pinyin.FirstOf(token.Text)).ToList();
        Pinyin = string.Concat(characters);
        Initials = string.Concat(characters.Where(syllable => syllable.Length > 0).Select(syllable => syllable[0]));
    }

    public List<Token> Tokens { get; }

    /// <summary>Its Chinese characters in Latin letters; empty when it has none.</summary>
    public string Pinyin { get; }

    /// <summary>The first letters of its Chinese characters' syllables.</summary>
    public string Initials { get; }
}

/// <summary>What was typed so far: whole words and the beginning of the last one.</summary>
internal sealed class TypedBeginning(IReadOnlyList<Token> tokens)
{
    private const int ShortestInitials = 2;

    public IReadOnlyList<Token> Tokens => tokens;

    /// <summary>The typed letters in one when no Chinese character is among them.</summary>
    public string Letters { get; } = tokens.Any(token => token.IsHan) ? "" : string.Concat(tokens.Select(token => token.Text));

    /// <summary>0 when the name begins so, 1 when a word within it does, 2 for its pinyin; -1 when it does not fit.</summary>
    public int Fits(KnownName name)
    {
        var place = PlaceIn(name.Tokens);
        if (place >= 0)
            return place == 0 ? 0 : 1;
        if (Letters.Length == 0 || name.Pinyin.Length == 0)
            return -1;
        if (name.Pinyin.StartsWith(Letters, StringComparison.Ordinal))
            return 2;
        return Letters.Length >= ShortestInitials && name.Initials.StartsWith(Letters, StringComparison.Ordinal) ? 3 : -1;
    }

    /// <summary>The token of a name where the typed words begin; -1 when they do not occur.</summary>
    public int PlaceIn(List<Token> name)
    {
        for (var start = 0; start + tokens.Count <= name.Count; start++)
            if (BeginsAt(name, start))
                return start;
        return -1;
    }

    /// <summary>What to mark in a name; empty when it is found by another one.</summary>
    public TextRange MarkIn(string name, Vocabulary words)
    {
        var nameTokens = words.Tokenizer.Read(name);
        var place = PlaceIn(nameTokens);
        if (place < 0)
            return default;
        var (first, last) = (nameTokens[place], nameTokens[place + tokens.Count - 1]);
        // Of the last word only the typed letters, unless folding made their number another one.
        var end = last.End - last.Start == last.Text.Length ? last.Start + tokens[^1].Text.Length : last.End;
        return new(first.Start, end - first.Start);
    }

    private bool BeginsAt(List<Token> name, int start)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var (typed, known) = (tokens[i].Text, name[start + i].Text);
            if (i == tokens.Count - 1 ? !known.StartsWith(typed, StringComparison.Ordinal) : known != typed)
                return false;
        }
        return true;
    }
}
