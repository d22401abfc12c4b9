using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Features.TrackRecords.Deals;
using Matchmaking.Web.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations;

/// <summary>All that the desk knows of an organisation: names, family, deals, people, mandates, and with whom it was merged.</summary>
public sealed class DetailsModel(MatchmakingDb db) : PageModel
{
    private const int PageSize = 50;

    public sealed record Relative(Guid Id, string Name, int Deals);

    public sealed record NameRow(Guid Id, string Text, NameKind Kind, bool IsCertain);

    public sealed record MergeRow(Guid Id, string Name, DateTimeOffset At);

    public sealed record View(
        Guid Id,
        string Name,
        string Country,
        bool IsSample,
        Guid? MergedIntoId,
        Relative? Parent,
        IReadOnlyList<Relative> Children,
        IReadOnlyList<NameRow> Names,
        IReadOnlyList<string> Members,
        IReadOnlyList<string> Mandates,
        IReadOnlyList<MergeRow> Merges,
        int Deals
    );

    /// <summary>How many deals the pages before have shown.</summary>
    [BindProperty(SupportsGet = true)]
    public int From { get; set; }

    public View Organisation { get; private set; } = null!;
    public IReadOnlyList<DealRow> Deals { get; private set; } = [];
    public IReadOnlyList<SameName> SameNames { get; private set; } = [];
    public int? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        var found = await db
            .Organisations.AsNoTracking()
            .AsSplitQuery()
            .Where(o => o.Id == id)
            .Select(o => new View(
                o.Id,
                o.Name,
                o.Country,
                o.IsSample,
                o.MergedIntoId,
                o.Parent == null ? null : new(o.Parent.Id, o.Parent.Name, 0),
                o.Children.Where(c => c.MergedIntoId == null)
                    .OrderBy(c => c.Name)
                    .Select(c => new Relative(c.Id, c.Name, db.Deals.Count(d => d.OrganisationId == c.Id)))
                    .ToList(),
                o.Names.OrderBy(n => n.Kind == NameKind.Official ? 0 : 1)
                    .ThenBy(n => n.Text)
                    .Select(n => new NameRow(n.Id, n.Text, n.Kind, n.IsCertain))
                    .ToList(),
                o.Members.OrderBy(p => p.Email).Select(p => p.FullName == "" ? p.Email! : p.FullName + " · " + p.Email).ToList(),
                db.Mandates.Where(m => m.OrganisationId == o.Id && m.ArchivedAt == null).OrderBy(m => m.Name).Select(m => m.Name).ToList(),
                db.OrganisationMerges.Where(m => m.TargetId == o.Id && m.SplitAt == null)
                    .OrderByDescending(m => m.Id)
                    .Select(m => new MergeRow(m.Id, m.Source!.Name, m.MergedAt))
                    .ToList(),
                db.Deals.Count(d => d.OrganisationId == o.Id)
            ))
            .SingleOrDefaultAsync(cancel);
        if (found is null)
            return NotFound();
        // Links to what was merged lead to what it is now.
        if (found.MergedIntoId is { } now)
            return RedirectToPage(new { id = now });
        (Organisation, From) = (found, Math.Clamp(From, 0, 100_000));
        (Deals, var hasMore) = await DealRow
            .From(db.Deals.AsNoTracking().Where(d => d.OrganisationId == id).NewestFirst().Skip(From))
            .PageAsync(PageSize, cancel);
        Next = hasMore ? From + PageSize : null;
        SameNames = [.. (await db.SameNames(id).Take(10).ToListAsync(cancel)).DistinctBy(same => (same.Id, same.KnownId))];
        return Page();
    }
}
