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

/// <summary>Gives organisations certain names, and takes them away. Only the desk may.</summary>
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
        await db
            .OrganisationNames.Where(n => n.OrganisationId == organisation && !n.IsCertain && n.Whole == name.Whole)
            .ExecuteDeleteAsync(cancel);
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
            return (
                Naming.Another,
                await db
                    .OrganisationNames.Where(n => n.IsCertain && n.Whole == whole)
                    .Select(n => (Guid?)n.OrganisationId)
                    .SingleOrDefaultAsync(cancel)
            );
        }
    }
}
