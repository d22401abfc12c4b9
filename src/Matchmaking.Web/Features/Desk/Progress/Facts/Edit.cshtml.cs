using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Progress.Facts;

/// <summary>A dated fact, brought up to date.</summary>
public sealed class EditModel(MatchmakingDb db, FactReader reader, ReferenceData reference, TimeProvider time, Text t) : PageModel
{
    [BindProperty]
    public FactInput Input { get; set; } = new();

    [BindProperty]
    public OpenedForm Opened { get; set; } = new();

    public SectorFact Fact { get; private set; } = null!;
    public IReadOnlyList<ProgressEvent> History { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        Input = FactInput.From(Fact);
        Opened.Open(Input, FactInput.Fields(reference, t));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Whoever saves it at the same moment waits, and is then compared with what this one saved.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM sector_facts WHERE id = {id} FOR UPDATE", cancel);
        if (!await FindAsync(id, cancel))
            return NotFound();
        var (fields, saved) = (FactInput.Fields(reference, t), FactInput.From(Fact));
        if (!Opened.TryBringOnto(Input, saved, fields, ModelState))
            return Page();
        reader.Read(Input, Fact, ModelState);
        if (!ModelState.IsValid)
            return Page();
        string[] changed = [.. fields.Where(field => field.Differs(saved, Input)).Select(field => field.Label)];
        if (changed.Length > 0)
            db.ProgressEvents.Add(ProgressEvent.Of(id, ProgressEventKind.Changed, Fact.Text, User.PersonId(), time.GetUtcNow(), changed));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        TempData["Flash"] = Opened.Told(t["desk.progress.saved"], t);
        return RedirectToPage("/Desk/Progress/Facts/Index");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await db.SectorFacts.SingleOrDefaultAsync(f => f.Id == id, cancel) is not { } fact)
            return false;
        (Fact, History) = (fact, await db.ProgressEvents.OfRow(id).ToListAsync(cancel));
        return true;
    }
}
