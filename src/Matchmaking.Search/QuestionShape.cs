namespace Matchmaking.Search;

/// <summary>What the words between the words say: this or that, and who asks before what is asked for.</summary>
internal static class QuestionShape
{
    /// <summary>
    /// The clauses of a text with the two of "hotel or sanatorium" made one, and what stands before "looking for" made a hint.
    /// </summary>
    /// <param name="text">As it was typed.</param>
    /// <param name="tokens">Of the text.</param>
    /// <param name="clauses">In the order of the text.</param>
    /// <param name="words">Tells which words join and which seek.</param>
    public static List<Clause> Read(string text, IReadOnlyList<Token> tokens, List<Clause> clauses, StopWords words)
    {
        Introduction(clauses, words);
        for (var at = 1; at + 1 < clauses.Count; at++)
            if (words.IsEither(clauses[at]) && Neighbours(clauses, at) is var (left, right) && left >= 0)
            {
                clauses[left] = Either(text, tokens, clauses[left], clauses[right]);
                clauses.RemoveRange(left + 1, right - left);
                at = left;
            }
        return clauses;
    }

    /// <summary>Of Chinese words written in one, the last says what it is and the others which: 电网储能 is storage.</summary>
    public static void Modifiers(List<Token> tokens, List<Clause> clauses)
    {
        var hasHead = false;
        for (var i = clauses.Count - 1; i >= 0; i--)
        {
            var (clause, next) = (clauses[i], clauses[i].FirstToken + clauses[i].Tokens.Length);
            var isBeforeHead = hasHead && next < tokens.Count && tokens[next] is { IsHan: true, IsJoined: true };
            if (isBeforeHead && !clause.IsOptional)
                clauses[i] = clause with { IsModifier = !clause.IsPlace };
            // What narrows nothing is no head; a word of grammar ends what is written in one.
            hasHead = clause.IsOptional
                ? isBeforeHead && clause.Share > StopWords.OfGrammar
                : tokens[next - 1].IsHan && clause.IsUnderstood;
        }
    }

    /// <summary>"We make tyres and are looking for a plot": the plot is what is asked for. A place belongs to both.</summary>
    private static void Introduction(List<Clause> clauses, StopWords words)
    {
        var seeking = clauses.FindLastIndex(words.IsSeeking);
        if (seeking <= 0 || !clauses.Skip(seeking).Any(clause => !clause.IsOptional))
            return;
        for (var at = 0; at < seeking; at++)
            if (clauses[at] is { IsOptional: false, IsPlace: false })
                clauses[at] = clauses[at] with { IsOptional = true, Share = StopWords.OfAnyListing };
    }

    /// <summary>The nearest words that narrow on both sides, with nothing but grammar between; -1 when there are none.</summary>
    private static (int Left, int Right) Neighbours(List<Clause> clauses, int at)
    {
        var (left, right) = (at - 1, at + 1);
        while (left >= 0 && clauses[left].Share <= StopWords.OfGrammar)
            left--;
        while (right < clauses.Count && clauses[right].Share <= StopWords.OfGrammar)
            right++;
        return
            left >= 0
            && right < clauses.Count
            && clauses[left] is { IsOptional: false } one
            && clauses[right] is { IsOptional: false } other
            && one.IsUnderstood
            && other.IsUnderstood
            && one.IsPlace == other.IsPlace
            ? (left, right)
            : (-1, -1);
    }

    private static Clause Either(string text, IReadOnlyList<Token> tokens, Clause one, Clause other)
    {
        var end = other.FirstToken + other.Tokens.Length;
        return one with
        {
            Typed = text[tokens[one.FirstToken].Start..tokens[end - 1].End],
            Tokens = [.. tokens.Skip(one.FirstToken).Take(end - one.FirstToken).Select(token => token.Text)],
            Alternatives = [.. one.Alternatives, .. other.Alternatives],
            IsWord = false,
        };
    }
}
