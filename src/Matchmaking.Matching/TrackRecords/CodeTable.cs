using System.Runtime.InteropServices;

namespace Matchmaking.Matching.TrackRecords;

/// <summary>Gives each text a small number, in the order of first sight, so that records can be held in arrays.</summary>
internal sealed class CodeTable
{
    /// <summary>The number of a text that was never seen.</summary>
    public const int Unseen = -1;

    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);
    private readonly List<string> texts = [];

    public int Count => texts.Count;

    public string this[int code] => texts[code];

    public int Add(string text)
    {
        ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(codes, text, out var known);
        if (!known)
        {
            code = texts.Count;
            texts.Add(text);
        }
        return code;
    }

    public int Find(string text) => codes.TryGetValue(text, out var code) ? code : Unseen;
}
