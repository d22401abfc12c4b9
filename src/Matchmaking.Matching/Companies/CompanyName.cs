using System.Text;

namespace Matchmaking.Matching.Companies;

/// <summary>
/// A company's name, as somebody wrote it, and the key by which it is compared: folded, without its legal form, and without the country in
/// front where the rest still names somebody. "China Datang Corporation" and "大唐" keep only what tells them apart; "China Energy
/// Investment" keeps its country, because "energy investment" names nobody.
/// </summary>
public sealed record CompanyName
{
    private static readonly int LongestHanGeneric = CompanyWords.HanGeneric.Max(word => word.Length);

    private CompanyName(string written, IReadOnlyList<string> pieces) =>
        (Written, Whole, Key, Pieces) = (written, FoldedText.Of(written).Words, KeyOf(written), pieces);

    /// <summary>As it was written.</summary>
    public string Written { get; }

    /// <summary>
    /// Folded, with its legal form. It decides where keys do not: 中国石油天然气集团 and 中国石油天然气股份 are two companies.
    /// </summary>
    public string Whole { get; }

    /// <summary>
    /// Two names with the same key name the same company, unless two companies claim it. Empty when the name has no letter or digit.
    /// </summary>
    public string Key { get; }

    /// <summary>
    /// Where a name says itself twice, the keys of its pieces in the order of writing: what stands outside of the brackets, what inside,
    /// what on either side of a slash, and the Chinese and the Latin part. Empty when there is only one piece.
    /// </summary>
    public IReadOnlyList<string> Pieces { get; }

    /// <summary>Reads a name. Any text is allowed.</summary>
    public static CompanyName Of(string? written)
    {
        var text = written ?? "";
        var pieces = PiecesOf(text).Select(KeyOf).Where(key => key.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        return new(text, pieces.Length > 1 ? pieces : []);
    }

    /// <summary>Whether a key names somebody by itself: some word of it is neither general nor very short.</summary>
    public static bool Names(string key) => key.Split(' ').Any(IsDistinctive);

    /// <summary>
    /// The first letters of the words, as companies abbreviate themselves: "cscec" of "China State Construction Engineering Corporation".
    /// </summary>
    public static string InitialsOf(string? written) =>
        string.Concat(
            FoldedText
                .Of(written)
                .Words.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Where(word => word[0] is >= 'a' and <= 'z' && word is not ("and" or "of" or "the" or "ltd" or "limited" or "inc" or "s"))
                .Select(word => word[0])
        );

    private static string KeyOf(string written)
    {
        var words = FoldedText
            .Of(written)
            .Words.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => CompanyWords.Spellings.GetValueOrDefault(word, word))
            .Where(word => word.Length > 0)
            .ToList();
        words = JoinInitials(words);
        StripForms(words);
        StripHanForms(words);
        StripCountry(words);
        return string.Join(' ', words);
    }

    /// <summary>"S.A." folds to two words and "L.L.C." to three: single Latin letters next to each other are one word.</summary>
    private static List<string> JoinInitials(List<string> words)
    {
        var joined = new List<string>(words.Count);
        for (var start = 0; start < words.Count; )
        {
            var end = start;
            while (end < words.Count && words[end] is [>= 'a' and <= 'z'])
                end++;
            joined.Add(end - start < 2 ? words[start] : string.Concat(words.GetRange(start, end - start)));
            start = Math.Max(end, start + 1);
        }
        return joined;
    }

    private static void StripForms(List<string> words)
    {
        // Cut off at once at the end: a name may be nothing but forms, and as long as somebody likes.
        var (first, end) = (0, words.Count);
        while (end - first > 1 && CompanyWords.Forms.Contains(words[end - 1]) && !IsGeneric(first, end - 1))
            end--;
        while (end - first > 1 && CompanyWords.LeadingForms.Contains(words[first]) && !IsGeneric(first + 1, end))
            first++;
        words.RemoveRange(end, words.Count - end);
        words.RemoveRange(0, first);

        // A single general word is nobody's name, and neither is a country: "Energy Holdings" stays as it is.
        bool IsGeneric(int from, int to) =>
            to - from == 1 && (CompanyWords.Generic.Contains(words[from]) || CompanyWords.Countries.Contains(words[from]));
    }

