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
        var name = Name().Match(isLong ? code[..Longest] : code).Groups[1].Value.ToUpperInvariant();
        // A person follows a link, and sees a picture; the same is taken of a relation. What a field within works out may be an address.
        return name switch
        {
            "DDE" or "DDEAUTO" => FileRefusal.Active,
            "MACROBUTTON" => isLong || !NoMacro().IsMatch(code) ? FileRefusal.Active : null,
            "DATABASE" => FileRefusal.Linked,
            "INCLUDETEXT" or "INCLUDE" or "IMPORT" or "LINK" or "RD" => isLong || isComputed || IsFar(code, isFetched: true)
                ? FileRefusal.Linked
                : null,
            "HYPERLINK" or "INCLUDEPICTURE" or "QUOTE" => isLong || IsFar(code, isFetched: false) ? FileRefusal.Linked : null,
            _ => null,
        };
    }

    /// <summary>Whether a word behind the name leads away; of a link, some are only shown or are places in the document.</summary>
    private static bool IsFar(string code, bool isFetched)
    {
        foreach (Match word in Words().Matches(code))
            if (isFetched || !word.Groups["shown"].Success)
                if (
                    LinkTarget.PlaceOf(word.Groups["word"].ValueSpan.Trim("\"“”„«»'[").ToString()) is var place
                    && (place is Place.Computer or Place.Program or Place.Script || (isFetched && place == Place.Web))
                )
                    return true;
        return false;
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"^[\s""]*([a-z]+)(?:[^a-z0-9_]|$)", Options)]
    private static partial Regex Name();

    /// <summary>A place to write in, as templates have it, and what Word itself does with changes.</summary>
    [GeneratedRegex(@"^\s*MACROBUTTON\s+""?(?:NoMacro|None|DoFieldClick|AcceptAll(?:ChangesInDoc|ChangesShown|ConflictsInDoc))\b", Options)]
    private static partial Regex NoMacro();

    [GeneratedRegex(@"(?<shown>\\[otl]\s*)?(?<word>[""“”][^""“”]*[""“”]?|[^\s""“”]+)", Options)]
    private static partial Regex Words();
}
