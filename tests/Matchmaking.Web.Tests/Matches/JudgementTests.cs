using System.Globalization;
using Matchmaking.Matching;
using Matchmaking.Web.Reference;
using Matchmaking.Web.Tests.Matches.Judgements;

namespace Matchmaking.Web.Tests.Matches;

/// <summary>The declared part of matching, measured by what a person judged from the published facts.</summary>
public sealed class JudgementTests
{
    private const int Depth = 10;
    private static readonly ReferenceData Reference = new();
    private static readonly IReadOnlyDictionary<string, OpportunityFacts> Listings = Judgement.Listings(Reference);

    /// <summary>
    /// What a person would show, and no field of the listing says: the use of what is built by others, a trade that is not named, an
    /// excluded word in a mere cross-reference. The README gives the reason of each.
    /// </summary>
    private static readonly string[] NotInTheFields =
    [
        "energy-07 × S02: Sector",
        "energy-17 × AZ06: ExcludedWord",
        "industry-10 × S02: Sector",
        "industry-18 × AZ36: Sector, DealType",
        "industry-21 × S01: Sector",
        "land-03 × AZ33: Sector",
        "public-06 × AZ28: Sector",
        "public-15 × AZ26: Sector",
    ];

    [Theory]
    [InlineData("")]
    [InlineData("AZ")] // the 48 published projects alone
    public void Investors_known_by_their_mandate_only_are_ranked_as_a_person_would(string idsFrom)
    {
        var listings = Listings.Keys.Where(id => id.StartsWith(idsFrom, StringComparison.Ordinal)).ToArray();
        var measured = Measure(listings, withUnjudged: false);
        var strict = Measure(listings, withUnjudged: true);
        var figures = Figures(listings, measured, strict);

        TestContext.Current.TestOutputHelper?.WriteLine(figures);

        Assert.True(Mean(measured) >= 0.95, figures);
        // Where all that is shown has one grade, every order is right; the mean must not live on those.
        Assert.True(Mean(measured.Where(row => row.CanBeWrong)) >= 0.95, figures);
        // As if nothing that nobody has judged were of any use.
        Assert.True(Mean(strict) >= 0.93, figures);
    }

