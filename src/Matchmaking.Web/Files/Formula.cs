using System.Buffers;
using System.Text.RegularExpressions;

namespace Matchmaking.Web.Files;

/// <summary>
/// Formulas of tables, in cells of a CSV and of Excel alike: whether one reaches out of its table, to another program or computer.
/// </summary>
internal static partial class Formula
{
    /// <summary>What cannot stand in a topic without quotes, or ends it.</summary>
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\v\u00A0,;|'\"()!");

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    /// <summary>What it costs to look at one, for each of its signs.</summary>
    public const int Cost = 24;

    /// <param name="formula">As a workbook keeps it, with or without its sign of equality.</param>
    public static bool ReachesOut(string formula)
    {
        var code = formula.Contains('"', StringComparison.Ordinal) ? FormulaText.Code(formula) : formula;
        return (code.Contains('!', StringComparison.Ordinal) && AsksProgram(code))
            || (code.Contains('(', StringComparison.Ordinal) && (Function().IsMatch(code) || (Link().IsMatch(code) && IsFar(formula))))
            || (code.AsSpan().ContainsAny('\\', ':', '/') && Elsewhere().IsMatch(code));
    }

    /// <summary>Whether a text of a formula that leads somewhere leads to another computer or a program, put together or not.</summary>
    private static bool IsFar(string formula)
    {
        var whole = Sign().Replace(formula, sign => "\"" + Signed(sign.Groups[1].Value) + "\"");
        foreach (Match text in Text().Matches(Joint().Replace(whole, "")))
            if (LinkTarget.RefusalOfLink(text.Groups[1].Value) is not null)
                return true;
        return false;
    }

    /// <summary>A sign that is said by its number; another quote would end the text.</summary>
    private static char Signed(string number) => int.TryParse(number, out var code) && code is > 0 and < 127 and not '"' ? (char)code : ' ';

    /// <summary>
    /// The same of a cell of text, which a program takes for a formula by its first sign. Lists and numbers of telephones begin like that
    /// too, so that less counts there, and a link that was written as a formula counts everywhere.
    /// </summary>
    /// <param name="cell">Without what stands before its first sign.</param>
    public static bool ReachesOutOfText(ReadOnlySpan<char> cell)
    {
        var isSure = cell[0] is '=' or '＝';
        var formula = isSure && cell.ContainsAnyInRange('！', '～') ? Halved(cell) : cell;
        return (formula.Contains('!') && AsksProgram(formula))
            || (
                formula.Contains('(')
                && (
                    (
                        isSure ? Function()
                        : IsListed(cell) ? FunctionInList()
                        : FunctionInText()
                    ).IsMatch(formula) || Link().IsMatch(formula)
                )
            )
            || (formula.ContainsAny('\\', ':', '/') && Elsewhere().IsMatch(formula));
    }

    /// <summary>"- image (A4)" is what somebody wrote into a list.</summary>
    private static bool IsListed(ReadOnlySpan<char> cell) => cell is ['-' or '+' or '－' or '＋', ' ' or '\u00A0', ..];

    /// <summary>Letters of full width as those that they stand for.</summary>
    private static string Halved(ReadOnlySpan<char> text) =>
        string.Create(
            text.Length,
            text,
            static (halved, text) =>
            {
                for (var i = 0; i < text.Length; i++)
                    halved[i] = text[i] is >= '！' and <= '～' ? (char)(text[i] - '！' + '!') : text[i];
            }
        );

    /// <summary>Another program is asked for a value: <c>cmd|'/C calc'!A0</c>, its name, what it is about, and a part of that.</summary>
    private static bool AsksProgram(ReadOnlySpan<char> formula)
    {
        for (var at = 0; formula[at..].IndexOf('|') is >= 0 and var found; )
        {
            at += found + 1;
            if (IsProgram(formula[..(at - 1)]) && IsTopic(formula[at..].TrimStart()))
                return true;
        }
        return false;
    }

    /// <summary>A name ends there; numbers are none.</summary>
    private static bool IsProgram(ReadOnlySpan<char> before)
    {
        for (var i = before.Length - 1; i >= 0 && (char.IsLetterOrDigit(before[i]) || before[i] is '_' or '.' or '\''); i--)
            if (!char.IsDigit(before[i]) && before[i] != '.')
                return true;
        return false;
    }

    /// <summary>In quotes, or without blanks and with a part behind it; a word of praise ends with the same sign.</summary>
    private static bool IsTopic(ReadOnlySpan<char> behind)
    {
        if (behind is ['\'', ..])
            return behind[1..].IndexOf('\'') is >= 0 and var quote && behind[(quote + 2)..].TrimStart() is ['!', ..];
        var end = behind.IndexOfAny(Ends);
        return end > 0
            && behind[end] == '!'
            && behind[(end + 1)..].TrimStart() is [var part, ..]
            && (char.IsLetterOrDigit(part) || part is '\'' or '$' or '_');
    }

    [GeneratedRegex(@"(?:^|[^\w.])" + Named + @"\s*\(", Options)]
    private static partial Regex Function();

    /// <summary>"call (evening)" is no formula.</summary>
    [GeneratedRegex(@"(?:^|[^\w.])" + Named + @"(?:\(|\s+\(\s*(?:[""']|\$?[a-z]{1,3}\$?[0-9]))", Options)]
    private static partial Regex FunctionInText();

    [GeneratedRegex(@"(?:^|[^\w.])" + Named + @"(?:\(|\s+\(\s*[""'])", Options)]
    private static partial Regex FunctionInList();

    /// <summary>Takes what the table holds along when it is followed.</summary>
    [GeneratedRegex(@"(?:^|[^\w.])(?:HYPERLINK|ГИПЕРССЫЛКА|KÖPRÜ)\s*\(", Options)]
    private static partial Regex Link();

    /// <summary>A table on another computer: <c>'\\host\[a.xlsx]S'!A1</c>.</summary>
    [GeneratedRegex(
        @"['""]\s*(?:(?:\\\\|//)[\w.?]|file:(?://[^/\\]|////|/*\\\\))|'\s*(?:https?|ftp):|(?:^|[=+@(,;*/&^-])\s*\\\\[^\s'""]+!",
        Options
    )]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"(?:UNI)?CHAR\s*\(\s*([0-9]{1,4})\s*\)", Options)]
    private static partial Regex Sign();

    [GeneratedRegex(@"""\s*[&,;]\s*""", Options)]
    private static partial Regex Joint();

    [GeneratedRegex(@"""([^""]*)""?", Options)]
    private static partial Regex Text();

    private const string Named =
        @"(?:_xl[a-z]+\.|_xl[a-z]+\._xl[a-z]+\.)?"
        + @"(?:WEBSERVICE|ВЕБСЛУЖБА|WEBDIENST|WEBH[Iİ]ZMET[Iİ]|IMAGE|CALL|REGISTER(?:\.ID)?|EXEC"
        + @"|FOPEN|RTD|DDE|SQL\.REQUEST|IMPORT(?:XML|DATA|FEED|HTML|RANGE))";
}
