using System.Globalization;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Opportunities.Form;

/// <summary>
/// What the form of an opportunity sends, exactly as typed, so that nothing is lost when it comes back with errors.
/// <see cref="OpportunityReader"/> makes an opportunity of it.
/// </summary>
public sealed class OpportunityInput
{
    public LocalizedInput Title { get; set; } = new();
    public LocalizedInput Summary { get; set; } = new();
    public LocalizedInput Description { get; set; } = new();

    /// <summary>Code of a sector or of a subsector.</summary>
    public string? Sector { get; set; }
    public List<string> MoreSectors { get; set; } = [];
    public List<string> DealTypes { get; set; } = [];
    public string? TechnicalStage { get; set; }
    public string? LegalStage { get; set; }
    public string? AmountFrom { get; set; }
    public string? AmountTo { get; set; }

    /// <summary>What a single amount is: one of <see cref="AmountMeanings"/>.</summary>
    public string? AmountMeans { get; set; }

    /// <summary>See <see cref="TypedAmounts.Asked"/>.</summary>
    public string? Asked { get; set; }

    /// <summary>Empty for "not published".</summary>
    public string? Currency { get; set; }
    public List<string> Places { get; set; } = [];
    public string? Zone { get; set; }
    public LocalizedInput Promoter { get; set; } = new();
    public string? ContactId { get; set; }

    /// <summary>One address a line.</summary>
    public string? Sources { get; set; }
    public string? ValidUntil { get; set; }
    public string? Availability { get; set; }

    /// <summary>The row version that the form was filled from.</summary>
    public string? Version { get; set; }

    /// <summary>What a single amount can be.</summary>
    public static IReadOnlyList<string> AmountMeanings { get; } = ["exactly", "at-least", "at-most"];

    /// <summary>The amount sought, as typed.</summary>
    public TypedAmounts Amount => new(AmountFrom, AmountTo, string.IsNullOrEmpty(Currency) ? null : Currency, Asked);

    public static OpportunityInput From(Opportunity opportunity) =>
        new()
        {
            Title = LocalizedInput.From(opportunity.Title),
            Summary = LocalizedInput.From(opportunity.Summary),
            Description = LocalizedInput.From(opportunity.Description),
            Sector = opportunity.FinestSector,
            MoreSectors = [.. opportunity.MoreSectors],
            DealTypes = [.. opportunity.DealTypes],
            TechnicalStage = opportunity.TechnicalStage?.ToString(CultureInfo.InvariantCulture),
            LegalStage = opportunity.LegalStage?.ToString(CultureInfo.InvariantCulture),
            AmountFrom = Typed(opportunity.AmountFrom ?? opportunity.AmountTo),
            AmountTo = opportunity.AmountFrom is null || opportunity.AmountFrom == opportunity.AmountTo ? "" : Typed(opportunity.AmountTo),
            AmountMeans = (opportunity.AmountFrom, opportunity.AmountTo) switch
            {
                (not null, null) => "at-least",
                (null, not null) => "at-most",
                ({ } from, { } to) when from == to => "exactly",
                _ => null,
            },
            Currency = opportunity.Currency,
            Places = [.. opportunity.Places],
            Zone = opportunity.Zone,
            Promoter = LocalizedInput.From(opportunity.Promoter),
            ContactId = opportunity.ContactId?.ToString(),
            Sources = string.Join('\n', opportunity.Sources),
            ValidUntil = opportunity.ValidUntil?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Availability = opportunity.Availability.ToString(),
            Version = opportunity.Version.ToString(CultureInfo.InvariantCulture),
        };

    /// <summary>The row version; 0, which no row has, when the field was tampered with.</summary>
    public uint ReadVersion() => uint.TryParse(Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <summary>The fields in which another input differs from this one, as (id of the field, key of its name).</summary>
    public IEnumerable<(string Id, string Key)> DifferencesFrom(OpportunityInput other)
    {
        if (!Same(Title, other.Title))
            yield return ("Input_Title_Zh", "listing.title");
        if (!Same(Summary, other.Summary))
            yield return ("Input_Summary_Zh", "listing.summary");
        if (!Same(Description, other.Description))
            yield return ("Input_Description_Zh", "listing.description");
        if (!Same(Sector, other.Sector))
            yield return ("Input_Sector", "condition.sector");
        if (!MoreSectors.ToHashSet().SetEquals(other.MoreSectors))
            yield return ("Input_MoreSectors", "listing.more-sectors");
        if (!DealTypes.ToHashSet().SetEquals(other.DealTypes))
            yield return ("Input_DealTypes", "condition.deal-type");
        if (!Same(TechnicalStage, other.TechnicalStage))
            yield return ("Input_TechnicalStage", "opportunity.technical-stage");
        if (!Same(LegalStage, other.LegalStage))
            yield return ("Input_LegalStage", "opportunity.legal-stage");
        if (
            !SameAmount(AmountFrom, other.AmountFrom)
            || !SameAmount(AmountTo, other.AmountTo)
            || !Same(Currency, other.Currency)
            || !Same(AmountMeans, other.AmountMeans)
        )
            yield return ("Input_AmountFrom", "opportunity.amount");
        if (!Places.ToHashSet().SetEquals(other.Places))
            yield return ("Input_Places", "condition.place");
        if (!Same(Zone, other.Zone))
            yield return ("Input_Zone", "listing.zone");
        if (!Same(Promoter, other.Promoter))
            yield return ("Input_Promoter_Zh", "opportunity.promoter");
        if (!Same(ContactId, other.ContactId))
            yield return ("Input_ContactId", "listing.contact");
        if (!Same(Sources, other.Sources))
            yield return ("Input_Sources", "listing.sources");
        if (!Same(ValidUntil, other.ValidUntil))
            yield return ("Input_ValidUntil", "listing.valid-until");
        if (!Same(Availability, other.Availability))
            yield return ("Input_Availability", "listing.availability");
    }

    private static bool Same(LocalizedInput one, LocalizedInput other) =>
        Same(one.Zh, other.Zh) && Same(one.Az, other.Az) && Same(one.En, other.En);

    private static bool Same(string? one, string? other) => CleanText.Lines(one) == CleanText.Lines(other);

    private static bool SameAmount(string? one, string? other) =>
        Same(one, other)
        || (AmountInput.Read(one, Language.English).Amount is { } amount && amount == AmountInput.Read(other, Language.English).Amount);

    /// <summary>As <see cref="AmountInput"/> reads it again in every language, in groups of three because nobody can count zeros.</summary>
    private static string Typed(decimal? amount) => amount?.ToString("#,0.##", CultureInfo.InvariantCulture).Replace(',', ' ') ?? "";
}
