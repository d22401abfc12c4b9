namespace Matchmaking.Search;

/// <summary>What a clause that no listing meets may have meant.</summary>
/// <param name="Word">The word to show; null when the typed one was only completed.</param>
/// <param name="Clauses">What to search for instead.</param>
internal sealed record Spelling(string? Word, IReadOnlyList<Clause> Clauses);

/// <summary>
/// Corrects words that neither a listing nor the vocabulary knows: beginnings of words, one wrong letter (two in long words), Chinese in
/// Latin letters, one wrong Chinese character.
/// </summary>
internal sealed class Speller(Snapshot snapshot, Vocabulary vocabulary, TextLanguage? language)
{
    private const int ShortestBeginning = 4;

    /// <summary>Shorter words in capitals are abbreviations or commands.</summary>
    private const int LongestAbbreviation = 5;

    /// <summary>A word so short is another word with another letter in it: drop and drip.</summary>
    private const int LongestOfOneLetter = 4;
    private const float OfBeginning = 0.5f;
    private const int MostCorrected = 6;

    /// <summary>Longer Chinese is a sentence, and its errors are not worth the time.</summary>
    private const int LongestChinese = 16;
    private const int MostSyllables = 8;

    /// <summary>Three syllables written as one word, and one more letter.</summary>
    private const int LongestSyllables = 16;
    private const int MostCompared = 2_000;
    private int _asked;

    /// <summary>
    /// The correction; null when there is none. The first unknown words are corrected, the others of a long text are not.
    /// </summary>
    public Spelling? Correct(Clause clause)
    {
        if (_asked++ >= MostCorrected)
            return null;
        if (clause.IsWord)
            return Latin(clause);
        return
            clause.IsUnknownChinese
            || (clause.Tokens.Length > 1 && clause.Tokens[0][0] >= 0x3400 && clause.Alternatives.All(way => way.Concept < 0))
            ? Chinese(clause)
            : null;
    }

    /// <summary>
    /// Chinese in Latin letters with spaces, "xin neng yuan": words that are nothing alone and together spell what is known. Null when no
    /// known word begins at this clause.
    /// </summary>
    /// <param name="clauses">Of the question.</param>
    /// <param name="start">The first of them to read.</param>
    /// <param name="count">How many of them are read.</param>
    public Spelling? Spaced(IReadOnlyList<Clause> clauses, int start, out int count)
    {
        var most = 0;
        while (start + most < clauses.Count && most < MostSyllables && IsSyllable(clauses[start + most]))
            most++;
        // A word of a language may sound like a syllable (the yuan of 新能源), but not all of them.
        for (count = most; count >= 2; count--)
            if (clauses.Skip(start).Take(count).Any(IsNothingAlone))
                if (vocabulary.Pinyin.WordsSpelt(Letters(count)).Select(Read).FirstOrDefault(IsFound) is { } spelt)
                    return spelt;
        count = clauses.Skip(start).Take(most).TakeWhile(IsNothingAlone).Count();
        return count >= 2 && vocabulary.Pinyin.WordsWithin(Letters(count)) is { } within && Read(within) is var several && IsFound(several)
            ? several
            : null;

        string Letters(int taken) => string.Concat(clauses.Skip(start).Take(taken).SelectMany(clause => clause.Tokens));
    }

    private static bool IsSyllable(Clause clause) =>
        clause is { IsPhrase: false, Tokens: [{ Length: <= LongestSyllables } word] } && char.IsAsciiLetter(word[0]);

    private bool IsNothingAlone(Clause clause) =>
        clause is { IsWord: true, IsOptional: false } && !vocabulary.IsLatinWord(clause.Tokens[0]);

    private Spelling? Latin(Clause clause)
    {
        var word = string.Concat(clause.Tokens);
        if (word.Length >= ShortestBeginning && snapshot.Segment.Words.Current.Beginning(word).Any(snapshot.Knows))
            return new(null, [clause with { Alternatives = [new(Way.Beginning, OfBeginning) { Keys = [word] }] }]);
        if (vocabulary.IsLatinWord(word) || (word.Length <= LongestAbbreviation && clause.Typed.All(char.IsUpper)))
            return null;
        if (vocabulary.Pinyin.WordsSpelt(word) is { Count: > 0 } words && words.Select(Read).FirstOrDefault(IsFound) is { } spelt)
            return spelt;
        if (Nearest(word) is { } near)
            return Read(near);
        return word.Length >= 6 && vocabulary.Pinyin.WordsWithin(word) is { } within && Read(within) is var several && IsFound(several)
            ? several
            : null;
    }

