using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Desk.Progress.Documents;

/// <summary>A signed document that the public did not know of here yet.</summary>
public sealed class CreateModel(MatchmakingDb db, DocumentReader reader, TimeProvider time, Text t) : PageModel
{
    [BindProperty]
    public DocumentInput Input { get; set; } = new();

    /// <summary>See <see cref="Forms.FormKey"/>.</summary>
    [BindProperty]
    public string? FormKey { get; set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var document = new SignedDocument
        {
            Id = Forms.FormKey.Of(FormKey, User.PersonId(), "document", Input),
            SignedOn = default,
            DateKnown = "day",
        };
        await reader.ReadAsync(Input, document, ModelState, cancel);
        if (!ModelState.IsValid)
            return Page();
        db.SignedDocuments.Add(document);
        db.ProgressEvents.Add(ProgressEvent.Of(document.Id, ProgressEventKind.Added, document.Title, User.PersonId(), time.GetUtcNow()));
        await db.SaveOnceAsync(document, cancel);
        TempData["Flash"] = t["desk.progress.saved"];
        return RedirectToPage("/Desk/Progress/Index");
    }
}
