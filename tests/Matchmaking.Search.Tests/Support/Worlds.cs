using System.Security.Cryptography;
using System.Text;

namespace Matchmaking.Search.Tests.Support;

/// <summary>The vocabulary of the product and the demo listings, read once.</summary>
internal sealed class World
{
    private World(ThesaurusGroup[] groups, IEnumerable<Listing> listings)
    {
        Vocabulary = new(
            new(
                groups,
                [.. ReferenceLists.Shared.NamedCodes()],
                new(
                    ReferenceLists.Read<FillerWords>("filler-words"),
                    ReferenceLists.Read<WordGroup[]>("azerbaijani-words"),
                    ReferenceLists.Read<WordGroup[]>("opaque-words")
                ),
                new(ReferenceLists.Read<Dictionary<string, string>>("traditional-characters")),
                ReferenceLists.Read<Dictionary<string, string[]>>("pinyin"),
                ReferenceLists.Shared.PerDollar
            )
        );
        Engine = new(Vocabulary);
        foreach (var listing in listings)
        {
            Listings.Add(IdOf(listing.Slug), listing);
            var published = DateTimeOffset.TryParse(listing.PublishedAt, System.Globalization.CultureInfo.InvariantCulture, out var at)
                ? at
                : default;
            Index.Set(IdOf(listing.Slug), Vocabulary.KeysOf(ListingDocuments.Of(listing, ReferenceLists.Shared)), published);
        }
    }

    /// <summary>The demo listings.</summary>
    public static World Demo { get; } = new(Thesaurus(), DemoListings());

    public Vocabulary Vocabulary { get; }
    public SearchEngine Engine { get; }
    public SearchIndex Index { get; } = new();
    public Dictionary<Guid, Listing> Listings { get; } = [];

    /// <summary>The demo listings and others.</summary>
    public static World With(IEnumerable<Listing> others) => new(Thesaurus(), [.. DemoListings(), .. others]);

    public SearchResult Ask(string typed) => Engine.Find(Index, QuestionReader.Read(typed, Vocabulary));

    /// <summary>The slugs of the best hits.</summary>
    public string[] Best(string typed, int most = 10) => [.. Ask(typed).Hits.Top(most).Select(hit => Listings[hit.Id].Slug)];

    public static Guid IdOf(string slug) => new(MD5.HashData(Encoding.UTF8.GetBytes(slug)));

    public static ThesaurusGroup[] Thesaurus()
    {
        var groups = ReferenceLists.Read<ThesaurusGroup[]>("thesaurus");
        var ids = groups.Select(group => group.Id).ToHashSet();
        return [.. groups.Select(group => group with { Broader = group.Broader?.Where(ids.Contains).ToArray() })];
    }

    public static IEnumerable<Listing> DemoListings() =>
        new[] { "opportunities-1", "opportunities-2" }.SelectMany(name =>
            ReferenceLists.ReadFile<Listing[]>(Repository.PathOf("src", "Matchmaking.Web", "Demo", name + ".json"))
        );
}
