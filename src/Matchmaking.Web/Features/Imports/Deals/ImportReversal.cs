using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Imports.Deals;

/// <summary>What taking an import back removes.</summary>
/// <param name="Deals">Its deals that are still there, whoever has them today.</param>
/// <param name="Organisations">Organisations that it made and that nothing else needs.</param>
/// <param name="Staying">How many that it made stay, because something has come to them since: members, mandates, deals, a merge …</param>
public sealed record ImportExtent(int Deals, IReadOnlyList<Guid> Organisations, int Staying);

/// <summary>
/// Takes an import back: its deals, and the organisations that it made for them as far as nothing else has come to them since.
/// </summary>
public sealed class ImportReversal(MatchmakingDb db, TimeProvider time)
{
    /// <summary>What taking it back would remove now, by the code that does it; null for what was not imported or is taken back.</summary>
    public async Task<ImportExtent?> ExtentAsync(Guid id, CancellationToken cancel) =>
        await db.DealImports.AnyAsync(i => i.Id == id && i.ImportedAt != null && i.UndoneAt == null, cancel)
            ? await FindAsync(id, cancel)
            : null;

    /// <summary>Takes it back in one transaction; null, with nothing done, when it was not imported or is taken back already.</summary>
    /// <param name="id">Of the import.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="cancel">Ends it early, with nothing taken back.</param>
    public async Task<ImportExtent?> UndoAsync(Guid id, Guid by, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // As imports do: nothing comes in beside it.
        await db.Database.ExecuteSqlAsync($"LOCK TABLE deal_imports IN EXCLUSIVE MODE", cancel);
        // Nothing can come to its organisations between the look and the removal: whoever adds a member or a deal waits for this.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM organisations WHERE import_id = {id} ORDER BY id FOR UPDATE", cancel);
        if (await ExtentAsync(id, cancel) is not { } extent)
            return null;
        var now = time.GetUtcNow();
        await db.Deals.Where(d => d.ImportId == id).ExecuteDeleteAsync(cancel);
        await db.Organisations.Where(o => extent.Organisations.Contains(o.Id)).ExecuteDeleteAsync(cancel);
        await db
            .DealImports.Where(i => i.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.UndoneAt, now).SetProperty(i => i.UndoneById, by), cancel);
        await transaction.CommitAsync(cancel);
        return extent;
    }

    private async Task<ImportExtent> FindAsync(Guid id, CancellationToken cancel)
    {
        var made = db.Organisations.Where(o => o.ImportId == id);
        var unused = await made.Where(o =>
                o.MergedIntoId == null
                && !o.Members.Any()
                && !db.Deals.Any(d => d.OrganisationId == o.Id && (d.ImportId == null || d.ImportId != id))
                && !db.Mandates.Any(m => m.OrganisationId == o.Id)
                && !db.Feedback.Any(f => f.OrganisationId == o.Id)
                && !db.Opportunities.Any(l => l.SubmittedById == o.Id || l.PromoterOrganisationId == o.Id)
                && !o.Contacts.Any()
                && !db.Set<OrganisationEntry>().Any(entry => entry.OrganisationId == o.Id)
                && !db.Enquiries.Any(e => e.OrganisationId == o.Id)
                && !db.OrganisationNames.Any(n =>
                    n.OrganisationId == o.Id && db.DealImports.Any(i => i.Id == id && n.CreatedAt > i.ImportedAt)
                )
                && !db.OrganisationMerges.Any(m => m.SourceId == o.Id || m.TargetId == o.Id)
            )
            .Select(o => new { o.Id, Children = o.Children.Select(child => child.Id).ToList() })
            .ToDictionaryAsync(o => o.Id, o => o.Children, cancel);
        // A parent stays as long as one of its companies does.
        while (unused.FirstOrDefault(o => o.Value.Exists(child => !unused.ContainsKey(child))) is { Value: not null } needed)
            unused.Remove(needed.Key);
        return new(
            await db.Deals.CountAsync(d => d.ImportId == id, cancel),
            [.. unused.Keys],
            await made.CountAsync(cancel) - unused.Count
        );
    }
}
