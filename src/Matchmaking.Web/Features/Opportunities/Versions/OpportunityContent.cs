using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Opportunities.Versions;

/// <summary>
/// All of a listing that a person edits, as a version keeps it. Its names are a schema of their own: a name that stands in the database is
/// never given to something else. A field that is added later is missing in older versions and reads as empty.
/// </summary>
public sealed record OpportunityContent
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter<Availability>() },
    };

    public Localized Title { get; init; } = Localized.Empty;
    public Localized Summary { get; init; } = Localized.Empty;
    public Localized Description { get; init; } = Localized.Empty;

    /// <summary>The subsector if there is one, else the sector.</summary>
    public string Sector { get; init; } = "";
    public IReadOnlyList<string> MoreSectors { get; init; } = [];
    public IReadOnlyList<string> DealTypes { get; init; } = [];
    public int? TechnicalStage { get; init; }
    public int? LegalStage { get; init; }
    public decimal? AmountFrom { get; init; }
    public decimal? AmountTo { get; init; }
    public string? Currency { get; init; }
    public IReadOnlyList<string> Places { get; init; } = [];
    public string? Zone { get; init; }
    public decimal? Power { get; init; }
    public decimal? Land { get; init; }
    public bool Rail { get; init; }
    public Localized Promoter { get; init; } = Localized.Empty;
    public Guid? ContactId { get; init; }
    public IReadOnlyList<string> Sources { get; init; } = [];
    public DateOnly? ValidUntil { get; init; }
    public Availability Availability { get; init; }

    public static OpportunityContent Of(Opportunity opportunity) =>
        new()
        {
            Title = opportunity.Title,
            Summary = opportunity.Summary,
            Description = opportunity.Description,
            Sector = opportunity.FinestSector,
            MoreSectors = [.. opportunity.MoreSectors],
            DealTypes = [.. opportunity.DealTypes],
            TechnicalStage = opportunity.TechnicalStage,
            LegalStage = opportunity.LegalStage,
            AmountFrom = opportunity.AmountFrom,
            AmountTo = opportunity.AmountTo,
            Currency = opportunity.Currency,
            Places = [.. opportunity.Places],
            Zone = opportunity.Zone,
            Power = opportunity.Needs.Megawatts,
            Land = opportunity.Needs.Hectares,
            Rail = opportunity.Needs.Rail,
            Promoter = opportunity.Promoter,
            ContactId = opportunity.ContactId,
            Sources = [.. opportunity.Sources],
            ValidUntil = opportunity.ValidUntil,
            Availability = opportunity.Availability,
        };

    /// <summary>As the column holds it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>What a column holds. A field that was not kept yet is taken from <paramref name="present"/>, else empty.</summary>
    public static OpportunityContent FromJson(string json, OpportunityContent? present = null)
    {
        var all = JsonSerializer.SerializeToNode(present ?? new(), Json)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(json)!.AsObject())
            all[name] = value?.DeepClone();
        return all.Deserialize<OpportunityContent>(Json)!;
    }
}
