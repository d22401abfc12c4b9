using Matchmaking.Matching.Index;

namespace Matchmaking.Matching.Tests.Index;

/// <summary>The numbers beside the filters, and the pages of the list, are those that a look at every listing gives.</summary>
public sealed class FacetCountsTests
{
    private static readonly DateOnly Today = new(2026, 6, 3);

    /// <summary>A few kinds stand for all: no kind is treated in a way of its own.</summary>
    private static readonly Dictionary<FacetKind, string[]> Codes = new()
    {
        [FacetKind.Sector] = ["auto", "auto.ebus", "auto.ev", "batt", "batt.assembly", "renw", "renw.solar"],
        [FacetKind.Place] = ["ABX", "AZ-SM", "AZ-XIZ", "BAK", "QXA"],
        [FacetKind.DealType] = ["JV", "BOT", "IPP"],
        [FacetKind.Amount] = ["none", "10-50"],
    };

    private static readonly FacetOptions Options = new(
        Codes.SelectMany(kind => kind.Value.Select(code => new FacetOption(kind.Key, code, Within(code))))
    );

    [Theory]
    [InlineData(300)]
    // More than one chunk holds, and sets that have become bitmaps.
    [InlineData(70_000)]
    public void Random_filters_on_random_listings_count_and_list_what_a_look_at_each_gives(int listings)
    {
        var random = new Random(listings);
        var (index, all) = (new FacetIndex(), new Dictionary<Guid, FacetValues>());
        var places = new Dictionary<Guid, int>();
        for (var i = 0; i < listings; i++)
            Set(Guid.CreateVersion7());
        foreach (var changed in all.Keys.ToList().Where(_ => random.Next(4) == 0))
            if (random.Next(2) == 0)
                Set(changed);
            else if (all.Remove(changed))
                index.Remove(changed);
        for (var i = 0; i < 50; i++)
            Set(Guid.CreateVersion7());

        for (var i = 0; i < (listings > 1000 ? 2 : 20); i++)
        {
            var filter = new FacetFilter(
                new()
                {
                    [FacetKind.Sector] = [.. Some(FacetKind.Sector).SelectMany(Within)],
                    [FacetKind.Place] = [.. Some(FacetKind.Place).SelectMany(Within)],
                    [FacetKind.DealType] = Some(FacetKind.DealType),
                    [FacetKind.Amount] = Some(FacetKind.Amount),
                },
                random.Next(2) == 0,
                Today.AddDays(random.Next(-1, 2)),
                random.Next(3) > 0 ? null : Near(Among(all.Keys, 3)),
                [
                    new("closing", random.Next(3) == 0, LastDays: (Today.AddDays(-1), Today.AddDays(1))),
                    new("new", random.Next(3) == 0, PublishedAfter: random.Next(-1, 21)),
                    new("saved", random.Next(3) == 0, Listings: Among(all.Keys, 2)),
                ]
            );
            var found = Agrees(filter, all, index.Count(filter, Options));
            PagesAre(index, filter, found, FacetOrder.Newest, null);
            PagesAre(index, filter, found, FacetOrder.Closing, null);
            PagesAre(index, filter, found, FacetOrder.Amount, null);
            PagesAre(
                index,
                filter,
                found,
                FacetOrder.Nearness,
                (filter.Among as NearListings)?.Listings.ToDictionary(near => near.Id, near => near.Nearness)
            );
            PagesAre(index, filter, found, FacetOrder.Scores, Among(all.Keys, 2).ToDictionary(id => id, _ => (float)random.Next(5)));
        }

        void Set(Guid id) =>
            places[id] = index.Set(
                id,
                all[id] = new(
                    new()
                    {
                        [FacetKind.Sector] = Some(FacetKind.Sector),
                        [FacetKind.Place] = Some(FacetKind.Place),
                        [FacetKind.DealType] = Some(FacetKind.DealType),
                        [FacetKind.Amount] = Some(FacetKind.Amount),
                    },
                    random.Next(4) > 0,
                    random.Next(3) == 0 ? Today.AddDays(random.Next(-2, 3)) : null,
                    random.Next(20),
                    random.Next(2) == 0 ? null : random.Next(3)
                )
            );

        string[] Some(FacetKind kind) => random.Next(4) == 0 ? [] : [.. Codes[kind].Where(_ => random.Next(Codes[kind].Length) == 0)];

        // Places that are right, those of listings that were removed since, and numbers that are none.
        NearListings Near(IEnumerable<Guid> ids) =>
            new([
                .. ids.Select(id =>
                    (id, random.Next(3) == 0 ? random.Next(-5, listings * 2) : places.GetValueOrDefault(id, -1), (float)random.Next(5))
                ),
            ]);

        HashSet<Guid> Among(IEnumerable<Guid> of, int one) => [.. of.Where(_ => random.Next(one) == 0), Guid.NewGuid()];
    }

    [Fact]
    public void A_listing_is_open_on_its_last_day_and_closed_on_the_next_one_without_a_change()
    {
        var index = new FacetIndex();
        index.Set(Guid.NewGuid(), new(new() { [FacetKind.Sector] = ["auto"] }, true, Today));

        Assert.Equal(
            [(1, 0), (0, 1)],
            new[] { Today, Today.AddDays(1) }
                .Select(day => index.Count(new(new(), WithClosed: false, day), Options))
                .Select(counts => (counts.Total, counts.Closed))
        );
    }

    [Fact]
    public void What_is_published_at_the_same_moment_is_listed_once_each_over_pages()
    {
        var index = new FacetIndex();
        var ids = Enumerable.Range(0, 7).Select(_ => Guid.NewGuid()).ToList();
        foreach (var id in ids)
            index.Set(id, new(new(), true, null, 5));

        var listed = Pages(index, new(new(), false, Today), FacetOrder.Newest, null, 3).ToList();

        Assert.Equal([3, 3, 1], listed.Select(page => page.Count));
        Assert.Equal(ids.Order(), listed.SelectMany(page => page).Select(row => row.Id).Order());
    }

