namespace Matchmaking.Web.Files;

/// <summary>
/// The cells of a table that is text. Which sign parts them depends on who opens it, and whether a quote holds them together on how it
/// stands, so that each way of reading is looked at.
/// </summary>
internal static class TableCells
{
    private const string Separators = ",;\t|",
        Naming = "sep=";
    private const int CellCost = 4;

    /// <summary>Whether a cell is a formula that reaches out of the table.</summary>
    public static bool ReachOut(ReadOnlySpan<char> text, FileWork work)
    {
        // The end of a line parts them in any case.
        if (ReachOut(text, '\n', work))
            return true;
        foreach (var separator in Separators)
            if (text.Contains(separator) && ReachOut(text, separator, work))
                return true;
        return Named(text) is { } own && !Separators.Contains(own, StringComparison.Ordinal) && ReachOut(text, own, work);
    }

    /// <summary>A first line may say which sign it is.</summary>
    private static char? Named(ReadOnlySpan<char> text)
    {
        var line = Bare(text);
        return line.StartsWith(Naming, StringComparison.OrdinalIgnoreCase) && line.Length > Naming.Length ? line[Naming.Length] : null;
    }

    private static bool ReachOut(ReadOnlySpan<char> text, char separator, FileWork work)
    {
        ReadOnlySpan<char> ends = [separator, '\r', '\n'];
        for (var at = 0; at <= text.Length; )
        {
            var rest = text[at..];
            var cell = Until(rest, ends);
            work.Spend(CellCost + cell.Length);
            var bare = Bare(cell);
            if (IsFormula(bare) && Formula.ReachesOutOfText(bare))
                return true;
            // In quotes it may go on behind the sign, and begin on the next line.
            if ((bare.IsEmpty || IsFormula(bare)) && cell.Contains('"'))
            {
                var whole = Quoted(rest, cell.IndexOf('"'), ends);
                work.Spend(whole.Length);
                if (Bare(whole) is var formula && IsFormula(formula) && Formula.ReachesOutOfText(formula))
                    return true;
            }
            at += cell.Length + 1;
        }
        return false;
    }

    private static bool IsFormula(ReadOnlySpan<char> bare) => bare is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..];

    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> cell)
    {
        var blanks = 0;
        while (blanks < cell.Length && (char.IsWhiteSpace(cell[blanks]) || cell[blanks] is '"' or '\uFEFF' or '\u200B'))
            blanks++;
        return cell[blanks..];
    }

    private static ReadOnlySpan<char> Until(ReadOnlySpan<char> text, ReadOnlySpan<char> ends) =>
        text.IndexOfAny(ends) is >= 0 and var end ? text[..end] : text;

    /// <summary>From a quote to the one that ends it, of which there are not two, and on to the next separator.</summary>
    private static ReadOnlySpan<char> Quoted(ReadOnlySpan<char> text, int quote, ReadOnlySpan<char> ends)
    {
        var at = quote + 1;
        while (text[at..].IndexOf('"') is >= 0 and var found)
        {
            at += found + 1;
            if (at == text.Length || text[at] != '"')
                return text[..(at + Until(text[at..], ends).Length)];
            at++;
        }
        return text;
    }
}
