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

    /// <param name="formula">With or without its sign of equality; quotes in it may be doubled.</param>
    public static bool ReachesOut(ReadOnlySpan<char> formula) =>
        (formula.Contains('!') && AsksProgram(formula))
        || (formula.Contains('(') && Function().IsMatch(formula))
        || (formula.ContainsAny('\\', ':', '/') && Elsewhere().IsMatch(formula));

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
            || (formula.Contains('(') && ((isSure ? Function() : FunctionInText()).IsMatch(formula) || Link().IsMatch(formula)))
            || (formula.ContainsAny('\\', ':', '/') && Elsewhere().IsMatch(formula));
    }

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
            if (
                at > 1
                && (char.IsLetterOrDigit(formula[at - 2]) || formula[at - 2] is '_' or '.' or '\'')
                && IsTopic(formula[at..].TrimStart())
            )
                return true;
        }
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

    /// <summary>Takes what the table holds along when it is followed.</summary>
    [GeneratedRegex(@"(?:^|[^\w.])HYPERLINK\s*\(", Options)]
    private static partial Regex Link();

    /// <summary>A table on another computer: <c>'\\host\[a.xlsx]S'!A1</c>.</summary>
    [GeneratedRegex(
        @"['""]\s*(?:(?:\\\\|//)[\w.?]|file:(?://[^/\\]|////|/*\\\\))|'\s*(?:https?|ftp):|(?:^|[=+@(,;*/&^-])\s*\\\\[^\s'""]+!",
        Options
    )]
    private static partial Regex Elsewhere();

    private const string Named =
        @"(?:_xl[a-z]+\.|_xl[a-z]+\._xl[a-z]+\.)?"
        + @"(?:WEBSERVICE|IMAGE|CALL|REGISTER(?:\.ID)?|EXEC|RTD|DDE|SQL\.REQUEST|IMPORT(?:XML|DATA|FEED|HTML|RANGE))";
}
