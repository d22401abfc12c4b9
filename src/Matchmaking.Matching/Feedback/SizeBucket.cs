using System.Globalization;

namespace Matchmaking.Matching.Feedback;

/// <summary>A class of amounts in which one listing is about as large as another, in US dollars.</summary>
/// <param name="From">Where it begins, included.</param>
/// <param name="To">Where the next one begins; null for the largest.</param>
public readonly record struct SizeBucket(decimal From, decimal? To)
{
    private static readonly decimal[] Bounds = [0, 1_000_000, 5_000_000, 20_000_000, 100_000_000, 500_000_000];

    /// <summary>All of them, the smallest first. They leave no gap.</summary>
    public static IReadOnlyList<SizeBucket> All { get; } =
    [.. Bounds.Select((from, i) => new SizeBucket(from, i + 1 < Bounds.Length ? Bounds[i + 1] : null))];

    /// <summary>The amount at which it begins, in plain digits.</summary>
    public string Code => From.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>The class that the middle of an amount lies in, or its known end; null when nothing is known of it.</summary>
    public static SizeBucket? Of(MoneyRange? amount)
    {
        if (amount is null || (amount.From ?? amount.To) is not { } from)
            return null;
        var middle = from + ((amount.To ?? from) - from) / 2;
        return All.Last(bucket => middle >= bucket.From);
    }

    /// <summary>The class of a code; null for an unknown one.</summary>
    public static SizeBucket? WithCode(string code) =>
        All.Select(bucket => (SizeBucket?)bucket).FirstOrDefault(bucket => bucket!.Value.Code == code);
}
