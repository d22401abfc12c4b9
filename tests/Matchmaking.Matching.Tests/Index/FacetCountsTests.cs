using Matchmaking.Matching.Index;

namespace Matchmaking.Matching.Tests.Index;

/// <summary>The numbers beside the filters are those that a look at every listing gives.</summary>
public sealed class FacetCountsTests
{
    private static readonly DateOnly Today = new(2026, 6, 3);
    private static readonly string[] Sectors = ["auto", "auto.ebus", "auto.ev", "batt", "batt.assembly", "renw", "renw.solar"];
    private static readonly string[] Places = ["ABX", "AZ-SM", "AZ-XIZ", "BAK", "QXA"];
    private static readonly string[] DealTypes = ["JV", "BOT", "IPP"];

    private static readonly FacetOptions Options = new([
        .. Sectors.Select(code => new FacetOption(FacetKind.Sector, code, Within(code))),
        .. Places.Select(code => new FacetOption(FacetKind.Place, code, Within(code))),
        .. DealTypes.Select(code => new FacetOption(FacetKind.DealType, code, [code])),
    ]);

    [Theory]
    [InlineData(300)]
    // More than one chunk holds, and sets that have become bitmaps.
    [InlineData(70_000)]
    public void Random_filters_on_random_listings_count_what_a_look_at_each_counts(int listings)
    {
        var random = new Random(listings);
        var (index, all) = (new FacetIndex(), new Dictionary<Guid, FacetValues>());
        for (var i = 0; i < listings; i++)
            Set(Guid.CreateVersion7());
        foreach (var changed in all.Keys.ToList().Where(_ => random.Next(4) == 0))
            if (random.Next(2) == 0)
                Set(changed);
            else if (all.Remove(changed))
                index.Remove(changed);
        for (var i = 0; i < 50; i++)
            Set(Guid.CreateVersion7());

        for (var i = 0; i < 20; i++)
        {
            var filter = new FacetFilter(
                [.. Some(Sectors).SelectMany(Within)],
                [.. Some(Places).SelectMany(Within)],
                Some(DealTypes),
                random.Next(2) == 0,
                Today.AddDays(random.Next(-1, 2)),
                random.Next(3) > 0 ? null : new HashSet<Guid>([.. all.Keys.Where(_ => random.Next(3) == 0), Guid.NewGuid()])
            );
            Agrees(filter, all, index.Count(filter, Options));
        }

        void Set(Guid id) =>
            index.Set(
                id,
                all[id] = new(
                    Some(Sectors),
                    Some(Places),
                    Some(DealTypes),
                    random.Next(4) > 0,
                    random.Next(3) == 0 ? Today.AddDays(random.Next(-2, 3)) : null
                )
            );

        string[] Some(string[] of) => random.Next(4) == 0 ? [] : [.. of.Where(_ => random.Next(of.Length) == 0)];
    }

    [Fact]
    public void A_listing_is_open_on_its_last_day_and_closed_on_the_next_one_without_a_change()
    {
        var index = new FacetIndex();
        index.Set(Guid.NewGuid(), new(["auto"], [], [], true, Today));

        Assert.Equal(
            [(1, 0), (0, 1)],
            new[] { Today, Today.AddDays(1) }
                .Select(day => index.Count(new([], [], [], WithClosed: false, day, null), Options))
                .Select(counts => (counts.Total, counts.Closed))
        );
    }

    private static string[] Within(string code) =>
        code switch
        {
            "auto" or "batt" or "renw" =>
            [
                .. Sectors.Where(sector => sector == code || sector.StartsWith(code + ".", StringComparison.Ordinal)),
            ],
            "ABX" => ["ABX", "AZ-SM", "AZ-XIZ"],
            _ => [code],
        };

    private static void Agrees(FacetFilter filter, Dictionary<Guid, FacetValues> all, FacetCounts counts)
    {
        var found = all.Where(pair => filter.Among?.Contains(pair.Key) ?? true).Select(pair => pair.Value).ToList();
        var shown = found.Where(listing => filter.WithClosed || IsOpen(listing)).ToList();

        Assert.Equal(shown.Count(listing => Meets(listing, null)), counts.Total);
        Assert.Equal(found.Count(listing => !IsOpen(listing) && Meets(listing, null)), counts.Closed);
        foreach (var kind in Enum.GetValues<FacetKind>())
            Assert.Equal(shown.Count(listing => Meets(listing, kind)), counts.Without(kind));
        foreach (var option in Options.All)
        {
            Assert.Equal(
                shown.Count(listing => Has(listing, option.Kind, option.Codes) && Meets(listing, option.Kind)),
                counts.Of(option.Kind, option.Code)
            );
            Assert.Equal(found.Exists(listing => Has(listing, option.Kind, option.Codes)), counts.Occurs(option.Kind, option.Code));
        }

        bool IsOpen(FacetValues listing) => listing.IsOffered && (listing.LastDay is null || listing.LastDay >= filter.Day);

        bool Meets(FacetValues listing, FacetKind? but) =>
            Enum.GetValues<FacetKind>()
                .All(kind => kind == but || filter.CodesOf(kind).Count == 0 || Has(listing, kind, filter.CodesOf(kind)));
    }

    private static bool Has(FacetValues listing, FacetKind kind, IEnumerable<string> codes) =>
        (
            kind switch
            {
                FacetKind.Sector => listing.Sectors,
                FacetKind.Place => listing.Places,
                _ => listing.DealTypes,
            }
        ).Any(codes.Contains);
}
