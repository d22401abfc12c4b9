using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Progress.Documents;

/// <summary>Reads the form of a signed document, with a message beside each field that cannot be read.</summary>
public sealed class DocumentReader(MatchmakingDb db, RecordFields fields, ReferenceData reference, TimeProvider time, Text t)
{
    private const int TitleLength = 300,
        PartiesLength = 500,
        OutcomeLength = 1000;

    /// <summary>Writes what was typed into a document; it may be saved only while the model state is valid.</summary>
    public async Task ReadAsync(DocumentInput input, SignedDocument document, ModelStateDictionary state, CancellationToken cancel)
    {
        if (fields.ReadDate(input.SignedOn, nameof(input.SignedOn), state) is { } signed)
            (document.SignedOn, document.DateKnown) = (signed.First, signed.Known);
        document.Title = fields.Read(input.Title, nameof(input.Title), TitleLength, state);
        document.Parties = fields.Read(input.Parties, nameof(input.Parties), PartiesLength, state);
        document.Outcome = fields.Read(input.Outcome, nameof(input.Outcome), OutcomeLength, state);
        document.Sector = fields.ReadSector(input.Sector, state);
        document.LegalStage = DocumentInput.Stage(reference, input.LegalStage)?.Code;
        if (document.LegalStage is null && !string.IsNullOrEmpty(input.LegalStage))
            state.AddModelError("Input.LegalStage", t["desk.progress.choice.unknown"]);
        document.Sources = fields.ReadSources(input.Sources, nameof(input.Sources), RecordFields.MostSources, state);
        document.ProgressedOn = ReadProgress(input, document, state);
        document.OpportunityId = await ListingAsync(input.Listing, state, cancel);
    }

    /// <summary>The day of a step that somebody can look up: not before the signature, not after today, with a source.</summary>
    private DateOnly? ReadProgress(DocumentInput input, SignedDocument document, ModelStateDictionary state)
    {
        if (CleanText.Line(input.ProgressedOn).Length == 0)
            return null;
        if (PartialDate.Read(input.ProgressedOn) is not { Known: "day" } day)
            state.AddModelError("Input.ProgressedOn", t["desk.progress.date.whole", ("value", CleanText.Shown(input.ProgressedOn, 40))]);
        else if (day.First < document.SignedOn || day.First > Calendar.BakuDay.Of(time))
            state.AddModelError("Input.ProgressedOn", t["desk.progress.last.range"]);
        else if (document.Sources.Count == 0)
            state.AddModelError("Input.Sources", t["desk.progress.last.source"]);
        else
            return day.First;
        return null;
    }

    private async Task<Guid?> ListingAsync(string? typed, ModelStateDictionary state, CancellationToken cancel)
    {
        // The address of the listing's page ends with its slug.
        var slug = CleanText.Line(typed, 300).TrimEnd('/').Split('/')[^1];
        if (slug.Length == 0)
            return null;
        var found = await db.Opportunities.Where(o => o.Slug == slug).Select(o => (Guid?)o.Id).SingleOrDefaultAsync(cancel);
        if (found is null)
            state.AddModelError("Input.Listing", t["desk.progress.listing.unknown", ("value", CleanText.Shown(slug, 60))]);
        return found;
    }
}
