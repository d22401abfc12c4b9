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

    /// <summary>Whether something else of the document would belong to its code.</summary>
    public bool IsOpen => !_isRead;

    /// <summary>What follows is what was last fetched.</summary>
    public void EndCode() => _isRead = true;

    /// <summary>Another field begins: within the code, it says a part of it when it is worked out.</summary>
    public void Nest() => _isComputed |= !_isRead;

    public void Add(ReadOnlySpan<char> piece)
    {
        if (_isRead)
            return;
        if (_code.Length == 0)
            piece = piece.TrimStart();
        if (_code.Length <= Longest)
            _code.Append(piece[..Math.Min(piece.Length, Longest + 1)]);
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
        // A person follows a link, and sees a picture; the same is taken of a relation. What a field within works out may be an address.
        if (Is(name, "HYPERLINK", "INCLUDEPICTURE", "QUOTE"))
            return isLong ? FileRefusal.Linked : RefusalOfWords(code);
        return Is(name, "INCLUDETEXT", "INCLUDE", "IMPORT", "LINK", "DATABASE", "RD") && (isLong || isComputed || Elsewhere().IsMatch(code))
            ? FileRefusal.Linked
            : null;
    }

    /// <summary>The words behind the name, but for those that are only shown or are places in the document.</summary>
    private static FileRefusal? RefusalOfWords(string code)
    {
        foreach (Match word in Words().Matches(code))
            if (!word.Groups["shown"].Success && LinkTarget.RefusalOfLink(word.Groups["word"].Value.Trim('"', '“', '”')) is not null)
                return FileRefusal.Linked;
        return null;
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

    /// <summary>A place to write in, as templates have it, and what Word itself does with changes.</summary>
    [GeneratedRegex(@"^\s*MACROBUTTON\s+""?(?:NoMacro|AcceptAllChanges(?:InDoc|Shown))\b", Options)]
    private static partial Regex NoMacro();

    /// <summary>An address at the beginning of a word: within a path on a disk the slashes are doubled too.</summary>
    [GeneratedRegex(@"[\s""“”(=;](?:\\\\+[\w.?]|//[\w.?]|\\\?|file:|https?:|ftp:|smb:)", Options)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"(?<shown>\\[otl]\s*)?(?<word>[""“”][^""“”]*[""“”]?|[^\s""“”]+)", Options)]
    private static partial Regex Words();
}
