using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Matchmaking.Web.Files;

/// <summary>
/// Files that are text. Scripts and pages are text too and only their name tells: so the name must say that it is a text or a table, or
/// nothing.
/// </summary>
internal static partial class TextContent
{
    private const int Beginning = 4096;

    public static (FileType?, FileRefusal?) Read(ReadOnlySpan<byte> content, string extension, FileWork work)
    {
        if (extension is not ("" or "txt" or "csv"))
            return (null, FileRefusal.Type);
        foreach (var encoding in Encodings(content))
        {
            work.Spend(content.Length);
            var text = encoding.GetString(content);
            // A byte above 7F is a letter in one charset or another, but none has letters among the control characters.
            if (text.AsSpan().ContainsAny(Controls))
                return (null, FileRefusal.Type);
            var beginning = text.Length > Beginning ? text[..Beginning] : text;
            if (Page().IsMatch(beginning) || (extension == "csv" && (Sylk().IsMatch(text) || TableCells.ReachOut(text, work))))
                return (null, FileRefusal.Active);
        }
        return (extension == "csv" ? FileType.Csv : FileType.Txt, null);
    }

    /// <summary>
    /// As which letters programs read it: what is not UTF-8 is one thing to a Chinese reader, and others to a Turkish and a Russian one.
    /// </summary>
    private static Encoding[] Encodings(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? [Encoding.Unicode]
        : content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? [Encoding.BigEndianUnicode]
        : Utf8.IsValid(content) ? [Encoding.UTF8]
        : [Encoding.GetEncoding(1254), Encoding.GetEncoding(1251), Encoding.GetEncoding("GB18030")];

    private static readonly SearchValues<char> Controls = SearchValues.Create([
        .. Enumerable.Range(0, 0x80).Select(code => (char)code).Where(char.IsControl).Except("\t\n\v\f\r\u001A\u001B"),
    ]);

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    /// <summary>As browsers tell a page by how it begins (WHATWG, MIME Sniffing 7.1), and whole marks of what runs further down.</summary>
    [GeneratedRegex(
        @"^[\s\uFEFF\u00EF\u00BB\u00BF]*<(?:!--|\?xml|!doctype|(?:html|head|script|iframe|svg|h1|div|font|table|style|title|body|br|meta"
            + @"|img|object|embed|hta:application)(?:\s+[a-z:-]+\s*=[^<]*|\s*/?)(?:>|$))"
            + @"|^[\s\uFEFF]*\{\\rtf|<(?:!doctype\s+html|(?:html|script|svg|iframe)(?:\s[^<>]*)?>)",
        Options
    )]
    private static partial Regex Page();

    /// <summary>
    /// A table of another kind, which Excel opens by its beginning whatever its name is, with formulas and macros: it has cells with
    /// values, names or links. A table whose first column is called "ID" has no line of them.
    /// </summary>
    [GeneratedRegex(
        @"^[\s\uFEFF\u00EF\u00BB\u00BF]*ID;(?:PWXL|(?:.|\s)*[\r\n][ \t]*(?:C(?:;[XYRCDSMIGP][^;\r\n]*)*;[KE]|N[NEUL];))",
        Options
    )]
    private static partial Regex Sylk();
}
