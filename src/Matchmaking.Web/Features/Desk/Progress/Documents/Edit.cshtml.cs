using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Progress.Documents;

/// <summary>What is known of a signed document, brought up to date.</summary>
public sealed class EditModel(MatchmakingDb db, DocumentReader reader, ReferenceData reference, TimeProvider time, Text t) : PageModel
{
    [BindProperty]
    public DocumentInput Input { get; set; } = new();

    [BindProperty]
    public OpenedForm Opened { get; set; } = new();

    public SignedDocument Document { get; private set; } = null!;
    public IReadOnlyList<ProgressEvent> History { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        Input = DocumentInput.From(Document);
        Opened.Open(Input, DocumentInput.Fields(reference, t));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Whoever saves it at the same moment waits, and is then compared with what this one saved.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM signed_documents WHERE id = {id} FOR UPDATE", cancel);
        if (!await FindAsync(id, cancel))
            return NotFound();
        var (fields, saved) = (DocumentInput.Fields(reference, t), DocumentInput.From(Document));
        if (!Opened.TryBringOnto(Input, saved, fields, ModelState))
            return Page();
        await reader.ReadAsync(Input, Document, ModelState, cancel);
        if (!ModelState.IsValid)
            return Page();
        string[] changed = [.. fields.Where(field => field.Differs(saved, Input)).Select(field => field.Label)];
        if (changed.Length > 0)
            db.ProgressEvents.Add(
                ProgressEvent.Of(id, ProgressEventKind.Changed, Document.Title, User.PersonId(), time.GetUtcNow(), changed)
            );
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        TempData["Flash"] = Opened.Told(t["desk.progress.saved"], t);
        return RedirectToPage("/Desk/Progress/Index");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await db.SignedDocuments.Include(d => d.Opportunity).SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } document)
            return false;
        (Document, History) = (document, await db.ProgressEvents.OfRow(id).ToListAsync(cancel));
        return true;
    }
}
