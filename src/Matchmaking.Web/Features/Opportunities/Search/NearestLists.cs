using Matchmaking.Web.Features.Matches.InMemory;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>A list that would show something, with fewer conditions than one that shows nothing.</summary>
/// <param name="Filter">Its conditions.</param>
/// <param name="Without">Those that are gone: names of kinds and questions as they stand in an address, "q" for the words.</param>
/// <param name="Count">How many it shows.</param>
public sealed record NearestList(ListFilter Filter, IReadOnlyList<string> Without, int Count);

/// <summary>Finds for a list without anything in it the nearest ones that have something: as few conditions less as possible.</summary>
public sealed class NearestLists(PublishedCounts counts)
{
    /// <summary>So many are offered.</summary>
    private const int Most = 6;

    /// <summary>So many are counted at most, whatever an address holds.</summary>
    private const int MostCounted = 100;

    private const string Words = "q";

    /// <summary>Those with the most listings first; none where all conditions would have to go.</summary>
    /// <param name="published">Where they are counted.</param>
    /// <param name="filter">What finds nothing.</param>
    /// <param name="withWords">What its words find; null when it has none.</param>
    /// <param name="reader">Who asks.</param>
    public IReadOnlyList<NearestList> Of(PublishedOpportunities published, ListFilter filter, WordsFound? withWords, ListReader reader)
    {
        string[] conditions =
        [
            .. ListFilter.Kinds.Where(kind => filter[kind.Kind].Count > 0).Select(kind => kind.Name),
            .. filter.Asked,
            .. withWords is null ? [] : new[] { Words },
        ];
        var left = MostCounted;
        for (var size = 1; size < conditions.Length; size++)
        {
            var found = Some(conditions, size).TakeWhile(_ => left-- > 0).Select(Counted).Where(list => list.Count > 0).ToList();
            if (found.Count > 0)
                return [.. found.OrderByDescending(list => list.Count).Take(Most)];
        }
        return [];

        NearestList Counted(IReadOnlyList<string> without)
        {
            var less = without.Aggregate(filter, Without);
            var words = without.Contains(Words) ? null : withWords;
            return new(less, without, counts.Count(published, less, words, reader));
        }
    }

    private static ListFilter Without(ListFilter filter, string condition) =>
        condition == Words ? filter.WithoutWords()
        : ListFilter.Questions.Contains(condition) ? filter.Asking(condition, false)
        : filter.With(ListFilter.Kinds.First(kind => kind.Name == condition).Kind, []);

    /// <summary>All choices of so many of them.</summary>
    private static IEnumerable<IReadOnlyList<string>> Some(IReadOnlyList<string> all, int size, int from = 0)
    {
        if (size == 0)
            yield return [];
        for (var i = from; i <= all.Count - size && size > 0; i++)
            foreach (var rest in Some(all, size - 1, i + 1))
                yield return [all[i], .. rest];
    }
}
