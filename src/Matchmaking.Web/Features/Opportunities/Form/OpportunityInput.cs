using System.Globalization;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Reference;

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

    /// <summary>Megawatts.</summary>
    public string? Power { get; set; }

    /// <summary>Hectares.</summary>
    public string? Land { get; set; }

    /// <summary>"true" when a railway is needed.</summary>
    public string? Rail { get; set; }
    public LocalizedInput Promoter { get; set; } = new();
    public string? ContactId { get; set; }

    /// <summary>One address a line.</summary>
    public string? Sources { get; set; }
    public string? ValidUntil { get; set; }
    public string? Availability { get; set; }

    /// <summary>The row version that the form was filled from.</summary>
    public string? Version { get; set; }

    /// <summary>The number of the version that the form was filled from; what two people changed since is compared with it.</summary>
    public string? Opened { get; set; }

    /// <summary>What a ticked box sends.</summary>
    public const string Ticked = "true";

    /// <summary>What a single amount can be.</summary>
    public static IReadOnlyList<string> AmountMeanings { get; } = ["exactly", "at-least", "at-most"];

    /// <summary>The amount sought, as typed.</summary>
    public TypedAmounts Amount => new(AmountFrom, AmountTo, string.IsNullOrEmpty(Currency) ? null : Currency, Asked);

    /// <summary>The form of a listing.</summary>
    /// <param name="opportunity">As it is saved.</param>
    /// <param name="number">The number of its last version, read before it.</param>
    public static OpportunityInput From(Opportunity opportunity, int number)
    {
        var input = From(OpportunityContent.Of(opportunity));
        input.Stand(opportunity, number);
        return input;
    }

    public static OpportunityInput From(OpportunityContent opportunity) =>
        new()
        {
            Title = LocalizedInput.From(opportunity.Title),
            Summary = LocalizedInput.From(opportunity.Summary),
            Description = LocalizedInput.From(opportunity.Description),
            Sector = opportunity.Sector,
            MoreSectors = [.. opportunity.MoreSectors],
            DealTypes = [.. opportunity.DealTypes],
            TechnicalStage = opportunity.TechnicalStage?.ToString(CultureInfo.InvariantCulture),
            LegalStage = opportunity.LegalStage?.ToString(CultureInfo.InvariantCulture),
            AmountFrom = Money.Typed(opportunity.AmountFrom ?? opportunity.AmountTo),
            AmountTo =
                opportunity.AmountFrom is null || opportunity.AmountFrom == opportunity.AmountTo ? "" : Money.Typed(opportunity.AmountTo),
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
            Power = Money.Typed(opportunity.Power),
            Land = Money.Typed(opportunity.Land),
            Rail = opportunity.Rail ? Ticked : null,
            Promoter = LocalizedInput.From(opportunity.Promoter),
            ContactId = opportunity.ContactId?.ToString(),
            Sources = string.Join('\n', opportunity.Sources),
            ValidUntil = opportunity.ValidUntil?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Availability = opportunity.Availability.ToString(),
        };

    /// <summary>Makes it a form of what is saved now.</summary>
    public void Stand(Opportunity saved, int number) =>
        (Version, Opened) = (saved.Version.ToString(CultureInfo.InvariantCulture), number.ToString(CultureInfo.InvariantCulture));

    /// <summary>The row version; 0, which no row has, when the field was tampered with.</summary>
    public uint ReadVersion() => uint.TryParse(Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <summary>The number of the version; 0, which no version has, when the field was tampered with.</summary>
    public int ReadOpened() => int.TryParse(Opened, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
