namespace Matchmaking.Search;

/// <summary>Finds words one after the other in the texts of documents.</summary>
internal sealed class PhraseMatcher
{
    private readonly Snapshot _snapshot;
    private readonly int[] _words;

    public PhraseMatcher(Snapshot snapshot, IReadOnlyList<string> words)
    {
        _snapshot = snapshot;
        _words = [.. words.Select(word => snapshot.Segment.Find(word)?.Id + 1 ?? -1)];
    }

    /// <summary>Whether all words stand together, in their order, in one text.</summary>
    public bool Has(int ordinal)
    {
        var text = _snapshot.Texts[ordinal];
        // How many words may end here is followed for each beginning: a short list, since a phrase rarely begins within itself.
        var begun = new List<int>();
        for (var at = 0; at < text.Length; )
        {
            var word = EncodedText.Read(text, ref at);
            if (word == 0)
            {
                EncodedText.Read(text, ref at);
                begun.Clear();
                continue;
            }
            begun.Add(0);
            for (var i = begun.Count - 1; i >= 0; i--)
                if (_words[begun[i]] != word)
                    begun.RemoveAt(i);
                else if (++begun[i] == _words.Length)
                    return true;
        }
        return false;
    }
}
