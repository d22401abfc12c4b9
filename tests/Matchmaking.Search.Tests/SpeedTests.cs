using Matchmaking.Search.Tests.Support;

namespace Matchmaking.Search.Tests;

/// <summary>Figures at 100,000 listings; printed on request, from a Release build: <c>-explicit only -class "*SpeedTests"</c>.</summary>
public sealed class SpeedTests
{
    private static readonly int Listings = int.Parse(
        Environment.GetEnvironmentVariable("LISTINGS") ?? "100000",
        System.Globalization.CultureInfo.InvariantCulture
    );
    private const int Questions = 1_000;

    [Fact(Explicit = true)]
    public void Print()
    {
        var set = new JudgedSet();
        var vocabulary = set.World.Vocabulary;
        var random = new Random(1);
        var sources = set.World.Listings.Values.ToArray();
        var keys = new List<ListingKeys>();
        var index = new SearchIndex();
        var (making, setting) = (0.0, 0.0);
        var memory = GC.GetTotalMemory(true);
        for (var i = 0; i < Listings; i++)
        {
            var document = ListingDocuments.Of(Mixed(sources, random, i), ReferenceLists.Shared);
            var start = ProcessorClock.Milliseconds;
            var made = vocabulary.KeysOf(document);
            making += ProcessorClock.Milliseconds - start;
            keys.Add(new(Guid.CreateVersion7(), made, DateTimeOffset.UnixEpoch.AddHours(i)));
            if (keys.Count < 2_000)
                continue;
            start = ProcessorClock.Milliseconds;
            index.SetAll(keys);
            setting += ProcessorClock.Milliseconds - start;
            keys.Clear();
        }
        Console.WriteLine($"keys of a listing {making * 1000 / Listings:0} us, set {setting * 1000 / Listings:0} us");
        Console.WriteLine(
            $"memory {(GC.GetTotalMemory(true) - memory) / 1e6:0} MB, of which postings and texts {index.Bytes / 1e6:0} MB; "
                + $"{index.Current.Segment.Words.Current.Sorted.Length} words"
        );
        var engine = new SearchEngine(vocabulary);
        var chinese = new[]
        {
            "电",
            "电池",
            "光伏",
            "客车",
            "风",
            "光伏电站",
            "储能",
            "农业",
            "巴库",
            "水电",
            "锂电池",
            "纺织",
            "工业园",
            "项目",
            "电迟",
        };
        Time("one to four Chinese characters", chinese, random);
        var words = set
            .Queries.Select(query => query.Query)
            .SelectMany(query => query.Split(' '))
            .Distinct()
            .Where(word => word.Length > 2)
            .ToArray();
        Time("three words", [.. Enumerable.Range(0, Questions).Select(_ => string.Join(' ', random.GetItems(words, 3)))], random);
        Time("judged queries", [.. set.Queries.Select(query => query.Query)], random);
        Time("misspelt", ["battry", "Sumgayt", "elektrobuz", "aluminum smeltr", "xinnengyuan"], random);
        var suggester = new Suggester(vocabulary);
        string[] beginnings = ["b", "ba", "bat", "sum", "电", "电池", "光", "巴", "xin", "so", "el", "gün", "solar p", "p", "s"];
        Measure("suggestions", beginnings, random, typed => suggester.Suggest(index, typed, TextLanguage.Chinese, 10).Count);
        var highlighter = new Highlighter(vocabulary);
        var question = QuestionReader.Read("solar battery", vocabulary);
        Measure(
            "a fragment",
            [.. sources.Select(listing => listing.Description.En)],
            random,
            text => highlighter.Fragment(text, TextLanguage.English, question).Marks.Count
        );

        void Time(string name, string[] typed, Random random) =>
            Measure(
                name,
                typed,
                random,
                text =>
                {
                    var result = engine.Find(index, QuestionReader.Read(text, vocabulary));
                    result.Hits.Top(20);
                    return result.Hits.Count;
                }
            );
    }

    private static void Measure(string name, string[] typed, Random random, Func<string, int> ask)
    {
        for (var i = 0; i < 200; i++)
            ask(typed[i % typed.Length]);
        var times = new double[Questions];
        var found = 0L;
        var slow = new (double Time, string Text)[Questions];
        for (var i = 0; i < Questions; i++)
        {
            var text = typed[random.Next(typed.Length)];
            var start = ProcessorClock.Milliseconds;
            found += ask(text);
            times[i] = ProcessorClock.Milliseconds - start;
            slow[i] = (times[i], text);
        }
        Array.Sort(times);
        Console.WriteLine(
            $"{name}: p50 {times[Questions / 2]:0.00} ms, p99 {times[Questions * 99 / 100]:0.00} ms, longest {times[^1]:0.00} ms, "
                + $"found {found / Questions} on average"
        );
        foreach (var (time, text) in slow.OrderByDescending(item => item.Time).DistinctBy(item => item.Text).Take(5))
            Console.WriteLine($"    {time:0.00} ms {text[..Math.Min(60, text.Length)]}");
    }

    /// <summary>A listing of the parts of three others, with names of its own.</summary>
    private static Listing Mixed(Listing[] sources, Random random, int number)
    {
        var (one, two, three) = (
            sources[random.Next(sources.Length)],
            sources[random.Next(sources.Length)],
            sources[random.Next(sources.Length)]
        );
        var name = Name(random) + " " + Name(random);
        return one with
        {
            Slug = "listing-" + number,
            Title = With(one.Title, name),
            Summary = two.Summary,
            Description = With(three.Description, Name(random)),
            AmountFrom = random.Next(1, 900) * 1_000_000m,
            AmountTo = null,
            Currency = "USD",
        };
    }

    private static ReferenceLists.Names With(ReferenceLists.Names text, string name) =>
        new(text.Zh + " " + name, text.Az + " " + name, text.En + " " + name);

    private static string Name(Random random) =>
        string.Concat(
            Enumerable
                .Range(0, random.Next(2, 4))
                .Select(_ => random.GetItems<string>(["ba", "ko", "lin", "mar", "ze", "tan", "fu", "shi", "dor", "vel", "qar", "ny"], 1)[0])
        ) + random.Next(40);
}
