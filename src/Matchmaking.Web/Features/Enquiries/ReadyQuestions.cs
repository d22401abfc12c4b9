using Matchmaking.Web.Features.Opportunities;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>
/// Questions that one tap asks. What a listing does not say comes first: that is what its reader cannot find out alone.
/// </summary>
public static class ReadyQuestions
{
    /// <summary>All codes, in the order of asking; each has a text <c>enquiry.question.…</c>.</summary>
    public static IReadOnlyList<string> All { get; } =
    ["amount", "terms", "land", "stage", "promoter", "investors", "incentives", "meeting"];

    /// <summary>
    /// No question: somebody tells of a demand for money, or of who pretends to be the agency. Offered by a link of its own.
    /// </summary>
    public const string Report = "report";

    /// <summary>How many are offered.</summary>
    public const int Most = 6;

    /// <summary>What may be asked of a listing; of none what may be asked of the country.</summary>
    public static IReadOnlyList<string> Of(Opportunity? listing)
    {
        if (listing is null)
            return ["land", "incentives", "terms", "investors", "meeting"];
        var unknown = All.Where(question => IsUnknown(listing, question));
        return [.. unknown.Concat(["investors", "land", "incentives", "terms"]).Distinct().Take(Most - 1), "meeting"];
    }

    /// <summary>
    /// The one that is chosen when the form is opened; null for own words. Beside own words about nothing in particular it would be one
    /// that nobody asked.
    /// </summary>
    /// <param name="listing">Null for none.</param>
    /// <param name="isAboutMore">Whether it is about a sector or a place.</param>
    public static string? ChosenOf(Opportunity? listing, bool isAboutMore) => listing is null && !isAboutMore ? null : Of(listing)[0];

    private static bool IsUnknown(Opportunity listing, string question) =>
        question switch
        {
            "amount" => listing.AmountFrom is null && listing.AmountTo is null,
            "terms" => listing.DealTypes.Count == 0,
            "land" => listing.Zone is null && listing.Places.Count == 0,
            "stage" => listing.TechnicalStage is null && listing.LegalStage is null,
            "promoter" => listing.Promoter.All.All(string.IsNullOrEmpty),
            _ => false,
        };
}
