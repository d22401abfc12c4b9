using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>The form that names a listing's promoter.</summary>
public sealed class PromoterInput
{
    /// <summary>What is sent for no organisation: an empty value would be no different from nothing chosen.</summary>
    public const string None = "none";

    /// <summary>Id of the organisation, or <see cref="None"/>.</summary>
    public string? Organisation { get; set; }

    /// <summary>The organisation; null for none and for what is no id.</summary>
    public Guid? Id => Guid.TryParse(Organisation, out var id) ? id : null;

    /// <summary>The form that shows what is saved.</summary>
    public static PromoterInput From(Opportunity opportunity) =>
        new() { Organisation = opportunity.PromoterOrganisationId?.ToString() ?? None };

    /// <summary>What the form changes.</summary>
    /// <param name="names">Of the organisations that may be named in a conflict.</param>
    /// <param name="t">The reader's words.</param>
    public static IReadOnlyList<EditedField<PromoterInput>> Fields(IReadOnlyDictionary<Guid, string> names, Text t) =>
        [
            new(
                "Input_Organisation",
                "desk.promoter.organisation",
                input => [input.Organisation],
                (input, values) => input.Organisation = values[0],
                values => Guid.TryParse(values[0], out var id) && names.TryGetValue(id, out var name) ? name : t["desk.promoter.none"]
            ),
        ];
}
