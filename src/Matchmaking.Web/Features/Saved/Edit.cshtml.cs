using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Saved;

/// <summary>The private note on a saved listing, and whether it is followed; also sent to by the rows of the list.</summary>
public sealed class EditModel(MatchmakingDb db, SavedList list, Text t) : FormPage(t)
{
    [BindProperty]
    public NoteInput Input { get; set; } = new();

    [BindProperty]
    public OpenedForm Opened { get; set; } = new();

    public ListingToSave Listing { get; private set; } = null!;
    public Localized Title { get; private set; } = Localized.Empty;

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        if (await FindAsync(slug, cancel) is not { } saved)
            return NotFound();
        Input = NoteInput.From(saved);
        Opened.Open(Input, NoteInput.Fields(T));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        while (await FindAsync(slug, cancel) is { } saved)
        {
            if (!Opened.TryBringOnto(Input, NoteInput.From(saved), NoteInput.Fields(T), ModelState))
                return Again();
            var note = CleanText.Lines(Input.Note);
            if (note.Length > SavedOpportunity.NoteLength)
            {
                ModelState.AddModelError("Input.Note", T["account.too-long", ("max", SavedOpportunity.NoteLength), ("count", note.Length)]);
                return Again();
            }
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            saved.Note = note;
            if (!await db.TrySaveOnAsync(saved, null, () => db.SaveChangesAsync(cancel)))
                continue;
            await list.FollowAsync(User, Listing.Id, Input.Follows, cancel);
            await transaction.CommitAsync(cancel);
            Flash(Opened.Told(T["saved.note.saved"], T));
            return Redirect(SiteLinks.SavedRow(Listing.Slug));
        }
        return NotFound();
    }

    private async Task<SavedOpportunity?> FindAsync(string slug, CancellationToken cancel)
    {
        if (await list.FindAsync(User, slug, cancel) is not { } listing)
            return null;
        Listing = listing;
        Title = (await db.PublicTitlesAsync([listing.Id], cancel)).GetValueOrDefault(listing.Id, Localized.Empty);
        return await db.SavedOpportunities.OwnedBy(User).SingleOrDefaultAsync(s => s.OpportunityId == listing.Id, cancel);
    }
}
