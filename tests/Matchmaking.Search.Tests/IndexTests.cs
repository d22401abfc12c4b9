using Matchmaking.Search.Tests.Support;

namespace Matchmaking.Search.Tests;

/// <summary>The index while it changes.</summary>
public sealed class IndexTests
{
    private static readonly Vocabulary Vocabulary = World.Demo.Vocabulary;
    private static readonly SearchEngine Engine = new(Vocabulary);

    [Fact]
    public void A_listing_that_is_set_again_is_found_by_its_new_words_only()
    {
        var index = new SearchIndex();
        var id = Guid.CreateVersion7();
        index.Set(id, KeysOf("marble quarry"), default);
        index.Set(id, KeysOf("copper deposit"), default);

        Assert.Equal(1, index.Count);
        Assert.Empty(Find(index, "marble"));
        Assert.Equal([id], Find(index, "copper"));
    }

    [Fact]
    public void A_removed_listing_is_not_found()
    {
        var index = new SearchIndex();
        var id = Guid.CreateVersion7();
        index.Set(id, KeysOf("marble quarry"), default);
        index.Remove(id);
        index.Remove(id);

        Assert.Equal(0, index.Count);
        Assert.Empty(Find(index, "marble"));
    }

    [Fact]
    public void After_many_changes_the_index_answers_as_one_that_never_changed()
    {
        var (changed, fresh) = (new SearchIndex(), new SearchIndex());
        var listings = World.Demo.Listings.ToArray();
        for (var round = 0; round < 20; round++)
            foreach (var (id, listing) in listings)
            {
                changed.Set(id, KeysOf(listing), default);
                if (round % 3 == 0)
                    changed.Remove(id);
            }
        foreach (var (id, listing) in listings)
            fresh.Set(id, KeysOf(listing), default);

        foreach (var typed in (string[])["solar", "电池", "Sumgait", "battry", "\"wind power\"", "BOT", "巴库锂电池工厂", "60 million"])
            Assert.Equal(Answer(fresh, typed), Answer(changed, typed));
        Assert.True(changed.Current.Count < listings.Length * 20, "Dead listings were never cleaned away.");
    }

    [Fact]
    public async Task Readers_see_all_listings_of_a_change_or_none()
    {
        var index = new SearchIndex();
        var ids = Enumerable.Range(0, 50).Select(_ => Guid.CreateVersion7()).ToArray();
        var (marble, copper) = (KeysOf("marble quarry"), KeysOf("copper deposit"));
        index.SetAll(ids.Select(id => new ListingKeys(id, marble, default)));
        var stop = false;
        var readers = Enumerable
            .Range(0, 3)
            .Select(_ =>
                Task.Run(() =>
                {
                    while (!Volatile.Read(ref stop))
                        Assert.Contains(Find(index, "marble").Count, (int[])[0, 50]);
                })
            )
            .ToArray();
        for (var round = 0; round < 60; round++)
            index.SetAll(ids.Select(id => new ListingKeys(id, round % 2 == 0 ? copper : marble, default)));
        Volatile.Write(ref stop, true);

        await Task.WhenAll(readers);
        Assert.Equal(50, Find(index, "marble").Count);
    }

    [Fact]
    public void A_reader_keeps_the_state_that_it_began_with()
    {
        var index = new SearchIndex();
        var id = Guid.CreateVersion7();
        index.Set(id, KeysOf("zorblat"), default);
        var before = index.Current;
        index.Set(id, KeysOf("quimper"), default);
        index.Set(Guid.CreateVersion7(), KeysOf("zorblat quimper"), default);

        Assert.Equal((1, true, false), (before.Alive, before.Knows("zorblat"), before.Knows("quimper")));
        Assert.Equal((2, true, true), (index.Current.Alive, index.Current.Knows("zorblat"), index.Current.Knows("quimper")));
    }

    [Fact]
    public void Characters_that_a_comma_parts_are_no_word()
    {
        var index = new SearchIndex();
        var (apart, together) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        index.Set(apart, KeysOf(Cases.Listing("apart", "", zh: "大风，电很多")), default);
        index.Set(together, KeysOf(Cases.Listing("together", "", zh: "风电很多")), default);

        Assert.Equal([together], Find(index, "风电"));
    }

    [Fact]
    public void Of_equal_scores_the_newer_comes_first()
    {
        var index = new SearchIndex();
        var keys = KeysOf("marble quarry");
        var ids = Enumerable.Range(0, 30).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var (id, i) in ids.Select((id, i) => (id, i)))
            index.Set(id, keys, DateTimeOffset.UnixEpoch.AddDays(i * 7 % 30));

        var best = Ask(index, "marble").Hits.Top(30).Select(hit => Array.IndexOf(ids, hit.Id) * 7 % 30);
        Assert.Equal(Enumerable.Range(0, 30).Reverse(), best);
    }

    private static (Guid, float)[] Answer(SearchIndex index, string typed) =>
        [.. Ask(index, typed).Hits.Top(100).Select(hit => (hit.Id, MathF.Round(hit.Score, 4))).Order()];

    private static List<Guid> Find(SearchIndex index, string typed) => [.. Ask(index, typed).Hits.Top(int.MaxValue).Select(hit => hit.Id)];

    private static SearchResult Ask(SearchIndex index, string typed) => Engine.Find(index, QuestionReader.Read(typed, Vocabulary));

    private static DocumentKeys KeysOf(string title) => KeysOf(Cases.Listing("x", title));

    private static DocumentKeys KeysOf(Listing listing) => Vocabulary.KeysOf(ListingDocuments.Of(listing, ReferenceLists.Shared));
}
