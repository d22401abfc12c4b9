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

    private const int Longest = 256 * 1024;

    /// <summary>What it costs to look at one, for each of its signs.</summary>
    public const int Cost = 24;

    /// <param name="formula">As a workbook keeps it, with or without its sign of equality.</param>
    public static bool ReachesOut(string formula)
    {
        var (named, bare) = FormulaText.Code(formula);
        return (named.Contains('!', StringComparison.Ordinal) && AsksProgram(named))
            || (bare.Contains('(', StringComparison.Ordinal) && (Calls(bare) || (Link().IsMatch(bare) && IsFar(formula))))
            || LiesElsewhere(named);
    }

    private static bool Calls(ReadOnlySpan<char> code) => Function().IsMatch(code) || Passed().IsMatch(code);

    /// <summary>Whether a text of a formula that leads somewhere leads to another computer or a program, put together or not.</summary>
    private static bool IsFar(string formula)
    {
        var whole = Sign().Replace(Caption().Replace(formula, "${link}"), sign => "\"" + Signed(sign.Groups[1].Value) + "\"");
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
    /// <param name="cell">Without what stands before its first sign; no program takes a longer one for a formula.</param>
    public static bool ReachesOutOfText(ReadOnlySpan<char> cell)
    {
        cell = cell[..Math.Min(cell.Length, Longest)];
        var isSure = cell[0] is '=' or '＝';
        var formula = isSure && cell.ContainsAnyInRange('！', '～') ? Halved(cell) : cell;
        return (formula.Contains('!') && AsksProgram(formula))
            || (formula.Contains('(') && ((isSure ? Calls(Bare(formula)) : CallsInText(cell)) || Link().IsMatch(formula)))
            || LiesElsewhere(formula);
    }

    /// <summary>Without names of sheets, where no texts are, whose ends depend on how the cell is written.</summary>
    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> formula) =>
        formula.TrimEnd('"') is var bare && !bare.Contains('"') ? FormulaText.Code(bare.ToString()).Bare : formula;

    /// <summary>"-image (A4 format)" is what somebody wrote into a list, and so is what goes on in words behind a bracket.</summary>
    private static bool CallsInText(ReadOnlySpan<char> cell) =>
        (cell is [_, ' ' or '\u00A0', ..] ? FunctionInList() : FunctionInText()).IsMatch(cell)
        && (cell.TrimEnd('"').Contains('"') || !Words().IsMatch(cell));

    /// <summary>Letters of full width as those that they stand for.</summary>
    private static string Halved(ReadOnlySpan<char> text)
    {
        var halved = text.ToArray();
        foreach (ref var sign in halved.AsSpan())
            if (sign is >= '！' and <= '～')
                sign = (char)(sign - '！' + '!');
        return new(halved);
    }

    /// <summary>Another program is asked for a value: <c>cmd|'/C calc'!A0</c>, its name, what it is about, and a part of that.</summary>
    private static bool AsksProgram(ReadOnlySpan<char> formula)
    {
        for (var at = 0; formula[at..].IndexOf('|') is >= 0 and var found; )
        {
            at += found + 1;
            if (IsProgram(formula[..(at - 1)].TrimEnd()) && IsTopic(formula[at..].TrimStart()))
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
        // Two of them within are one.
        for (var at = behind is ['\'', ..] ? 1 : behind.Length; behind[at..].IndexOf('\'') is >= 0 and var quote; at++)
            if (behind[(at += quote + 1)..] is not ['\'', ..])
                return behind[at..].TrimStart() is ['!', ..];
        var end = behind.IndexOfAny(Ends);
        return end > 0
            && behind[end] == '!'
            && behind[(end + 1)..].TrimStart() is [var part, ..]
            && (char.IsLetterOrDigit(part) || part is '\'' or '$' or '_');
    }

    /// <summary>Whether a name of a table lies on another computer: <c>'\\host\[a.xlsx]S'!A1</c>. A text may speak of the web.</summary>
    private static bool LiesElsewhere(ReadOnlySpan<char> formula)
    {
        if (!formula.ContainsAny('\\', ':', '/'))
            return false;
        foreach (var found in Named().EnumerateMatches(formula))
        {
            var name = formula.Slice(found.Index, found.Length);
            var place = LinkTarget.PlaceOf(name.TrimStart("'\"=+@(,;*&^- ").ToString());
            if (place == Place.Computer || (name[0] != '"' && place is Place.Web or Place.Program or Place.Script))
                return true;
        }
        return false;
    }

    /// <summary>In quotes, with a letter in it, or what begins like another computer and goes on to the sign behind a sheet.</summary>
    [GeneratedRegex(@"['""][^'""]*\w[^'""]*|(?:^|[=+@(,;*/&^-])\s*\\\\[^\s'""]+!|^=\s*\w+://", Options)]
    private static partial Regex Named();

    [GeneratedRegex(Begin + Names + @"\s*\(", Options)]
    private static partial Regex Function();

    /// <summary>A function that is handed to another one, as it is kept or as it is written.</summary>
    [GeneratedRegex(@"_xleta\.(?:" + Names + "|" + Links + @")|[,;(]\s*(?:WEBSERVICE|RTD|" + Links + @")\s*[,;)]", Options)]
    private static partial Regex Passed();

    /// <summary>"call (evening)" is no formula: a formula has a text, a cell or another function.</summary>
    [GeneratedRegex(Begin + Names + @"\s*\(" + Signs + @"(?:[""']|" + Operand + ")", Options)]
    private static partial Regex FunctionInText();

    [GeneratedRegex(Begin + Names + "(?:" + @"\s*\(" + Signs + @"[""']|\(" + Signs + Operand + ")", Options)]
    private static partial Regex FunctionInList();

    [GeneratedRegex(@"\)\s*[\w.]", Options)]
    private static partial Regex Words();

    /// <summary>Takes what the table holds along when it is followed.</summary>
    [GeneratedRegex(Begin + Links + @"\s*\(", Options)]
    private static partial Regex Link();

    /// <summary>Of a link, what is shown in its place.</summary>
    [GeneratedRegex("(?<link>" + Links + @"\s*\((?:[^""(),;]|" + Whole + ")*)[,;](?:[^\"()]|" + Whole + ")*", Options)]
    private static partial Regex Caption();

    [GeneratedRegex(@"(?:UNI)?CHAR\s*\(\s*([0-9]{1,4})\s*\)", Options)]
    private static partial Regex Sign();

    [GeneratedRegex(@"""\s*[&,;]\s*""", Options)]
    private static partial Regex Joint();

    [GeneratedRegex(@"""([^""]*)""?", Options)]
    private static partial Regex Text();

    private const string Begin = @"(?:^|[^\w.])",
        Links = "(?:HYPERLINK|ГИПЕРССЫЛКА|KÖPRÜ)",
        // A text, or brackets with what is in them.
        Whole = @"""[^""]*""|\((?:[^""()]|""[^""]*"")*\)",
        // What may stand before the first that is more than a number.
        Signs = @"(?:[0-9.]+|[^\w""'.)])*",
        Operand = @"(?:[a-z]{1,3}\$?[0-9]+\s*[-+*/^&=<>,;:)]|[\w.]+[(!])",
        Names =
            @"(?:_xl[a-z]+\.|_xl[a-z]+\._xl[a-z]+\.)?"
            + @"(?:WEBSERVICE|ВЕБСЛУЖБА|WEBDIENST|WEBH[Iİ]ZMET[Iİ]|IMAGE|CALL|REGISTER(?:\.ID)?|EXEC"
            + @"|FOPEN|RTD|DDE|SQL\.REQUEST|IMPORT(?:XML|DATA|FEED|HTML|RANGE|CSV|TEXT))";
}
