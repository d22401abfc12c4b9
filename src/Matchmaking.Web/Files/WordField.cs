using System.Text;
using System.Text.RegularExpressions;

namespace Matchmaking.Web.Files;

/// <summary>
/// The code of a field of Word (ECMA-376, 17.16): one may start a program (DDE), run a macro or fetch its text from elsewhere. It may lie
/// in pieces.
/// </summary>
internal sealed partial class WordField
{
    /// <summary>No code that fetches something is longer; of others, such as those of literature, only the name is looked at.</summary>
    private const int Longest = 4096;

    private readonly StringBuilder _code = new();
    private bool _isRead,
        _isComputed;

    /// <summary>What follows is what was last fetched.</summary>
    public void EndCode() => _isRead = true;

    /// <summary>Another field begins: within the code, it says a part of it when it is worked out.</summary>
    public void Nest() => _isComputed |= !_isRead;

    public void Add(string piece)
    {
        if (_code.Length == 0)
            piece = piece.TrimStart();
        if (_code.Length <= Longest)
            _code.Append(piece.AsSpan(0, Math.Min(piece.Length, Longest + 1)));
    }

    public FileRefusal? Refusal() => _code.Length == 0 ? null : Refusal(_code.ToString(), _isComputed);

    public static FileRefusal? Refusal(string code, bool isComputed = false)
    {
        code = code.TrimStart();
        var isLong = code.Length > Longest;
        var name = Name().Match(isLong ? code[..Longest] : code).Groups[1].ValueSpan;
        if (Is(name, "DDE", "DDEAUTO"))
            return FileRefusal.Active;
        if (Is(name, "MACROBUTTON"))
            return isLong || !NoMacro().IsMatch(code) ? FileRefusal.Active : null;
        if (Is(name, "HYPERLINK"))
            return isLong || Followed().IsMatch(OwnDisk().Replace(code, " ")) ? FileRefusal.Linked : null;
        return
            Is(name, "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DATABASE", "RD")
            && (isLong || isComputed || Elsewhere().IsMatch(code))
            ? FileRefusal.Linked
            : null;
    }

    private static bool Is(ReadOnlySpan<char> name, params ReadOnlySpan<string> names)
    {
        foreach (var one in names)
            if (name.Equals(one, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"^[\s""]*([a-z]+)(?:[^a-z0-9_]|$)", Options)]
    private static partial Regex Name();

    /// <summary>A place to write in, as templates have it: a click only chooses it.</summary>
    [GeneratedRegex(@"^\s*MACROBUTTON\s+""?NoMacro\b", Options)]
    private static partial Regex NoMacro();

    /// <summary>An address at the beginning of a word: within a path on a disk the slashes are doubled too.</summary>
    [GeneratedRegex(@"[\s""“”(=;](?:\\\\+[\w.?]|//[\w.?]|file:|https?:|ftp:)", Options)]
    private static partial Regex Elsewhere();

    /// <summary>A file of whoever reads it, which only such a person can open.</summary>
    [GeneratedRegex(@"file:/{0,3}[a-z]:[\\/]", Options)]
    private static partial Regex OwnDisk();

    [GeneratedRegex(@"[\s""“”](?:\\\\+[\w.?]|//[\w.?]|file:|(?:java|vb)script:)", Options)]
    private static partial Regex Followed();
}
