namespace Matchmaking.Search;

/// <summary>
/// Cuts tokens into the fewest pieces: known expressions, and single tokens where nothing is known. Chinese is written without spaces,
/// so that 供水电力 could hold 水电 (hydropower); cut into 供水 and 电力 it does not.
/// </summary>
internal static class Segmentation
{
    /// <summary>What an unknown Chinese character costs; a known expression costs 1, whatever its length.</summary>
    private const float Unknown = 1.5f;

    /// <summary>The pieces in their order; together they cover all tokens.</summary>
    /// <param name="count">How many tokens there are.</param>
    /// <param name="spans">The expressions found in them, by their beginnings.</param>
    public static List<(int Start, int End)> Cut(int count, IReadOnlyList<Span> spans)
    {
        var cost = new float[count + 1];
        var from = new int[count + 1];
        Array.Fill(cost, float.MaxValue);
        cost[0] = 0;
        var next = 0;
        for (var at = 0; at < count; at++)
        {
            Reach(at + 1, cost[at] + Unknown, at);
            for (; next < spans.Count && spans[next].Start == at; next++)
                Reach(spans[next].End, cost[at] + 1, at);
        }
        var pieces = new List<(int, int)>();
        for (var end = count; end > 0; end = from[end])
            pieces.Add((from[end], end));
        pieces.Reverse();
        return pieces;

        // Of two equal cuts the one with the longer last word: Chinese compounds end with what they are.
        void Reach(int end, float total, int start)
        {
            if (total >= cost[end])
                return;
            (cost[end], from[end]) = (total, start);
        }
    }

    /// <summary>
    /// The tokens that end a pair of Chinese characters which is no word here: two known words meet in it, and a third one would be read.
    /// </summary>
    public static bool[] Misreadings(int count, IReadOnlyList<Span> spans, List<(int Start, int End)> pieces)
    {
        var isBorder = new bool[count + 1];
        foreach (var (start, end) in pieces)
            isBorder[start] |= end - start > 1;
        var isHidden = Hidden(count, spans);
        var misread = new bool[count + 1];
        foreach (var span in spans)
            if (span.End - span.Start == 2)
                misread[span.Start + 1] = isBorder[span.Start + 1] || isHidden[span.Start + 1];
        return misread;
    }

    /// <summary>
    /// The expressions that the pieces allow: those that begin and end where pieces do, and those within one known piece.
    /// </summary>
    public static IEnumerable<Span> Allowed(IReadOnlyList<Token> tokens, IReadOnlyList<Span> spans, List<(int Start, int End)> pieces)
    {
        if (spans.Count == 0)
            yield break;
        var isHidden = Hidden(tokens.Count, spans);
        var pieceOf = new int[tokens.Count];
        for (var piece = 0; piece < pieces.Count; piece++)
        for (var at = pieces[piece].Start; at < pieces[piece].End; at++)
            pieceOf[at] = piece;
        foreach (var span in spans)
        {
            if (!span.Expression.IsOpaque && isHidden[span.Start] && isHidden[span.End - 1])
                continue;
            var (first, last) = (pieceOf[span.Start], pieceOf[span.End - 1]);
            if (first == last || (pieces[first].Start == span.Start && pieces[last].End == span.End) || !tokens[span.Start].IsHan)
                yield return span;
        }
    }

    /// <summary>
    /// The last words of compounds that are not a kind of them: the farm of a wind farm is none, and a word that is searched for alone. Of
    /// Chinese ones no pair of characters is read.
    /// </summary>
    public static IEnumerable<(int Start, int End)> Swallowed(IReadOnlyList<Token> tokens, IReadOnlyList<Span> spans) =>
        spans.Where(span => span.Expression.IsOpaque && !tokens[span.End - 1].IsHan).Select(span => (span.End - 1, span.End));

    /// <summary>The tokens within words that hide others.</summary>
    private static bool[] Hidden(int count, IReadOnlyList<Span> spans)
    {
        var isHidden = new bool[count + 1];
        foreach (var span in spans)
            if (span.Expression.IsOpaque)
                Array.Fill(isHidden, true, span.Start, span.End - span.Start);
        return isHidden;
    }
}
