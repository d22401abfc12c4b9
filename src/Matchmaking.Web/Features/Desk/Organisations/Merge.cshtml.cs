using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.Organisations.Merge;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations;

/// <summary>Merges an organisation into another one: choose it, see what moves, confirm.</summary>
public sealed class MergeModel(MatchmakingDb db, OrganisationMerger merging, ReferenceData reference, Text t) : PageModel
{
    private const int Most = 20,
        MostNames = 10;

    [BindProperty(SupportsGet = true)]
    public Guid? Into { get; set; }

    [BindProperty(SupportsGet = true)]
    public OrganisationFilter Filter { get; set; } = new();

    public Organisation Source { get; private set; } = null!;
    public Organisation? Target { get; private set; }
    public IReadOnlyList<OrganisationRow> Rows { get; private set; } = [];
    public IReadOnlyList<(string Key, int Count)> Moves { get; private set; } = [];

    /// <summary>Whether the source stands above the target; then only the other way is possible.</summary>
    public bool IsUpsideDown { get; private set; }

    /// <summary>Whether somebody else changed one of the two between the look and the button.</summary>
    public bool HasChanged { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await ShowAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (Into is not { } target)
            return NotFound();
        if (await merging.MergeAsync(id, target, User.PersonId(), cancel))
        {
            TempData["Flash"] = t["organisations.merge.done"];
            return RedirectToPage("Details", new { id = target });
        }
        HasChanged = true;
        return await ShowAsync(id, cancel) ? Page() : NotFound();
    }

    private async Task<bool> ShowAsync(Guid id, CancellationToken cancel)
    {
        var living = db.Organisations.AsNoTracking().Living();
        if (await living.SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } source)
            return false;
        Source = source;
        if (Into is not { } into)
        {
            Rows = await FindAsync(id, cancel);
            return true;
        }
        Target = into == id ? null : await living.SingleOrDefaultAsync(o => o.Id == into, cancel);
        if (Target is null)
            return false;
        IsUpsideDown = await merging.IsAboveAsync(id, into, cancel);
        var moves = await merging.ExtentAsync(id, cancel);
        var matches = await db.Matches.CountAsync(m => m.Mandate!.OrganisationId == id, cancel);
        Moves =
        [
            .. moves.Select(move => (move.Key.ToLowerInvariant(), move.Value)).Append(("matches", matches)).Where(move => move.Item2 > 0),
        ];
        return true;
    }

    /// <summary>What was searched for; else what looks alike.</summary>
    private async Task<IReadOnlyList<OrganisationRow>> FindAsync(Guid id, CancellationToken cancel)
    {
        var found = Filter.Apply(db.Organisations.AsNoTracking()).Where(o => o.Id != id);
        if (Filter.Q is not { Length: > 0 })
        {
            var book = await NameRegister.ReadAsync(db, reference, cancel);
            var names = await db
                .OrganisationNames.Where(n => n.OrganisationId == id)
                .OrderBy(n => n.Id)
                .Select(n => n.Text)
                .Take(MostNames)
                .ToListAsync(cancel);
            var near = names
                .Append(Source.Name)
                .SelectMany(name => book.Suggest(name, 10).Select(found => found.Id).Append(book.Find(name) ?? id))
                .Distinct()
                .ToArray();
            found = found.Where(o => near.Contains(o.Id) || (Source.NameKey != "" && o.NameKey == Source.NameKey));
        }
        return await found.OrderBy(o => o.Name).ThenBy(o => o.Id).Take(Most).Rows(db).ToListAsync(cancel);
    }
}