    /// <summary>The word that differs least; of several the one with the same first letter, then the one that more listings have.</summary>
    private string? Nearest(string word)
    {
        var most =
            word.Length >= 8 ? 2
            : word.Length >= 4 ? 1
            : 0;
        string? nearest = null;
        // Most misspelt words have one error, and words with two are many more to look through.
        for (var distance = 1; distance <= most && nearest is null; distance++)
            nearest = Nearest(word, distance);
        return nearest;
    }

    private string? Nearest(string word, int most)
    {
        var best = (Cost: int.MaxValue, Count: 0, Word: (string?)null);
        foreach (var (candidate, distance) in EditDistance.Within(snapshot.Segment.Words.Current, word, most))
        {
            if (!Resembles(word, candidate.Key))
                continue;
            // Errors are rarer at the beginning of a word.
            // A letter is left out more often than it is put in.
            var cost =
                distance * 6
                + Math.Clamp(word.Length - candidate.Key.Length + 1, 0, 2)
                + (candidate.Key[0] == word[0] ? 0 : 3)
                + (candidate.Key.AsSpan().CommonPrefixLength(word) * 2 >= word.Length ? 0 : 1);
            if (cost > best.Cost)
                continue;
            var count = snapshot.CountOf(candidate, MostCompared);
            if (count == 0)
                continue;
            if (cost < best.Cost || count > best.Count || (count == best.Count && string.CompareOrdinal(candidate.Key, best.Word) < 0))
                best = (cost, count, candidate.Key);
        }
        return best.Word;
    }

    /// <summary>One character exchanged, at each place where known words may be.</summary>
    private Spelling? Chinese(Clause clause)
    {
        var tokens = clause.Tokens;
        if (tokens.Length > LongestChinese)
            return null;
        for (var length = Math.Min(tokens.Length, 6); length >= 2; length--)
        for (var start = 0; start + length <= tokens.Length; start++)
        {
            var typed = string.Concat(tokens.Skip(start).Take(length));
            foreach (var word in vocabulary.Pinyin.WordsLike(typed))
            {
                var whole = string.Concat(tokens.Take(start)) + word + string.Concat(tokens.Skip(start + length));
                if (Read(word) is var alone && IsFound(alone))
                    return Read(whole);
            }
        }
        return null;
    }

    private static bool Resembles(string typed, string word) =>
        typed.Length > LongestOfOneLetter + 1
        || (
            typed[0] == word[0]
            && (typed.Length > LongestOfOneLetter || typed.Length != word.Length || typed.Order().SequenceEqual(word.Order()))
        );

    private Spelling Read(string text)
    {
        var clauses = new ClauseBuilder(vocabulary).Read(text, []);
        return new(clauses is [var only] && NameOf(only) is { } name ? name : text, clauses);
    }

    /// <summary>The name of a place, a zone or a company, by which its reader knows it, rather than another spelling.</summary>
    private string? NameOf(Clause clause)
    {
        if (language is not { } reader)
            return null;
        var codes = clause
            .Alternatives.Where(way => way.Concept >= 0)
            .Select(way => vocabulary.CodeOf(vocabulary.ConceptOf(way.Concept)))
            .OfType<NamedCode>()
            .Where(code => code.Kind is CodeKind.Place or CodeKind.Zone or CodeKind.Company)
            .ToList();
        // A city and the region around it may share a spelling.
        return codes.Select(code => Suggester.ShownName(code, reader)).MinBy(name => name.Length);
    }

    private bool IsFound(Spelling spelling) =>
        spelling.Clauses.Any(clause => clause.Alternatives.Any(way => way.Way == Way.Key && snapshot.Knows(way.Keys[0])));
}
