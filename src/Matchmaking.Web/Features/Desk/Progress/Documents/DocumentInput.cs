using System.Globalization;
using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using static Matchmaking.Web.Features.Desk.Progress.RecordFields;

namespace Matchmaking.Web.Features.Desk.Progress.Documents;

/// <summary>The form of a signed document, as it was typed.</summary>
public sealed class DocumentInput
{
    /// <summary>"2025", "2025-04" or "2025-04-23".</summary>
    public string? SignedOn { get; set; }
    public LocalizedInput Title { get; set; } = new();
    public LocalizedInput Parties { get; set; } = new();
    public string? LegalStage { get; set; }
    public string? Sector { get; set; }

    /// <summary>Address or slug of the listing that it is about; empty for none.</summary>
    public string? Listing { get; set; }
    public LocalizedInput Outcome { get; set; } = new();

    /// <summary>A whole day; empty while no step is known.</summary>
    public string? ProgressedOn { get; set; }

    /// <summary>One address a line.</summary>
    public string? Sources { get; set; }

    /// <summary>The form that shows a saved document, read with its listing.</summary>
    public static DocumentInput From(SignedDocument document) =>
        new()
        {
            SignedOn = new PartialDate(document.SignedOn, document.DateKnown).ToString(),
            Title = LocalizedInput.From(document.Title),
            Parties = LocalizedInput.From(document.Parties),
            LegalStage = document.LegalStage?.ToString(CultureInfo.InvariantCulture),
            Sector = document.Sector,
            Listing = document.Opportunity?.Slug,
            Outcome = LocalizedInput.From(document.Outcome),
            ProgressedOn = document.ProgressedOn is { } day ? Dates.Machine(day) : null,
            Sources = string.Join('\n', document.Sources),
        };

    /// <summary>What the form changes.</summary>
    public static IReadOnlyList<EditedField<DocumentInput>> Fields(ReferenceData reference, Text t) =>
        [
            Texts<DocumentInput>("Title", "listing.title", input => input.Title),
            Texts<DocumentInput>("Parties", "desk.progress.parties", input => input.Parties),
            One<DocumentInput>("SignedOn", "desk.progress.signed", input => input.SignedOn, (input, value) => input.SignedOn = value),
            One<DocumentInput>(
                "LegalStage",
                "opportunity.legal-stage",
                input => input.LegalStage,
                (input, value) => input.LegalStage = value,
                code => Stage(reference, code)?.Name.In(t.Language)
            ),
            One<DocumentInput>(
                "Sector",
                "condition.sector",
                input => input.Sector,
                (input, value) => input.Sector = value,
                code => reference.SectorOf(code)?.Name.In(t.Language)
            ),
            One<DocumentInput>("Listing", "desk.progress.listing", input => input.Listing, (input, value) => input.Listing = value),
            Texts<DocumentInput>("Outcome", "desk.progress.outcome", input => input.Outcome),
            One<DocumentInput>(
                "ProgressedOn",
                "desk.progress.last",
                input => input.ProgressedOn,
                (input, value) => input.ProgressedOn = value
            ),
            One<DocumentInput>("Sources", "listing.sources", input => input.Sources, (input, value) => input.Sources = value),
        ];

    internal static Stage? Stage(ReferenceData reference, string? code) =>
        reference.LegalStages.FirstOrDefault(stage => stage.Code.ToString(CultureInfo.InvariantCulture) == code);
}