    private static string[] Within(string code) =>
        code switch
        {
            "auto" or "batt" or "renw" =>
            [
                .. Codes[FacetKind.Sector].Where(sector => sector == code || sector.StartsWith(code + ".", StringComparison.Ordinal)),
            ],
            "ABX" => ["ABX", "AZ-SM", "AZ-XIZ"],
            _ => [code],
        };

    private static List<KeyValuePair<Guid, FacetValues>> Agrees(FacetFilter filter, Dictionary<Guid, FacetValues> all, FacetCounts counts)
    {
        var found = all.Where(pair => filter.Among is not NearListings near || near.Has(pair.Key)).ToList();
        var shown = found.Where(listing => filter.WithClosed || IsOpen(listing.Value)).ToList();

        Assert.Equal(shown.Count(listing => Meets(listing, null)), counts.Total);
        Assert.Equal(found.Count(listing => !IsOpen(listing.Value) && Meets(listing, null)), counts.Closed);
        foreach (var kind in Enum.GetValues<FacetKind>())
            Assert.Equal(shown.Count(listing => Meets(listing, kind)), counts.Without(kind));
        foreach (var question in filter.Questions!)
        {
            Assert.Equal(shown.Count(listing => Meets(listing, null) && Is(listing, question)), counts.OfQuestion(question.Name));
            Assert.Equal(shown.Count(listing => Meets(listing, null, question)), counts.WithoutQuestion(question.Name));
        }
        foreach (var option in Options.All)
        {
            Assert.Equal(
                shown.Count(listing => Has(listing.Value, option.Kind, option.Codes) && Meets(listing, option.Kind)),
                counts.Of(option.Kind, option.Code)
            );
            Assert.Equal(found.Exists(listing => Has(listing.Value, option.Kind, option.Codes)), counts.Occurs(option.Kind, option.Code));
        }
        return [.. shown.Where(listing => Meets(listing, null))];

        bool IsOpen(FacetValues listing) => listing.IsOffered && (listing.LastDay is null || listing.LastDay >= filter.Day);

        bool Meets(KeyValuePair<Guid, FacetValues> listing, FacetKind? but, FacetQuestion? butQuestion = null) =>
            Enum.GetValues<FacetKind>()
                .All(kind => kind == but || filter.Codes[kind].Count == 0 || Has(listing.Value, kind, filter.Codes[kind]))
            && filter.Questions!.All(question => question == butQuestion || !question.IsAsked || Is(listing, question));
    }

    /// <summary>Forwards page by page, and back again from the last one, the list is the one that sorting all gives.</summary>
    private static void PagesAre(
        FacetIndex index,
        FacetFilter filter,
        List<KeyValuePair<Guid, FacetValues>> found,
        FacetOrder order,
        Dictionary<Guid, float>? scores
    )
    {
        var expected = found
            .OrderByDescending(listing =>
                order switch
                {
                    FacetOrder.Closing => -(listing.Value.LastDay?.DayNumber ?? int.MaxValue),
                    FacetOrder.Amount => (double)(listing.Value.Dollars ?? -1),
                    FacetOrder.Nearness when scores is null => 0,
                    FacetOrder.Scores or FacetOrder.Nearness => scores!.TryGetValue(listing.Key, out var score) ? score : -1,
                    _ => 0,
                }
            )
            .ThenByDescending(listing => listing.Value.PublishedAt)
            .ThenByDescending(listing => listing.Key)
            .Select(listing => listing.Key)
            .ToList();
        var size = Math.Max(1, found.Count / 3);
        var pages = Pages(index, filter, order, scores, size).ToList();

        Assert.Equal(expected, pages.SelectMany(page => page).Select(row => row.Id));
        if (pages.Count < 2)
            return;
        var back = index.List(filter, Options, new(order, size, Before: pages[^1][0], Scores: scores)).Page;
        Assert.Equal(pages[^2].Select(row => row.Id), back.Rows.Select(row => row.Id));
        Assert.Equal(pages.Count > 2, back.HasMore);
    }

    private static IEnumerable<IReadOnlyList<FacetPosition>> Pages(
        FacetIndex index,
        FacetFilter filter,
        FacetOrder order,
        Dictionary<Guid, float>? scores,
        int size
    )
    {
        for (FacetPosition? after = null; ; )
        {
            var page = index.List(filter, Options, new(order, size, after, Scores: scores)).Page;
            if (page.Rows.Count > 0)
                yield return page.Rows;
            if (!page.HasMore)
                yield break;
            after = page.Rows[^1];
        }
    }

    private static bool Is(KeyValuePair<Guid, FacetValues> listing, FacetQuestion question) =>
        question.LastDays is var (from, to) ? listing.Value.LastDay >= from && listing.Value.LastDay <= to
        : question.PublishedAfter is { } moment ? listing.Value.PublishedAt > moment
        : question.Listings!.Contains(listing.Key);

    private static bool Has(FacetValues listing, FacetKind kind, IEnumerable<string> codes) => listing.Codes[kind].Any(codes.Contains);

    private sealed record NearListings((Guid Id, int Place, float Nearness)[] Listings) : INearListings
    {
        private readonly HashSet<Guid> _ids = [.. Listings.Select(listing => listing.Id)];

        public int Count => Listings.Length;

        public (Guid Id, int Place, float Nearness) At(int index) => Listings[index];

        public bool Has(Guid id) => _ids.Contains(id);
    }
}
