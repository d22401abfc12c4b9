using Matchmaking.Matching;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>Made-up entries of alerts, to look at: really matched, so that scores and reasons are those of the rule.</summary>
internal static class AlertSamples
{
    /// <summary>Five listings that one mandate finds, best first.</summary>
    public static IReadOnlyList<AlertEntryToTell> Entries(Text t, ReferenceData reference)
    {
        var mandate = new Mandate
        {
            OrganisationId = Guid.Empty,
            OwnerId = Guid.Empty,
            Name = t["sample.mandate"],
            Sectors = ["auto.ebus", "batt", "renw.storage"],
            Places = ["AZ-SM", "BAK"],
            DealTypes = ["JV", "LOC"],
            TicketFrom = 10_000_000,
            TicketTo = 60_000_000,
            Currency = "USD",
        };
        return
        [
            .. from listing in Listings(t)
            let assessment = Matcher.Assess(mandate.ToCriteria(reference), listing.ToFacts(reference))
            let match = new Match
            {
                MandateId = mandate.Id,
                OpportunityId = listing.Id,
                Score = assessment.Score,
                DeclaredScore = assessment.Score,
                Reasons = assessment.Reasons,
                CreatedAt = default,
            }
            orderby match.Score descending
            select new AlertEntryToTell(Guid.Empty, listing, mandate, match, [mandate], IsChange: false, null),
        ];
    }

    /// <summary>The same listing for a reader who knows an earlier state of it.</summary>
    public static AlertEntryToTell Changed(AlertEntryToTell entry) =>
        entry with
        {
            IsChange = true,
            Before = MaterialFacts.Of(entry.Opportunity) with
            {
                AmountFrom = 18_000_000,
                AmountTo = 18_000_000,
                TechnicalStage = 1,
                LegalStage = null,
                ValidUntil = null,
            },
        };

    /// <summary>The same listing, closed since, for a reader who said that it fits.</summary>
    public static AlertEntryToTell Closed(AlertEntryToTell entry)
    {
        var before = MaterialFacts.Of(entry.Opportunity);
        entry.Opportunity.Reserve(Guid.Empty, default);
        return entry with { IsChange = true, Match = null, Before = before };
    }

    private static IEnumerable<Opportunity> Listings(Text t)
    {
        yield return Listing(t["sample.listing.1.title"], t["sample.listing.1.summary"], t, "auto.ebus", ["AZ-SM"], 34_000_000);
        yield return Listing(t["sample.listing.2.title"], t["sample.listing.2.summary"], t, "batt.assembly", ["AZ-SM"], 22_000_000);
        yield return Listing(t["sample.listing.3.title"], "", t, "renw.storage", ["BAK"], 45_000_000);
        yield return Listing(t["sample.listing.4.title"], "", t, "batt.charging", ["BAK"], 12_000_000);
        yield return Listing(t["sample.listing.5.title"], "", t, "batt.pv", ["BAK"], null);
    }

    private static Opportunity Listing(string title, string summary, Text t, string subsector, List<string> places, decimal? amount) =>
        new()
        {
            Slug = "sample",
            Title = Same(title),
            Summary = Same(summary),
            Promoter = Same(t["sample.promoter"]),
            Sector = subsector.Split('.')[0],
            Subsector = subsector,
            Places = places,
            DealTypes = ["JV", "LOC"],
            AmountFrom = amount,
            AmountTo = amount,
            Currency = amount is null ? null : "USD",
            TechnicalStage = 2,
            LegalStage = 3,
            ValidUntil = new DateOnly(2027, 6, 30),
            Status = PublicationStatus.Published,
        };

    /// <summary>One reader, one language.</summary>
    private static Localized Same(string text) => new(text, text, text);
}
