using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Mail.Incoming.Letters;

/// <summary>One line of a letter.</summary>
/// <param name="Text">As it is shown, marks of quoting included.</param>
/// <param name="Words">Without these marks.</param>
/// <param name="Depth">How often it is quoted; 0 when it is not.</param>
/// <param name="Mark">What the HTML says that begins here.</param>
internal readonly record struct LetterLine(string Text, string Words, int Depth, LetterMark Mark)
{
    public bool IsBlank => Words.Length == 0;

    /// <summary>The lines of a text without HTML.</summary>
    public static List<LetterLine> OfPlain(string text)
    {
        // QQ writes the entity into texts that are no HTML.
        var clean = CleanText.Of(text).Replace("&nbsp;", " ", StringComparison.OrdinalIgnoreCase);
        var lines = new List<LetterLine>();
        foreach (var line in clean.AsSpan().EnumerateLines())
            lines.Add(Plain(line.ToString()));
        return lines;
    }

    private static LetterLine Plain(string line)
    {
        // Mailboxes that are one file put the mark before a line that begins like a new message.
        if (line.StartsWith(">From ", StringComparison.Ordinal))
            return new(line, line, 0, LetterMark.None);
        var (at, depth) = (0, 0);
        for (var i = 0; i < line.Length && line[i] is '>' or ' ' or '\u00A0' or '\t'; i++)
            if (line[i] == '>')
                (at, depth) = (i + 1, depth + 1);
        return new(line.TrimEnd(), line[at..].Trim(), depth, LetterMark.None);
    }
}

/// <summary>What mail programs say with the HTML of a line.</summary>
internal enum LetterMark
{
    None,

    /// <summary>The mail that is answered begins.</summary>
    Original,

    /// <summary>It belongs to the signature.</summary>
    Signature,
}
