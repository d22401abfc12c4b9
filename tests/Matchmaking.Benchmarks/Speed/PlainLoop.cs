using Matchmaking.Matching;

namespace Matchmaking.Benchmarks.Speed;

/// <summary>The obvious way without PostgreSQL: one row of masks and ends of 64 bytes for each mandate, all looked at.</summary>
internal sealed class PlainLoop
{
    private readonly Row[] _rows;

    private struct Row
    {
        public int Hubs,
            Regions,
            DealTypes,
            Technical,
            Legal;
        public long Low,
            High;
        public int[]? Words;

        /// <summary>Fills the row up to one line of the processor's cache.</summary>
        public long Spare1,
            Spare2;
    }

    public PlainLoop(int mandates)
    {
        _rows = new Row[mandates];
        for (var i = 0; i < mandates; i++)
        {
            var masks = Masks.Of(SpeedWorld.Mandate(i));
            _rows[i] = new()
            {
                Hubs = masks.Hubs,
                Regions = masks.Regions,
                DealTypes = masks.DealTypes,
                Technical = masks.Technical,
                Legal = masks.Legal,
                Low = masks.Low,
                High = masks.High,
                Words = masks.Words.Length == 0 ? null : masks.Words,
            };
        }
    }

    /// <summary>The numbers of the eligible mandates, ascending.</summary>
    public List<int> Eligible(OpportunityFacts opportunity)
    {
        var asked = Masks.Of(opportunity);
        var found = new List<int>();
        for (var i = 0; i < _rows.Length; i++)
        {
            ref var row = ref _rows[i];
            if (
                (row.Hubs & asked.Hubs) != 0
                && (row.Regions & asked.Regions) != 0
                && (row.DealTypes & asked.DealTypes) != 0
                && (row.Technical & asked.Technical) != 0
                && (row.Legal & asked.Legal) != 0
                && row.Low <= asked.High
                && row.High >= asked.Low
                && (row.Words is null || !row.Words.Intersect(asked.Words).Any())
            )
                found.Add(i);
        }
        return found;
    }
}

/// <summary>A mandate or an opportunity as masks, for the loop and for PostgreSQL; what is open or unknown is all bits.</summary>
internal sealed record Masks(int Hubs, int Regions, int DealTypes, int Technical, int Legal, long Low, long High, int[] Words)
{
    private const int All = 0x7FFF_FFFF;

    public static Masks Of(MandateCriteria mandate) =>
        new(
            Mask(mandate.Sectors, sector => Array.IndexOf(SpeedWorld.Hubs, new(sector.Hub))),
            Mask(mandate.Places, place => Array.IndexOf(SpeedWorld.Regions, place.Region)),
            Mask(mandate.DealTypes, type => Array.IndexOf(SpeedWorld.DealTypes, type)),
            Mask(mandate.TechnicalStages, stage => stage),
            Mask(mandate.LegalStages, stage => stage),
            Cents(mandate.Ticket?.From) ?? 0,
            Cents(mandate.Ticket?.To) ?? long.MaxValue,
            [.. mandate.ExcludedWords.Select(word => Array.IndexOf(SpeedWorld.Words, word)).Order()]
        );

    public static Masks Of(OpportunityFacts facts) =>
        new(
            Mask([facts.Sector], sector => Array.IndexOf(SpeedWorld.Hubs, new(sector.Hub))),
            Mask(facts.Places, place => Array.IndexOf(SpeedWorld.Regions, place.Region)),
            Mask(facts.DealTypes, type => Array.IndexOf(SpeedWorld.DealTypes, type)),
            facts.TechnicalStage is { } technical ? 1 << technical : All,
            facts.LegalStage is { } legal ? 1 << legal : All,
            Cents(facts.Amount?.From) ?? 0,
            Cents(facts.Amount?.To) ?? long.MaxValue,
            [.. SpeedWorld.Words.Index().Where(word => facts.Text.Has(word.Item)).Select(word => word.Index)]
        );

    /// <summary>The numbers of the bits that are set; none when all are.</summary>
    public static IEnumerable<int> Bits(int mask) => mask == All ? [] : Enumerable.Range(0, 31).Where(bit => (mask & (1 << bit)) != 0);

    private static int Mask<T>(IReadOnlyCollection<T> values, Func<T, int> bit) =>
        values.Count == 0 ? All : values.Aggregate(0, (mask, value) => mask | (1 << bit(value)));

    private static long? Cents(decimal? dollars) => dollars is { } amount ? (long)(amount * 100) : null;
}
