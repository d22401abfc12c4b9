using System.Text.Json;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Demo;

/// <summary>The JSON files beside this class.</summary>
internal static class DemoFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static T Read<T>(string name)
    {
        using var stream =
            typeof(DemoFiles).Assembly.GetManifestResourceStream($"demo/{name}.json")
            ?? throw new InvalidOperationException($"Demo data {name}.json is not in the build.");
        return JsonSerializer.Deserialize<T>(stream, Json) ?? throw new InvalidOperationException($"Demo data {name}.json is empty.");
    }
}

internal sealed record DemoOpportunity(
    string Id,
    string Slug,
    string Availability,
    Localized Title,
    Localized Summary,
    Localized Description,
    string Sector,
    string? Subsector,
    string[]? MoreSectors,
    string[] DealTypes,
    int? TechnicalStage,
    int? LegalStage,
    decimal? AmountFrom,
    decimal? AmountTo,
    string? Currency,
    string[] Places,
    string? Zone,
    Localized Promoter,
    string[] Sources,
    DateOnly? ValidUntil,
    DateOnly PublishedAt,
    decimal? Megawatts = null,
    decimal? Hectares = null,
    bool Rail = false
);

internal sealed record DemoUnpublished(
    string Slug,
    string Status,
    string? SubmittedBy,
    Localized Title,
    Localized Summary,
    Localized Description,
    string Sector,
    string? Subsector,
    string[] DealTypes,
    string[] Places
);

internal sealed record DemoDocument(
    string Id,
    DateOnly Date,
    string DateKnown,
    Localized Title,
    Localized Parties,
    int? LegalStage,
    string? Sector,
    string? Opportunity,
    Localized Status,
    string[] Sources
);

internal sealed record DemoFact(string Id, string? Sector, string? Place, string Date, Localized Text, string? Source);

internal sealed record DemoInvestor(DemoOrganisation Organisation, DemoUser User, DemoMandate[] Mandates);

internal sealed record DemoOrganisation(string Name, string Country);

internal sealed record DemoUser(string Email, string FullName, string Language);

internal sealed record DemoMandate(
    string Name,
    string[] Sectors,
    string[] Places,
    string[] DealTypes,
    decimal? TicketFrom,
    decimal? TicketTo,
    string? Currency,
    int[] TechnicalStages,
    int[] LegalStages,
    string[] ExcludedWords,
    string Frequency
);
