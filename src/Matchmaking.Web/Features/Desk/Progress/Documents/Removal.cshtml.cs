using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Progress.Documents;

/// <summary>A document that should not have been here, taken out.</summary>
public sealed class RemovalModel(MatchmakingDb db, TimeProvider time, Text t) : PageModel
{
    public SignedDocument Document { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Whoever removes it at the same moment waits, and finds it gone.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM signed_documents WHERE id = {id} FOR UPDATE", cancel);
        if (!await FindAsync(id, cancel))
            return NotFound();
        db.SignedDocuments.Remove(Document);
        db.ProgressEvents.Add(ProgressEvent.Of(id, ProgressEventKind.Removed, Document.Title, User.PersonId(), time.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        TempData["Flash"] = t["desk.progress.removed"];
        return RedirectToPage("/Desk/Progress/Index");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await db.SignedDocuments.SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } document)
            return false;
        Document = document;
        return true;
    }
}
