using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Matchmaking.Matching;

namespace Matchmaking.Benchmarks.Speed;

/// <summary>
/// How long this machine takes merely to read as many bytes as a question touches: one bitmap for each value it is about, out of as many as
/// the index has, so that the caches hold no more of them than they do for the index. No index of this design can be faster.
/// </summary>
internal sealed class TouchedBytes
{
    private readonly ulong[][] _bitmaps;
    private ulong _sum;

    public TouchedBytes(int mandates, long bytesOfBitmaps)
    {
        var words = (mandates + 255) / 256 * 4;
        _bitmaps = [.. Enumerable.Range(0, (int)Math.Max(64, bytesOfBitmaps / (words * 8L))).Select(_ => new ulong[words])];
        foreach (var bitmap in _bitmaps)
            Array.Fill(bitmap, 1UL);
    }

    /// <summary>Reads for each opportunity what it touches; different ones touch different bitmaps.</summary>
    public Timings Measure(OpportunityFacts[] asked, int rounds, out double medianBytes)
    {
        var counts = asked.Select(Bitmaps).ToArray();
        medianBytes = counts.Order().ElementAt(counts.Length / 2) * _bitmaps[0].Length * 8.0;
        return Timings.Measure([.. counts.Index()], rounds, pair => Read(pair.Index * 31, pair.Item));
    }

    /// <summary>
    /// Who is there; for each condition those that are open and those with each of the values, near and exact; the buckets of both ends.
    /// </summary>
    private static int Bitmaps(OpportunityFacts facts)
    {
        var sector = 3 + (facts.Sector.IsSubsector ? 1 : 0);
        var places =
            facts.Places.Count == 0
                ? 1
                : 1
                    + facts.Places.Select(place => place.Region).Distinct().Count()
                    + facts.Places.SelectMany(place => new[] { place, place with { Unit = null } }).Distinct().Count();
        var dealTypes = 1 + facts.DealTypes.Count;
        var stages = (facts.TechnicalStage is null ? 1 : 2) + (facts.LegalStage is null ? 1 : 2);
        return 1 + sector + places + dealTypes + stages + (facts.Amount is null ? 1 : 5);
    }

    private void Read(int first, int count)
    {
        var sum = Vector256<ulong>.Zero;
        for (var i = 0; i < count; i++)
            foreach (var vector in MemoryMarshal.Cast<ulong, Vector256<ulong>>(_bitmaps[(first + i) % _bitmaps.Length].AsSpan()))
                sum ^= vector;
        _sum ^= sum[0];
    }
}
