using Matchmaking.Web.Database;
using Matchmaking.Web.Lists;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Mail;

/// <summary>What the desk looks for among the mails: the states, and all that wait together.</summary>
public enum MailView
{
    Waiting,
    Pending,
    Sending,
    Deferred,
    Accepted,
    Suppressed,
    Failed,
}

/// <summary>A row of the log.</summary>
public sealed record MailRow(
    Guid Id,
    string Kind,
    string To,
    string? Name,
    string? Subject,
    ProviderGroup Provider,
    MailStatus Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? AcceptedAt,
    DateTimeOffset NotBefore,
    string? LastReply
);

/// <summary>The query string of the log.</summary>
public sealed class MailFilter
{
    /// <summary>A part of the recipient's name or address.</summary>
    public string? Q { get; set; }
    public MailView? Status { get; set; }
    public ProviderGroup? Provider { get; set; }

    /// <summary>The last mail of the page before.</summary>
    public Guid? After { get; set; }

    public bool IsFiltered => Q is { Length: > 0 } || Status is not null || Provider is not null;

    /// <summary>All that are looked for, on every page.</summary>
    public IQueryable<OutgoingMail> Of(MatchmakingDb db)
    {
        var mails = db.Mails.AsQueryable();
        if (LikePattern.Containing(Q) is { } like)
            mails = mails.Where(m =>
                EF.Functions.ILike(m.ToAddress, like) || db.Users.Any(p => p.Id == m.PersonId && EF.Functions.ILike(p.FullName, like))
            );
        if (Provider is { } provider)
            mails = mails.Where(m => m.Provider == provider);
        if (Status == MailView.Waiting)
            mails = mails.Where(m => m.Status == MailStatus.Pending || m.Status == MailStatus.Deferred || m.Status == MailStatus.Sending);
        else if (Status is { } view && Enum.Parse<MailStatus>(view.ToString()) is var status)
            mails = mails.Where(m => m.Status == status);
        return mails;
    }

    /// <summary>One page of them, newest first: ids are made in the order of time.</summary>
    public IQueryable<MailRow> Apply(MatchmakingDb db)
    {
        var mails = Of(db);
        if (After is { } after)
            mails = mails.Where(m => m.Id < after);
        return mails
            .OrderByDescending(m => m.Id)
            .Select(m => new MailRow(
                m.Id,
                m.Kind,
                m.ToAddress,
                db.Users.Where(p => p.Id == m.PersonId).Select(p => p.FullName).FirstOrDefault(),
                m.Subject,
                m.Provider,
                m.Status,
                m.CreatedAt,
                m.AcceptedAt,
                m.NotBefore,
                m.LastReply
            ));
    }

    /// <summary>The values of a link to the same search from another row on.</summary>
    public Dictionary<string, string?> Query(Guid? after) =>
        new Dictionary<string, string?>
        {
            ["q"] = Q is { Length: > 0 } ? Q : null,
            ["status"] = Status?.ToString().ToLowerInvariant(),
            ["provider"] = Provider?.ToString().ToLowerInvariant(),
            ["after"] = after?.ToString(),
        }
            .Where(pair => pair.Value is not null)
            .ToDictionary();
}
