using System.Text;

namespace Matchmaking.Search;

/// <summary>
/// Reads what somebody typed: words, expressions of the vocabulary, "phrases", words to leave out (solar -wind), amounts and capacities. It
/// reads any text and never fails.
/// </summary>
public static class QuestionReader
{
    /// <summary>Further words are not read: each costs time.</summary>
    internal const int MostClauses = 24;

    /// <summary>Further characters are not read.</summary>
    private const int Longest = 400;

    /// <summary>The question behind a text.</summary>
    /// <param name="typed">Anything; what follows the first 400 characters is not read.</param>
    /// <param name="vocabulary">The words that are known.</param>
    public static SearchQuestion Read(string typed, Vocabulary vocabulary)
    {
        var clauses = new List<Clause>();
        var excluded = new List<Clause>();
        var quantities = new List<Quantity>();
        var builder = new ClauseBuilder(vocabulary);
        foreach (var (text, kind, start) in Pieces(Folding.Cut(typed, Longest)))
            if (kind == Kind.Plain)
            {
                var first = clauses.Count == 0 ? 0 : clauses[^1].FirstToken + clauses[^1].Tokens.Length;
                clauses.AddRange(
                    builder
                        .Read(text, quantities)
                        .Select(clause => clause with { FirstToken = clause.FirstToken + first, At = clause.At + start })
                );
            }
            else if (kind is Kind.Phrase or Kind.ExcludedPhrase)
            {
                if (builder.Phrase(text) is { } phrase)
                    (kind == Kind.Phrase ? clauses : excluded).Add(
                        phrase with
                        {
                            At = start + text.IndexOf(phrase.Typed, StringComparison.Ordinal),
                        }
                    );
            }
            else
                excluded.AddRange(builder.Read(text, []).Where(clause => !clause.IsOptional || clause.Share > 0.1f));
        return new(typed, Required(clauses), excluded, quantities);
    }

    /// <summary>
    /// What was typed in one spelling: small letters without marks, simplified characters, one space between words, no signs.
    /// </summary>
    public static string Normalised(string typed, Vocabulary vocabulary)
    {
        var text = new StringBuilder();
        foreach (var token in vocabulary.Tokenizer.Read(Folding.Cut(typed, Longest)))
            text.Append(text.Length > 0 && !token.IsJoined ? " " : "").Append(token.Text);
        return text.ToString();
    }

    /// <summary>When only words that narrow nothing were typed, the best of them are searched for.</summary>
    private static List<Clause> Required(List<Clause> clauses)
    {
        if (clauses.Count > MostClauses)
            clauses.RemoveRange(MostClauses, clauses.Count - MostClauses);
        if (clauses.Count == 0 || clauses.Exists(clause => !clause.IsOptional))
            return clauses;
        var best = clauses.Max(clause => clause.Share);
        return clauses.ConvertAll(clause => clause.Share < best ? clause : clause with { Share = 1, IsOptional = false });
    }

    private enum Kind
    {
        Plain,
        Phrase,
        Excluded,
        ExcludedPhrase,
    }

    /// <summary>Cuts at quotation marks and at words with a minus before them.</summary>
    private static IEnumerable<(string Text, Kind Kind, int Start)> Pieces(string typed)
    {
        var (plain, plainStart) = (new StringBuilder(), 0);
        for (var at = 0; at < typed.Length; )
        {
            var isExcluded = IsMinus(typed, at);
            var start = isExcluded ? at + 1 : at;
            if (ClosingOf(typed, start) is var closing and > 0)
            {
                if (plain.Length > 0)
                    yield return (plain.ToString(), Kind.Plain, plainStart);
                plain.Clear();
                yield return (typed[(start + 1)..closing], isExcluded ? Kind.ExcludedPhrase : Kind.Phrase, start + 1);
                at = closing + 1;
            }
            else if (isExcluded)
            {
                var end = start;
                while (end < typed.Length && !char.IsWhiteSpace(typed[end]))
                    end++;
                if (plain.Length > 0)
                    yield return (plain.ToString(), Kind.Plain, plainStart);
                plain.Clear();
                yield return (typed[start..end], Kind.Excluded, start);
                at = end;
            }
            else
            {
                if (plain.Length == 0)
                    plainStart = at;
                plain.Append(typed[at++]);
            }
        }
        if (plain.Length > 0)
            yield return (plain.ToString(), Kind.Plain, plainStart);
    }

    private static bool IsMinus(string typed, int at) =>
        typed[at] is '-' or '－' or '−'
        && (at == 0 || char.IsWhiteSpace(typed[at - 1]))
        && at + 1 < typed.Length
        && !char.IsWhiteSpace(typed[at + 1]);

    /// <summary>Where the phrase that opens here ends; 0 when none opens or it does not end.</summary>
    private static int ClosingOf(string typed, int at)
    {
        var closing =
            at >= typed.Length
                ? '\0'
                : typed[at] switch
                {
                    '"' => '"',
                    '“' or '”' or '„' => '”',
                    '«' => '»',
                    '「' => '」',
                    '『' => '』',
                    '《' => '》',
                    '＂' => '＂',
                    _ => '\0',
                };
        if (closing == '\0')
            return 0;
        var end = typed.IndexOf(closing, at + 1);
        if (end < 0 && closing == '”')
            end = typed.IndexOf('“', at + 1);
        return end > at + 1 ? end : 0;
    }
}
