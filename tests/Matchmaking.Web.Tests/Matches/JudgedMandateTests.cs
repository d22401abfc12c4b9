using Matchmaking.Matching;
using Matchmaking.Web.Demo;
using Matchmaking.Web.Reference;
using Matchmaking.Web.Tests.Matches.Judged;
using Matchmaking.Web.Tests.Matches.Judgements;

namespace Matchmaking.Web.Tests.Matches;

/// <summary>
/// Matching held against mandates that were judged before any rule was run on them. The rule does not yet know how a condition is meant nor
/// wanted words; the figure says how far it is from what people would show, and that it comes no further from it.
/// </summary>
public sealed class JudgedMandateTests
{
    private const int Depth = 10;
    private static readonly ReferenceData Reference = new();

    /// <summary>Those of the demo data that are open, as matching sees them.</summary>
    private static readonly IReadOnlyDictionary<string, OpportunityFacts> Listings = OpenOf(Judgement.Listings(Reference));

    [Fact]
    public void The_set_is_complete()
    {
        Assert.True(JudgedMandate.All.Count >= 90);
        Assert.Equal(30, Listings.Count);
        Assert.Equal(JudgedMandate.All.Count, JudgedMandate.All.DistinctBy(mandate => mandate.Id).Count());
        Assert.All(
            JudgedMandate.All.GroupBy(mandate => mandate.Language),
            language => Assert.True(language.Count() >= 30, $"{language.Key}: {language.Count()}")
        );
        Assert.All(
            JudgedMandate.All,
            mandate =>
            {
                Assert.Equal(mandate.Grades.Select(row => row.Listing).Distinct(), mandate.Grades.Select(row => row.Listing));
                Assert.Empty(mandate.Grades.Select(row => row.Listing).Except(Listings.Keys));
                Assert.All(mandate.Grades, row => Assert.InRange(row.Grade, 0, 2));
                Assert.All(mandate.Grades, row => Assert.NotEmpty(row.Reason));
                Assert.All(mandate.Grades, row => Assert.True(row.Readers is null || row.Readers.Contains(row.Grade), mandate.Id));
                Assert.NotEmpty(mandate.Intent);
            }
        );
    }

    [Fact]
    public void What_people_would_show_stands_no_lower_than_it_did()
    {
        var measured = JudgedMandate
            .All.Where(mandate => mandate.Worth.Count > 0)
            .Select(mandate => (mandate.Id, Shown: Shown(mandate), mandate.Worth))
            .Select(row => (row.Id, row.Shown, Ndcg: RankingQuality.Ndcg(row.Shown, row.Worth.Values, Depth)))
            .ToList();
        var mean = measured.Average(row => row.Ndcg);
        var lost = JudgedMandate.All.Sum(mandate => mandate.Worth.Count(row => row.Value == 2 && !Assess(mandate, row.Key).IsMatch));
        var first = JudgedMandate.All.SelectMany(mandate => Shown(mandate).OrderByDescending(row => row.Score).Take(Depth)).ToList();
        var worthless = first.Count(row => row.Grade == 0) / (double)first.Count;
        var worst = measured.OrderBy(row => row.Ndcg).Take(12).Select(row => FormattableString.Invariant($"{row.Id} {row.Ndcg:F2}"));
        var figures = FormattableString.Invariant(
            $"""
            nDCG@{Depth} {mean:F3} over {measured.Count} mandates; {lost} listings of the best grade are not shown;
            {worthless:P0} of the first {Depth} are of no use. The worst: {string.Join(", ", worst)}
            """
        );

        TestContext.Current.TestOutputHelper?.WriteLine(figures);

        Assert.True(mean >= 0.80 && lost == 0 && worthless < 0.60, figures);
    }

    private static List<(int Score, int Grade)> Shown(JudgedMandate mandate) =>
        [
            .. Listings
                .Keys.Select(id => (Assessment: Assess(mandate, id), Grade: mandate.Worth.GetValueOrDefault(id)))
                .Where(row => row.Assessment.IsMatch)
                .Select(row => (row.Assessment.Score, row.Grade)),
        ];

    private static Assessment Assess(JudgedMandate mandate, string listing) =>
        Matcher.Assess(mandate.AsStated(Reference), Listings[listing]);

    private static IReadOnlyDictionary<string, OpportunityFacts> OpenOf(IReadOnlyDictionary<string, OpportunityFacts> all) =>
        ((string[])["opportunities-1", "opportunities-2"])
            .SelectMany(DemoFiles.Read<DemoOpportunity[]>)
            .Where(row => row.Availability == "open")
            .ToDictionary(row => row.Id, row => all[row.Id]);
}
