using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Matchmaking.Matching;
using Matchmaking.Matching.Index;

namespace Matchmaking.Benchmarks.Speed;

/// <summary>
/// How long this machine takes merely to read as many bytes as a question touches: one bitmap for each value it is about, and the columns of
/// the best hundred. No index of this design can be faster.
/// </summary>
internal sealed class TouchedBytes
{
    private const int RowBytes = 64;
    private readonly ulong[] _bits;
    private readonly int _bitmap;
    private ulong _sum;

    public TouchedBytes(int mandates)
    {
        _bitmap = (mandates + 255) / 256 * 4;
        _bits = new ulong[_bitmap * 64];
    }

    public Timings Measure(OpportunityFacts[] asked, MandateIndex index, int rounds, out double median)
    {
        var bytes = asked.Select(facts => ((Bitmaps(facts) * _bitmap * 8L) + (Math.Min(100, index.Find(facts, 0).Matches) * RowBytes)) * 1.0).Order().ToArray();
        median = bytes[bytes.Length / 2];
        return Timings.Measure(asked, rounds, facts => Read(Bitmaps(facts)));
    }

    /// <summary>Who is there; for each condition those that are open and those with each of the values, near and exact; the buckets of both ends.</summary>
    private static int Bitmaps(OpportunityFacts facts)
    {
        var sector = 3 + (facts.Sector.IsSubsector ? 1 : 0);
        var places = facts.Places.Count == 0 ? 1 : 1 + facts.Places.Select(place => place.Region).Distinct().Count()
            + facts.Places.SelectMany(place => new[] { place, place with { Unit = null } }).Distinct().Count();
        var dealTypes = 1 + facts.DealTypes.Count;
        var stages = (facts.TechnicalStage is null ? 1 : 2) + (facts.LegalStage is null ? 1 : 2);
        return 1 + sector + places + dealTypes + stages + (facts.Amount is null ? 1 : 5);
    }

    private void Read(int bitmaps)
    {
        var sum = Vector256<ulong>.Zero;
        for (var i = 0; i < bitmaps; i++)
            // Not side by side, just as the bitmaps of one question are not.
            foreach (var vector in MemoryMarshal.Cast<ulong, Vector256<ulong>>(_bits.AsSpan(i * 37 % 64 * _bitmap, _bitmap)))
                sum ^= vector;
        _sum ^= sum[0];
    }
}
