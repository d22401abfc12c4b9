namespace Matchmaking.Web.Features.Inbox;

/// <summary>What waits of a kind, said by the feature whose it is.</summary>
/// <param name="Kind">Which kind; one source a kind.</param>
/// <param name="Sql">
/// A SELECT with the columns subject, who, title_zh, title_az, title_en, original, since, due_at, is_paused, priority and owner_id of all
/// that waits. It reads <c>@subject</c> (a text: its rows are cut to that one; NULL for all), <c>@now</c> and <c>@today</c> (in Baku).
/// </param>
public sealed record InboxSource(InboxKind Kind, string Sql)
{
    /// <summary>Whether the subject has an owner of its own, which decides; else the owner is only who begins with it.</summary>
    public bool HasOwner { get; init; }

    /// <summary>
    /// Whether its statement has the columns step, is_check_back and intent too; of the others nothing comes next, and nobody checks back.
    /// </summary>
    public bool HasSteps { get; init; }

    /// <summary>
    /// Within how many of the agency's working days it is promised, counted from since; null when the statement says when it is due, or
    /// nobody promised anything.
    /// </summary>
    public int? WorkingDays { get; init; }

    /// <summary>
    /// Whether whoever saves its subject always follows in the same transaction, so that all need be looked at only now and then.
    /// </summary>
    public bool IsFollowed { get; init; }

    /// <summary>Which items a subject is about, where it names more than the item of its own.</summary>
    public string Mine { get; init; } = "i.subject = @subject";
}
