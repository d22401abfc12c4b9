using Matchmaking.Matching.Companies;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations.Merge;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Web.Features.Organisations;

/// <summary>What came of naming an organisation.</summary>
public enum Naming
{
    Done,
    /// <summary>No letter or digit, or too long.</summary>
    Unreadable,
    /// <summary>It has this name already.</summary>
    There,
    /// <summary>The name certainly means another organisation.</summary>
    Another,
}

/// <summary>Gives organisations certain names, takes them away, and splits an organisation by a name. Only the desk may.</summary>
public sealed class NameService(MatchmakingDb db, ReferenceData reference, TimeProvider time)
{
    /// <summary>Adds a certain name. Where it means another organisation, that one's id comes along.</summary>
    public async Task<(Naming Result, Guid? Other)> AddAsync(Guid organisation, string? typed, NameKind kind, CancellationToken cancel)
    {
        var name = OrganisationName.Of(organisation, typed ?? "", kind, certain: true, time.GetUtcNow());
        if (name.Key.Length == 0 || name.Text.Length > Organisation.NameLength)
            return (Naming.Unreadable, null);
        if (await db.OrganisationNames.AnyAsync(n => n.OrganisationId == organisation && n.IsCertain && n.Whole == name.Whole, cancel))
            return (Naming.There, null);
        if ((await NameRegister.ReadAsync(db, reference, cancel)).Find(name.Text) is { } other && other != organisation)
            return (Naming.Another, other);
        // The same name, as the organisation itself had given it.
        await db.OrganisationNames.Where(n => n.OrganisationId == organisation && !n.IsCertain && n.Whole == name.Whole).ExecuteDeleteAsync(cancel);
        db.OrganisationNames.Add(name);
        return await SaveAsync(name.Whole, cancel);
    }

    /// <summary>Stands behind a name that an organisation has given itself.</summary>
    public async Task<(Naming Result, Guid? Other)> ConfirmAsync(OrganisationName name, CancellationToken cancel)
    {
        if ((await NameRegister.ReadAsync(db, reference, cancel)).Find(name.Text) is { } other && other != name.OrganisationId)
            return (Naming.Another, other);
        name.IsCertain = true;
        return await SaveAsync(name.Whole, cancel);
    }

    /// <summary>
    /// Makes an organisation of its own out of a name, with the deals that were entered under it. Null when the name is the only thing that names
    /// the organisation. Merging the two is the way back.
    /// </summary>
    public async Task<Guid?> SplitAsync(OrganisationName name, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var from = await db.Organisations.SingleAsync(o => o.Id == name.OrganisationId, cancel);
        if (!await CanSplitAsync(name, cancel))
            return null;
        var made = new Organisation { Name = name.Text, Country = from.Country, IsSample = from.IsSample, CreatedAt = time.GetUtcNow() };
        db.Organisations.Add(made);
        var deals = await DealsUnderAsync(name, cancel);
        name.OrganisationId = made.Id;
        await db.SaveChangesAsync(cancel);
        await db.Deals.Where(d => deals.Contains(d.Id) && d.OrganisationId == from.Id).ExecuteUpdateAsync(set => set.SetProperty(d => d.OrganisationId, made.Id), cancel);
        await transaction.CommitAsync(cancel);
        return made.Id;
    }

    /// <summary>Whether something else still names the organisation.</summary>
    public Task<bool> CanSplitAsync(OrganisationName name, CancellationToken cancel) =>
        db.OrganisationNames.AnyAsync(n => n.OrganisationId == name.OrganisationId && n.Id != name.Id && n.IsCertain, cancel);

    /// <summary>The deals that were entered under a name, or under one that differs by its legal form only.</summary>
    public async Task<List<Guid>> DealsUnderAsync(OrganisationName name, CancellationToken cancel)
    {
        var others = await db.OrganisationNames.Where(n => n.OrganisationId == name.OrganisationId && n.Id != name.Id).Select(n => n.Whole).ToListAsync(cancel);
        var entered = await db.Deals.Where(d => d.OrganisationId == name.OrganisationId).Select(d => new { d.Investor, d.InvestorKey }).Distinct().ToListAsync(cancel);
        var keys = entered.Where(deal => deal.InvestorKey == name.Whole || (CompanyName.Of(deal.Investor).Key == name.Key && !others.Contains(deal.InvestorKey)))
            .Select(deal => deal.InvestorKey).Distinct().ToArray();
        return await db.Deals.Where(d => d.OrganisationId == name.OrganisationId && keys.Contains(d.InvestorKey)).Select(d => d.Id).ToListAsync(cancel);
    }

    private async Task<(Naming, Guid?)> SaveAsync(string whole, CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
            return (Naming.Done, null);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // A colleague gave it to another one at this moment.
            db.ChangeTracker.Clear();
            return (Naming.Another, await db.OrganisationNames.Where(n => n.IsCertain && n.Whole == whole).Select(n => (Guid?)n.OrganisationId).SingleOrDefaultAsync(cancel));
        }
    }
}
