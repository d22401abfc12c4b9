using System.Linq.Expressions;
using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Organisations.Merge;

/// <summary>
/// Rows of a kind that belong to organisations, and follow them when two become one. Each feature registers those that it owns.
/// </summary>
public interface IOwnedRows
{
    /// <summary>What they are called in the record of a merge; never renamed.</summary>
    string Kind { get; }

    /// <summary>The class of the rows.</summary>
    Type Row { get; }

    /// <summary>The ids of those that would move from an organisation to another one.</summary>
    Task<List<Guid>> FindAsync(MatchmakingDb db, Guid from, Guid to, CancellationToken cancel);

    /// <summary>How many an organisation has.</summary>
    Task<int> CountAsync(MatchmakingDb db, Guid organisation, CancellationToken cancel);

    /// <summary>Gives those of the ids that are still the first one's to the other.</summary>
    Task MoveAsync(MatchmakingDb db, IReadOnlyCollection<Guid> ids, Guid from, Guid to, CancellationToken cancel);
}

/// <summary>Rows of one table.</summary>
/// <param name="kind">See <see cref="IOwnedRows.Kind"/>.</param>
/// <param name="id">What tells a row from the others of its organisation.</param>
/// <param name="owner">Whose it is: a <see cref="Guid"/> that may be null.</param>
/// <param name="moves">Which of them move to an organisation, given all of the table; null when all do.</param>
internal sealed class OwnedRows<TRow, TOwner>(
    string kind,
    Expression<Func<TRow, Guid>> id,
    Expression<Func<TRow, TOwner>> owner,
    Func<IQueryable<TRow>, Guid, Expression<Func<TRow, bool>>>? moves
) : IOwnedRows
    where TRow : class
{
    public string Kind => kind;
    public Type Row => typeof(TRow);

    public Task<List<Guid>> FindAsync(MatchmakingDb db, Guid from, Guid to, CancellationToken cancel)
    {
        var rows = Of(db, from);
        if (moves is not null)
            rows = rows.Where(moves(db.Set<TRow>(), to));
        return rows.Select(id).ToListAsync(cancel);
    }

    public Task<int> CountAsync(MatchmakingDb db, Guid organisation, CancellationToken cancel) => Of(db, organisation).CountAsync(cancel);

    public Task MoveAsync(MatchmakingDb db, IReadOnlyCollection<Guid> ids, Guid from, Guid to, CancellationToken cancel)
    {
        var among = Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(Guid)], Expression.Constant(ids), id.Body);
        return Of(db, from)
            .Where(Expression.Lambda<Func<TRow, bool>>(among, id.Parameters))
            .ExecuteUpdateAsync(set => set.SetProperty(owner, (TOwner)(object)to), cancel);
    }

    private IQueryable<TRow> Of(MatchmakingDb db, Guid organisation)
    {
        var same = Expression.Equal(owner.Body, Expression.Constant((TOwner)(object)organisation, typeof(TOwner)));
        return db.Set<TRow>().Where(Expression.Lambda<Func<TRow, bool>>(same, owner.Parameters));
    }
}

public static class OwnedRowsServices
{
    /// <summary>Whether an organisation has any of them.</summary>
    public static async Task<bool> AnyAsync(
        this IEnumerable<IOwnedRows> owned,
        MatchmakingDb db,
        Guid organisation,
        CancellationToken cancel
    )
    {
        foreach (var rows in owned)
            if (await rows.CountAsync(db, organisation, cancel) > 0)
                return true;
        return false;
    }

    /// <summary>Says that rows belong to organisations.</summary>
    /// <param name="services">Of the application.</param>
    /// <param name="kind">See <see cref="IOwnedRows.Kind"/>; also a text <c>organisations.moves.…</c>.</param>
    /// <param name="id">What tells a row from the others of its organisation.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="moves">Which rows move to an organisation (the second argument), given all of the table; null when all do.</param>
    public static IServiceCollection AddOwnedRows<TRow, TOwner>(
        this IServiceCollection services,
        string kind,
        Expression<Func<TRow, Guid>> id,
        Expression<Func<TRow, TOwner>> owner,
        Func<IQueryable<TRow>, Guid, Expression<Func<TRow, bool>>>? moves = null
    )
        where TRow : class => services.AddSingleton<IOwnedRows>(new OwnedRows<TRow, TOwner>(kind, id, owner, moves));
}
