using Matchmaking.Matching.Companies;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.TrackRecords;

/// <summary>Splits an organisation by one of its names, with the deals that stand under it. Only the desk may.</summary>
public sealed class NameSplitter(MatchmakingDb db, TimeProvider time)
{
    /// <summary>
    /// Makes an organisation of its own out of a name, with the deals that were entered under it. Null when the name is the only thing that
    /// names the organisation. Merging the two is the way back.
    /// </summary>
    public async Task<Guid?> SplitAsync(OrganisationName name, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var from = await db.Organisations.SingleAsync(o => o.Id == name.OrganisationId, cancel);
        if (!await CanSplitAsync(name, cancel))
            return null;
        var made = new Organisation
        {
            Name = name.Text,
            Country = from.Country,
            IsSample = from.IsSample,
            CreatedAt = time.GetUtcNow(),
        };
        db.Organisations.Add(made);
        var deals = await DealsUnderAsync(name, cancel);
        name.OrganisationId = made.Id;
        await db.SaveChangesAsync(cancel);
        await db
            .Deals.Where(d => deals.Contains(d.Id) && d.OrganisationId == from.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.OrganisationId, made.Id), cancel);
        await transaction.CommitAsync(cancel);
        return made.Id;
    }

    /// <summary>Whether something else still names the organisation.</summary>
    public Task<bool> CanSplitAsync(OrganisationName name, CancellationToken cancel) =>
        db.OrganisationNames.AnyAsync(n => n.OrganisationId == name.OrganisationId && n.Id != name.Id && n.IsCertain, cancel);

    /// <summary>The deals that were entered under a name, or under one that differs by its legal form only.</summary>
    public async Task<List<Guid>> DealsUnderAsync(OrganisationName name, CancellationToken cancel)
    {
        var others = await db
            .OrganisationNames.Where(n => n.OrganisationId == name.OrganisationId && n.Id != name.Id)
            .Select(n => n.Whole)
            .ToListAsync(cancel);
        var entered = await db
            .Deals.Where(d => d.OrganisationId == name.OrganisationId)
            .Select(d => new { d.Investor, d.InvestorKey })
            .Distinct()
            .ToListAsync(cancel);
        var keys = entered
            .Where(deal =>
                deal.InvestorKey == name.Whole || (CompanyName.Of(deal.Investor).Key == name.Key && !others.Contains(deal.InvestorKey))
            )
            .Select(deal => deal.InvestorKey)
            .Distinct()
            .ToArray();
        return await db
            .Deals.Where(d => d.OrganisationId == name.OrganisationId && keys.Contains(d.InvestorKey))
            .Select(d => d.Id)
            .ToListAsync(cancel);
    }
}
