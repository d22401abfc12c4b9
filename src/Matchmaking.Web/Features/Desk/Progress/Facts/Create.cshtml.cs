using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Desk.Progress.Facts;

/// <summary>A dated fact about a sector, a place or all.</summary>
public sealed class CreateModel(MatchmakingDb db, FactReader reader, TimeProvider time, Text t) : PageModel
{
    [BindProperty]
    public FactInput Input { get; set; } = new();

    /// <summary>See <see cref="Forms.FormKey"/>.</summary>
    [BindProperty]
    public string? FormKey { get; set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var fact = new SectorFact { Id = Forms.FormKey.Of(FormKey, User.PersonId(), "fact", Input), Date = "" };
        reader.Read(Input, fact, ModelState);
        if (!ModelState.IsValid)
            return Page();
        db.SectorFacts.Add(fact);
        db.ProgressEvents.Add(ProgressEvent.Of(fact.Id, ProgressEventKind.Added, fact.Text, User.PersonId(), time.GetUtcNow()));
        await db.SaveOnceAsync(fact, cancel);
        TempData["Flash"] = t["desk.progress.saved"];
        return RedirectToPage("/Desk/Progress/Facts/Index");
    }
}
