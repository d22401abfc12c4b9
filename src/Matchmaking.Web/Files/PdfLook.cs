using System.Text.RegularExpressions;

namespace Matchmaking.Web.Files;

/// <summary>What has been found in a PDF so far: the strongest reason to refuse it, and addresses that are objects of their own.</summary>
internal sealed partial class PdfLook(FileWork work)
{
    private const int Block = 64,
        ListWithin = 1024,
        SeenCost = 100;

    private readonly Dictionary<int, (FileRefusal? AsLink, FileRefusal? AsFile)> _texts = [];
    private readonly List<(int Number, bool IsLink)> _asked = [];
    private readonly HashSet<(int, int)> _seen = [];

    public FileWork Work => work;

    /// <summary>The strongest reason of all that was read.</summary>
    public FileRefusal? Refusal { get; private set; }

    public void Refuse(FileRefusal? refusal)
    {
        if ((refusal ?? 0) > (Refusal ?? 0))
            Refusal = refusal;
    }

    /// <summary>What stands behind a name that says where something lies.</summary>
    /// <param name="isLink">Whether it is gone to by a click only; else it is fetched.</param>
    /// <param name="behind">The name has been read.</param>
    public void Address(bool isLink, PdfTokens behind)
    {
        var (at, isList) = (behind.At, false);
        for (var token = behind.Next(); !token.IsEmpty; token = behind.Next())
        {
            if (token is [(byte)'[', ..] && !isList)
            {
                isList = true;
                behind = behind.Within(ListWithin);
                continue;
            }
            if (PdfText.Of(token) is { } text)
                Refuse(RefusalOf(text, LinkTarget.PlaceOf(text), isLink));
            else if (PdfNames.IsNumber(token) && behind.Next() is var second && PdfNames.IsNumber(second) && behind.Next() is [(byte)'R'])
                if (PdfNames.Plain(token) is { } number && PdfNames.Plain(second) is not null)
                    _asked.Add((number, isLink));
                else
                    // What is not said plainly may be anything.
                    Refuse(FileRefusal.Linked);
            if (!isList || token is [(byte)']', ..])
                break;
        }
        work.Spend(LinkTarget.Cost + (long)PdfObject.ByteCost * (behind.At - at));
    }

    /// <summary>
    /// A string that is an object of its own: what it is depends on who refers to it. So does what refers to another one; and by which
    /// number a packed one is referred to, is not said where it lies.
    /// </summary>
    public void Text(int? number, ReadOnlySpan<byte> token, bool isPacked)
    {
        if (token is [(byte)'R'] && number is { } chained)
            _texts[chained] = (FileRefusal.Linked, FileRefusal.Linked);
        if (PdfText.Of(token) is not { } text || !LinkTarget.MayLead(text))
            return;
        work.Spend(LinkTarget.Cost);
        var place = LinkTarget.PlaceOf(text);
        var (link, file) = (RefusalOf(text, place, isLink: true), RefusalOf(text, place, isLink: false));
        if (number is null || isPacked)
            Refuse(link);
        if (number is { } known && file is not null)
            _texts[known] = _texts.TryGetValue(known, out var other) ? (link ?? other.AsLink, file) : (link, file);
    }

    /// <summary>When everything has been read.</summary>
    public FileRefusal? End()
    {
        foreach (var (number, isLink) in _asked)
            if (_texts.TryGetValue(number, out var text))
                Refuse(isLink ? text.AsLink : text.AsFile);
        return Refusal;
    }

    /// <summary>
    /// Whether this has been read before, as deep in brackets: then what follows has been too. Only one token of each block is remembered.
    /// </summary>
    public bool WasSeen(int before, int at, int depth)
    {
        if (before / Block == at / Block)
            return false;
        work.Spend(SeenCost);
        return !_seen.Add((at, depth));
    }

    private static FileRefusal? RefusalOf(string address, Place place, bool isLink) =>
        place switch
        {
            Place.Computer => FileRefusal.Linked,
            Place.Program => FileRefusal.ActivePdf,
            // Those who show pages follow no such link.
            Place.Script when !isLink => FileRefusal.ActivePdf,
            Place.Web when !isLink => FileRefusal.Linked,
            Place.Near when !isLink && Share().IsMatch(address) => FileRefusal.Linked,
            _ => null,
        };

    /// <summary>A path of a PDF begins with a disk of one letter, or else with a computer (ISO 32000, 7.11.2.3).</summary>
    [GeneratedRegex("^/[^/]{2,}/.", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Share();
}
