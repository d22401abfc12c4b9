using Npgsql;

namespace Matchmaking.Web.Features.Matches;

/// <summary>Who is told of matches. A run asks for it in its own transaction; implemented by the feature that tells.</summary>
public interface IMatchAlerts
{
    /// <summary>Queues what is to be told of the matches, in the transaction of their cause.</summary>
    /// <param name="connection">In that transaction.</param>
    /// <param name="found">All matches of one opportunity, or of one mandate.</param>
    /// <param name="news">The opportunity, when it is one that has just changed; null for a mandate and for a reconciliation.</param>
    /// <param name="cancel">Ends it early.</param>
    Task QueueAsync(NpgsqlConnection connection, IReadOnlyCollection<FoundMatch> found, OpportunityNews? news, CancellationToken cancel);
}
