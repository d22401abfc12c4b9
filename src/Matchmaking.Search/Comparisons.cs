using System.Collections.Frozen;

namespace Matchmaking.Search;

/// <summary>Words around an amount that say whether more or less is meant as well: over 50 million, 5000万以上.</summary>
internal static class Comparisons
{
    private const int MostTokens = 3;

    private static readonly FrozenDictionary<string, Comparison> Before = Read(
        "over above exceeding more_than greater_than larger_than bigger_than not_less_than no_less_than at_least "
            + "from min minimum 超过 大于 高于 不低于 不少于 不小于 大于等于 至少 azi en_azi",
        "under below up_to less_than smaller_than not_more_than no_more_than at_most "
            + "max maximum within 低于 小于 不超过 不高于 不大于 不多于 小于等于 最多 少于 en_coxu"
    );

    private static readonly FrozenDictionary<string, Comparison> After = Read(
        "以上 起 及以上 and_more or_more and_above dan_cox den_cox cox artiq",
        "以下 以内 之内 及以下 or_less and_less dan_az den_az az qeder"
    );

    /// <summary>The quantities of a question, each with the words around it that belong to it.</summary>
    public static IEnumerable<QuantitySpan> Widen(IReadOnlyList<Token> tokens, IReadOnlyList<QuantitySpan> spans)
    {
        var free = 0;
        for (var i = 0; i < spans.Count; i++)
        {
            var limit = i + 1 < spans.Count ? spans[i + 1].Start : tokens.Count;
            var span = Widen(tokens, spans[i], free, limit);
            free = span.End;
            yield return span;
        }
    }

    private static QuantitySpan Widen(IReadOnlyList<Token> tokens, QuantitySpan span, int from, int to)
    {
        for (var start = Math.Max(from, span.Start - MostTokens); start < span.Start; start++)
            if (Before.TryGetValue(Words(tokens, start, span.Start), out var meant))
                return span with { Start = start, Quantity = span.Quantity with { Comparison = meant } };
        for (var end = Math.Min(to, span.End + MostTokens); end > span.End; end--)
            if (After.TryGetValue(Words(tokens, span.End, end), out var meant))
                return span with { End = end, Quantity = span.Quantity with { Comparison = meant } };
        return span;
    }

    private static string Words(IReadOnlyList<Token> tokens, int start, int end) =>
        string.Join(tokens[start].IsHan ? "" : "_", tokens.Skip(start).Take(end - start).Select(token => token.Text));

    private static FrozenDictionary<string, Comparison> Read(string atLeast, string atMost) =>
        atLeast
            .Split(' ')
            .Select(words => (words, Comparison.AtLeast))
            .Concat(atMost.Split(' ').Select(words => (words, Comparison.AtMost)))
            .ToFrozenDictionary(pair => pair.words, pair => pair.Item2, StringComparer.Ordinal);
}
