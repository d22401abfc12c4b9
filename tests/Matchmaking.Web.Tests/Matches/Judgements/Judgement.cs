using System.Text.Json;
using Matchmaking.Matching;
using Matchmaking.Web.Demo;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Reference;
using Matchmaking.Web.Tests.Architecture;

namespace Matchmaking.Web.Tests.Matches.Judgements;

/// <summary>A listing's use for a mandate, from 0 (none) to 3 (exactly what it looks for), with the judge's reason.</summary>
internal sealed record Graded(int Grade, string[] Projects, string Reason);

/// <summary>Listings that must not be shown for a mandate, and what they break.</summary>
internal sealed record NotShown(string[] Projects, string Reason);

/// <summary>What the mandate states, in the words of <see cref="Mandate"/>. What is left out is no wish.</summary>
internal sealed record StatedCriteria(
    List<string>? Sectors,
    List<string>? Places,
    List<string>? DealTypes,
    decimal? TicketFrom,
    decimal? TicketTo,
    string? Currency,
    List<int>? TechnicalStages,
    List<int>? LegalStages,
    List<string>? ExcludedWords
);

/// <summary>One mandate, judged by hand against every listing of the demo data. The README beside the files says how.</summary>
internal sealed record Judgement(
    string Id,
    string Language,
    string Name,
    string Intent,
    StatedCriteria Criteria,
    Graded[]? Grades,
    NotShown[]? NotShown,
    Graded[]? ByText,
    string[]? Unjudged,
    string Otherwise
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>All mandates of all files.</summary>
    public static IReadOnlyList<Judgement> All { get; } =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(Source.Root, "tests", "Matchmaking.Web.Tests", "Matches", "Judgements"), "*.json")
            .Order(StringComparer.Ordinal)
            .SelectMany(file => JsonSerializer.Deserialize<Judgement[]>(File.ReadAllText(file), Json)!),
    ];

    /// <summary>The listings of the demo data as matching sees them, by their id there. All are treated as open.</summary>
    public static IReadOnlyDictionary<string, OpportunityFacts> Listings(ReferenceData reference) =>
        ((string[])["opportunities-1", "opportunities-2"])
            .SelectMany(DemoFiles.Read<DemoOpportunity[]>)
            .ToDictionary(row => row.Id, row => Listing(row).ToFacts(reference));

    /// <summary>The judged grade of each listing that a person would show.</summary>
    public IReadOnlyDictionary<string, int> Grade { get; } =
        (Grades ?? [])
            .Concat(ByText ?? [])
            .SelectMany(row => row.Projects.Select(id => (id, row.Grade)))
            .ToDictionary(pair => pair.id, pair => pair.Grade);

    /// <summary>What matching sees of the mandate.</summary>
    public MandateCriteria Wish(ReferenceData reference) =>
        new Mandate
        {
            OrganisationId = Guid.Empty,
            OwnerId = Guid.Empty,
            Name = Name,
            Sectors = Criteria.Sectors ?? [],
            Places = Criteria.Places ?? [],
            DealTypes = Criteria.DealTypes ?? [],
            TicketFrom = Criteria.TicketFrom,
            TicketTo = Criteria.TicketTo,
            Currency = Criteria.Currency,
            TechnicalStages = Criteria.TechnicalStages ?? [],
            LegalStages = Criteria.LegalStages ?? [],
            ExcludedWords = Criteria.ExcludedWords ?? [],
        }.ToCriteria(reference);

    private static Opportunity Listing(DemoOpportunity row) =>
        new()
        {
            Slug = row.Slug,
            Title = row.Title,
            Summary = row.Summary,
            Description = row.Description,
            Sector = row.Sector,
            Subsector = row.Subsector,
            MoreSectors = [.. row.MoreSectors ?? []],
            DealTypes = [.. row.DealTypes],
            TechnicalStage = row.TechnicalStage,
            LegalStage = row.LegalStage,
            AmountFrom = row.AmountFrom,
            AmountTo = row.AmountTo,
            Currency = row.Currency,
            Places = [.. row.Places],
        };
}
