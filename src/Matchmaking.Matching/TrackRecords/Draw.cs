namespace Matchmaking.Matching.TrackRecords;

/// <summary>Draws a fixed, well-mixed choice: the same of the same, always, yet without the pattern of "every tenth".</summary>
internal struct Draw(ulong seed)
{
    private ulong state = seed;

    /// <summary>A number from 0 to <paramref name="below"/> − 1.</summary>
    public int Next(int below)
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)below);
    }

    /// <summary>At most so many of the items, all equally likely, in a shuffled order.</summary>
    public T[] Some<T>(IReadOnlyList<T> items, int most)
    {
        var all = items.ToArray();
        var count = Math.Min(most, all.Length);
        for (var at = 0; at < count; at++)
        {
            var other = at + Next(all.Length - at);
            (all[at], all[other]) = (all[other], all[at]);
        }
        return all[..count];
    }
}
