namespace Matchmaking.Matching.Index;

/// <summary>
/// Amounts as whole cents, and the 64 buckets they fall into. Buckets only narrow down whose ends must be compared exactly, so they are
/// narrow where tickets are: 12 to each power of ten from US$100,000 to US$10 billion.
/// </summary>
internal static class AmountBuckets
{
    /// <summary>How many buckets there are.</summary>
    public const int Count = 64;

    /// <summary>The largest amount that is kept in cents: about US$1,440,000,000,000,000.</summary>
    public const long Largest = 1L << 57;

    /// <summary>The upper end of whoever names none: no amount is above it.</summary>
    public const long Open = long.MaxValue;

    private const int Middle = 60,
        APowerOfTen = 12;
    private const double LowestEdge = 1e7;
    private static readonly long[] Edges =
    [
        .. Enumerable.Range(0, Middle + 1).Select(step => (long)(LowestEdge * Math.Pow(10, step / (double)APowerOfTen))),
        10_000_000_000_000,
        1_000_000_000_000_000,
    ];

    /// <summary>The bucket of an amount.</summary>
    public static int Of(long cents)
    {
        var at = Array.BinarySearch(Edges, cents);
        return at < 0 ? ~at : at + 1;
    }

    /// <summary>Whether an end of a range is a whole number of cents that fits; an open end always is.</summary>
    public static bool Fits(decimal? dollars) =>
        dollars is not { } amount || (amount >= 0 && amount <= Largest / 100 && decimal.IsInteger(amount * 100));

    /// <summary>Whether the range can be kept in cents: ends that fit, in their order.</summary>
    public static bool Fits(MoneyRange range) => Fits(range.From) && Fits(range.To) && (range.From ?? 0) <= (range.To ?? decimal.MaxValue);

    /// <summary>The lower end of a range that fits.</summary>
    public static long Low(MoneyRange range) => range.From is { } from ? (long)(from * 100) : 0;

    /// <summary>The upper end of a range that fits.</summary>
    public static long High(MoneyRange range) => range.To is { } to ? (long)(to * 100) : Open;

    /// <summary>The range of these ends. A lower end that was open is 0, which is the same to the rule.</summary>
    public static MoneyRange Dollars((long Low, long High) range) => new(range.Low / 100m, range.High == Open ? null : range.High / 100m);

    /// <summary>The largest amount in cents not above this one, for comparing with amounts that fit; -1 for any below zero.</summary>
    public static long Floor(decimal? dollars) =>
        dollars is not { } amount || amount > Largest / 100 ? Largest
        : amount < 0 ? -1
        : (long)Math.Floor(amount * 100);

    /// <summary>The smallest amount in cents not below this one, for comparing with amounts that fit.</summary>
    public static long Ceiling(decimal? dollars) =>
        dollars is not { } amount || amount < 0 ? 0
        : amount > Largest / 100 ? Largest + 1
        : (long)Math.Ceiling(amount * 100);
}