    [Fact]
    public void What_a_person_would_show_is_never_excluded_unless_no_field_says_why()
    {
        var excluded = Judgement.All.SelectMany(judgement =>
            judgement
                .Grade.Where(row => row.Value >= 1)
                .Select(row => (judgement.Id, Listing: row.Key, Assessment: Assess(judgement, row.Key)))
                .Where(row => !row.Assessment.IsMatch)
                .Select(row => (row.Id, row.Listing, Missed: row.Assessment.Reasons.Where(reason => reason.Fit == Fit.Missed)))
                .Select(row => $"{row.Id} × {row.Listing}: {string.Join(", ", row.Missed.Select(reason => reason.Condition))}")
        );

        Assert.Equal(NotInTheFields, excluded.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_else_is_shown_than_what_was_judged_or_is_known_not_to_be() =>
        Assert.All(
            Judgement.All,
            judgement =>
                Assert.Equal(
                    (judgement.Unjudged ?? []).Order(StringComparer.Ordinal).Select(listing => $"{judgement.Id} × {listing}"),
                    Listings
                        .Keys.Except(judgement.Grade.Keys)
                        .Where(listing => Assess(judgement, listing).IsMatch)
                        .Order(StringComparer.Ordinal)
                        .Select(listing => $"{judgement.Id} × {listing}")
                )
        );

    [Fact]
    public void The_judgements_are_complete()
    {
        Assert.True(Judgement.All.Count >= 60);
        Assert.Equal(48, Listings.Keys.Count(id => id.StartsWith("AZ", StringComparison.Ordinal)));
        Assert.Equal(Judgement.All.Count, Judgement.All.DistinctBy(judgement => judgement.Id).Count());
        Assert.All(
            Judgement.All,
            judgement =>
            {
                string[] named = [.. judgement.Grade.Keys, .. (judgement.NotShown ?? []).SelectMany(row => row.Projects)];
                Assert.Equal(named.Distinct(), named);
                Assert.Empty(named.Except(Listings.Keys));
                Assert.Empty((judgement.Unjudged ?? []).Intersect(judgement.Grade.Keys));
                Assert.All(judgement.Grade.Values, grade => Assert.InRange(grade, 0, 3));
                Assert.All(Words(judgement), text => Assert.True(IsIn(judgement.Language, text), $"{judgement.Id}: {text}"));
            }
        );
    }

    [Fact]
    public void The_measure_is_right_for_orders_that_are_easily_calculated()
    {
        Assert.Equal(1, RankingQuality.Ndcg([(90, 3), (80, 1)], [1, 3], Depth), 9);
        // Gains 1 and 7 in the wrong order: (1 + 7 / log2 3) / (7 + 1 / log2 3).
        Assert.Equal(0.70981, RankingQuality.Ndcg([(90, 1), (80, 3)], [1, 3], Depth), 5);
        // As a tie, half-way between the two orders.
        Assert.Equal(0.85490, RankingQuality.Ndcg([(90, 1), (90, 3)], [1, 3], Depth), 5);
        // What is missing counts: only the second best is shown.
        Assert.Equal(0.13105, RankingQuality.Ndcg([(90, 1)], [1, 3], Depth), 5);
        Assert.Equal(0, RankingQuality.Ndcg([(90, 0), (80, 3)], [3], depth: 1), 9);
    }

    /// <summary>
    /// Listings that nobody has judged for a mandate take no place; or (<paramref name="withUnjudged"/>) they count as of no use.
    /// </summary>
    private static List<Measured> Measure(IReadOnlyList<string> listings, bool withUnjudged) =>
        [
            .. from judgement in Judgement.All
            let grades = judgement.Grade.Where(row => listings.Contains(row.Key)).ToDictionary()
            where grades.Values.Any(grade => grade >= 1)
            let shown = listings
                .Where(id => withUnjudged || judgement.Unjudged?.Contains(id) != true)
                .Select(id => (Id: id, Assessment: Assess(judgement, id), Grade: grades.GetValueOrDefault(id)))
                .Where(row => row.Assessment.IsMatch)
                .OrderByDescending(row => row.Assessment.Score)
                .ToList()
            select new Measured(
                judgement.Id,
                RankingQuality.Ndcg(shown.Select(row => (row.Assessment.Score, row.Grade)), grades.Values, Depth),
                shown.DistinctBy(row => row.Grade).Count() > 1,
                string.Join(" ", shown.Take(Depth).Select(row => $"{row.Id}={row.Assessment.Score}:{row.Grade}"))
            ),
        ];

    private static double Mean(IEnumerable<Measured> measured) => measured.Average(row => row.Ndcg);

    private static string Figures(IReadOnlyList<string> listings, List<Measured> measured, List<Measured> strict)
    {
        var canBeWrong = measured.Where(row => row.CanBeWrong).ToList();
        var unjudged = Judgement.All.SelectMany(judgement => judgement.Unjudged ?? []).Count(listings.Contains);
        return string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {listings.Count} listings: mean nDCG@{Depth} {Mean(measured):F4} over {measured.Count} mandates,
                {Mean(canBeWrong):F4} over the {canBeWrong.Count} whose order can be wrong,
                {Mean(strict):F4} when the {unjudged} pairs that nobody judged count as of no use.
                The worst (listing=score:grade):

                """
            )
            + string.Join(
                "\n",
                measured
                    .OrderBy(row => row.Ndcg)
                    .Take(5)
                    .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Id} {row.Ndcg:F3}  {row.Order}"))
            );
    }

    private static Assessment Assess(Judgement judgement, string listing) => Matcher.Assess(judgement.Wish(Reference), Listings[listing]);

    private static IEnumerable<string> Words(Judgement judgement) =>
        [
            judgement.Name,
            judgement.Intent,
            judgement.Otherwise,
            .. (judgement.Grades ?? []).Concat(judgement.ByText ?? []).Select(row => row.Reason),
            .. (judgement.NotShown ?? []).Select(row => row.Reason),
        ];

    private static bool IsIn(string language, string text) =>
        text.Length > 0
        && language is "zh" or "az" or "en"
        && FoldedText.Of(text).Words.Split(' ').Any(FoldedText.StartsInHan) == (language == "zh");

    /// <summary>What one mandate gave.</summary>
    /// <param name="Id">The mandate.</param>
    /// <param name="Ndcg">nDCG, 0 to 1.</param>
    /// <param name="CanBeWrong">Whether what is shown has more than one grade.</param>
    /// <param name="Order">The first listings with their scores and grades.</param>
    private sealed record Measured(string Id, double Ndcg, bool CanBeWrong, string Order);
}