    private static void StripHanForms(List<string> words)
    {
        if (words.Count == 0 || !FoldedText.StartsInHan(words[^1]))
            return;
        var (last, length) = (words[^1], words[^1].Length);
        while (CompanyWords.HanForms.FirstOrDefault(form => last.AsSpan(0, length).EndsWith(form, StringComparison.Ordinal)) is { } form)
        {
            var rest = length - form.Length;
            if (rest == 0 && words.Count > 1)
            {
                words.RemoveAt(words.Count - 1);
                (last, length) = (words[^1], words[^1].Length);
                if (!FoldedText.StartsInHan(last))
                    return;
                continue;
            }
            if (rest < 2 || (words.Count == 1 && rest <= LongestHanGeneric && CompanyWords.HanGeneric.Contains(last[..rest])))
                break;
            length = rest;
        }
        words[^1] = last[..length];
    }

    private static void StripCountry(List<string> words)
    {
        if (words.Count == 0)
            return;
        if (CompanyWords.HanCountries.FirstOrDefault(country => words[0].StartsWith(country, StringComparison.Ordinal)) is { } land)
        {
            var rest = words[0][land.Length..];
            if (rest.Length >= 2 && IsDistinctive(rest))
                words[0] = rest;
            return;
        }
        var joined = string.Join(' ', words);
        foreach (var country in CompanyWords.Countries)
            if (joined.StartsWith(country + " ", StringComparison.Ordinal))
            {
                var rest = joined[(country.Length + 1)..].Split(' ');
                if (rest.Any(IsDistinctive))
                    words.RemoveRange(0, country.Count(letter => letter == ' ') + 1);
                return;
            }
    }

    private static bool IsDistinctive(string word)
    {
        if (word.Length == 0)
            return false;
        if (FoldedText.StartsInHan(word))
            return !IsHanGeneric(word);
        return word.Length >= 3
            && !word.All(char.IsAsciiDigit)
            && !CompanyWords.Generic.Contains(word)
            && !CompanyWords.Forms.Contains(word);
    }

    /// <summary>Whether a run of Chinese can be cut into general words without a rest.</summary>
    private static bool IsHanGeneric(string run)
    {
        var reached = new bool[run.Length + 1];
        reached[0] = true;
        for (var at = 0; at < run.Length; at++)
            if (reached[at])
                foreach (var word in CompanyWords.HanGeneric)
                    if (string.CompareOrdinal(run, at, word, 0, word.Length) == 0)
                        reached[at + word.Length] = true;
        return reached[run.Length];
    }

    /// <summary>What stands outside of brackets, then what stands inside; each cut at slashes and where the script turns.</summary>
    private static IEnumerable<string> PiecesOf(string written)
    {
        var (outside, inside, depth) = (new StringBuilder(), new List<StringBuilder>(), 0);
        foreach (var rune in written.EnumerateRunes())
            if (rune.Value is '(' or '（' or '[' or '【')
            {
                if (depth++ == 0)
                    inside.Add(new());
                outside.Append(' ');
            }
            else if (rune.Value is ')' or '）' or ']' or '】')
                depth = Math.Max(0, depth - 1);
            else
                (depth > 0 ? inside[^1] : outside).Append(rune.ToString());
        return inside.Prepend(outside).SelectMany(text => text.ToString().Split('/', '／', '|')).SelectMany(ByScript);
    }

    private static IEnumerable<string> ByScript(string text)
    {
        var (han, other) = (new StringBuilder(), new StringBuilder());
        foreach (var rune in text.EnumerateRunes())
        {
            var isHan = FoldedText.StartsInHan(rune.ToString());
            (isHan ? han : other).Append(rune.ToString());
            (isHan ? other : han).Append(' ');
        }
        var hanFirst = FoldedText.StartsInHan(FoldedText.Of(text).Words);
        return hanFirst ? [han.ToString(), other.ToString()] : [other.ToString(), han.ToString()];
    }
}
