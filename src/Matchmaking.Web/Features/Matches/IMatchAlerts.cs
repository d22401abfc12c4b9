using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Mail.Records;
using Npgsql;

namespace Matchmaking.Web.Features.Matches;

/// <summary>Who is told of matches. A run asks for it in its own transaction; implemented by the feature that tells.</summary>
public interface IMatchAlerts
{
    /// <summary>Queues what is to be told of the matches, in the transaction of their cause.</summary>
    /// <param name="connection">In that transaction.</param>
    /// <param name="found">All matches of one opportunity, or of one mandate.</param>
    /// <param name="news">The opportunity, when it is one that has just changed; null for a mandate and for a reconciliation.</param>
    Task QueueAsync(NpgsqlConnection connection, IReadOnlyCollection<FoundMatch> found, OpportunityNews? news, CancellationToken cancel);

    /// <summary>A mail with what fits a mandate when it goes out, to be added to what is pending.</summary>
    /// <param name="person">Who gets it; an owner who may be told.</param>
    /// <param name="mandate">One of the person's.</param>
    OutgoingMail WhatFitsNow(Person person, Guid mandate);
}
