namespace Matchmaking.Search;

/// <summary>A part of a text.</summary>
/// <param name="Start">In UTF-16 units.</param>
/// <param name="Length">In UTF-16 units.</param>
public readonly record struct TextRange(int Start, int Length)
{
    /// <summary>Where it ends, exclusive.</summary>
    public int End => Start + Length;
}

/// <summary>The part of a text that shows why its listing was found.</summary>
/// <param name="Text">The part.</param>
/// <param name="Marks">What to mark in it, in order, not overlapping.</param>
/// <param name="IsCutBefore">Whether the text goes on before it.</param>
/// <param name="IsCutAfter">Whether the text goes on after it.</param>
public sealed record Fragment(string Text, IReadOnlyList<TextRange> Marks, bool IsCutBefore, bool IsCutAfter);

/// <summary>Shows in a listing's texts what a question found, in whichever language and form the words stand there.</summary>
public sealed class Highlighter(Vocabulary vocabulary)
{
    private const int Most = 160;

    /// <summary>A Chinese character says as much as three or four letters.</summary>
    private const int MostChinese = 48;

    /// <summary>What to mark in a text; in order, not overlapping, and never within a character.</summary>
    /// <param name="text">A title, summary or description.</param>
    /// <param name="language">Of the text.</param>
    /// <param name="question">See <see cref="SearchResult.Question"/>.</param>
    public IReadOnlyList<TextRange> Marks(string text, TextLanguage language, SearchQuestion question) =>
        MarksOf(vocabulary.Tokenizer.Read(text), text, language, question);

    /// <summary>The best part of a text, cut between words or Chinese characters.</summary>
    /// <param name="text">A summary or description.</param>
    /// <param name="language">Of the text.</param>
    /// <param name="question">See <see cref="SearchResult.Question"/>.</param>
    /// <param name="longest">How many UTF-16 units at most; null for what a row of a list has room for in the language.</param>
    public Fragment Fragment(string text, TextLanguage language, SearchQuestion question, int? longest = null)
    {
        var most = longest ?? (language == TextLanguage.Chinese ? MostChinese : Most);
        var tokens = vocabulary.Tokenizer.Read(text);
        var marks = MarksOf(tokens, text, language, question);
        if (text.Length <= most)
            return new(text, marks, false, false);
        var start = StartOf(text, tokens, marks, most);
        var end = EndOf(text, tokens, start, most);
        // No mark is cut in two.
        if (marks.Find(mark => mark.Start > start && mark.Start < end && mark.End > end) is { Length: > 0 } cut)
            end = cut.Start;
        return new(
            text[start..end],
            [.. marks.Where(mark => mark.Start >= start && mark.End <= end).Select(mark => mark with { Start = mark.Start - start })],
            start > 0,
            end < text.Length
        );
    }

    private List<TextRange> MarksOf(List<Token> tokens, string text, TextLanguage language, SearchQuestion question)
    {
        var marks = new List<TextRange>();
        if (question.IsEmpty || tokens.Count == 0)
            return marks;
        var groups = new WantedWords(question).In(vocabulary, tokens, text, language);
        for (var at = 0; at < tokens.Count; at++)
        {
            if (groups[at] == 0)
                continue;
            var (token, before) = (tokens[at], marks.Count > 0 ? marks[^1] : default);
            // What belongs together is marked as one.
            var goesOn = at > 0 && groups[at - 1] != 0 && (groups[at - 1] == groups[at] || before.End == token.Start);
            if (goesOn)
                marks[^1] = before with { Length = token.End - before.Start };
            else
                marks.Add(new(token.Start, token.End - token.Start));
        }
        return marks;
    }

    /// <summary>Where the part begins that shows most: a new word counts more than one that is shown already.</summary>
    private static int StartOf(string text, List<Token> tokens, List<TextRange> marks, int most)
    {
        if (marks.Count == 0 || tokens.Count == 0)
            return 0;
        var (best, bestShown) = (0, -1);
        for (var first = 0; first < marks.Count; first++)
        {
            var (shown, words) = (0, new HashSet<string>(StringComparer.Ordinal));
            for (var i = first; i < marks.Count && marks[i].End <= marks[first].Start + most - ContextOf(most); i++)
                shown += words.Add(text.Substring(marks[i].Start, marks[i].Length)) ? 4 : 1;
            if (shown > bestShown)
                (best, bestShown) = (first, shown);
        }
        return BeginningBefore(text, tokens, marks[best].Start, ContextOf(most));
    }

    /// <summary>How far before its first mark a fragment begins at most.</summary>
    private static int ContextOf(int most) => most / 4;

    /// <summary>The beginning of the sentence, or a few words before the mark.</summary>
    private static int BeginningBefore(string text, List<Token> tokens, int mark, int context)
    {
        var earliest = Math.Max(0, mark - context);
        if (earliest == 0)
            return 0;
        var beginning = mark;
        for (var at = tokens.Count - 1; at >= 0; at--)
        {
            var token = tokens[at];
            if (token.Start < earliest)
                break;
            if (token.Start > mark)
                continue;
            beginning = token.Start;
            if (at > 0 && text.AsSpan(tokens[at - 1].End, token.Start - tokens[at - 1].End).IndexOfAny("。！？；\n") >= 0)
                break;
            if (at > 0 && text.AsSpan(tokens[at - 1].End, token.Start - tokens[at - 1].End).IndexOf(". ", StringComparison.Ordinal) >= 0)
                break;
        }
        return beginning;
    }

    private static int EndOf(string text, List<Token> tokens, int start, int most)
    {
        if (text.Length - start <= most)
            return text.Length;
        var end = start;
        foreach (var token in tokens)
            if (token.End - start > most)
                break;
            else if (token.End > start)
                end = token.End;
        return end > start ? end : BetweenCharacters(text, start + most);
    }

    private static int BetweenCharacters(string text, int at) =>
        char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]) ? at - 1 : at;
}
