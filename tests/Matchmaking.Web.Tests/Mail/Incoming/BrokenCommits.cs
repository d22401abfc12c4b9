using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Matchmaking.Web.Tests.Mail.Incoming;

/// <summary>On which side of a commit a process dies.</summary>
public enum CommitSide
{
    /// <summary>Nothing of it is in the database.</summary>
    Before,

    /// <summary>All of it is in the database, and nobody knows.</summary>
    After,
}

/// <summary>
/// Ends the next commit as the death of the process would: with it ends whatever runs, and nothing more is written down. It looks like a
/// database that is away, which is the one fault after which the product writes nothing either.
/// </summary>
internal sealed class BrokenCommits : DbTransactionInterceptor
{
    /// <summary>Where the next one ends; null for none.</summary>
    public CommitSide? Next { get; set; }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction,
        TransactionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default
    )
    {
        DieAt(CommitSide.Before);
        return base.TransactionCommittingAsync(transaction, eventData, result, cancellationToken);
    }

    public override Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        DieAt(CommitSide.After);
        return base.TransactionCommittedAsync(transaction, eventData, cancellationToken);
    }

    private void DieAt(CommitSide side)
    {
        if (Next != side)
            return;
        Next = null;
        throw new NpgsqlException("The process has died.", new IOException());
    }
}
