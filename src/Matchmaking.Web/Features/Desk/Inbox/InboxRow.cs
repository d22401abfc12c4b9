using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;

namespace Matchmaking.Web.Features.Desk.Inbox;

/// <summary>When something of the list has its turn: the groups of a tab, in their order.</summary>
public enum InboxGroup
{
    Late,
    Today,
    Week,

    /// <summary>Due after this week, or promised to nobody.</summary>
    Later,

    /// <summary>Paused, or put off.</summary>
    Waiting,
}

/// <summary>An item as a row of the list.</summary>
public sealed record InboxRow(
    Guid Id,
    InboxKind Kind,
    string Subject,
    string Who,
    Localized Title,
    string Original,
    DateTimeOffset Since,
    DateTimeOffset? DueAt,
    bool IsPaused,
    bool IsWaiting,
    DateTimeOffset DueOrder,
    short Priority,
    Guid? OwnerId,
    string? Owner,
    DateTimeOffset? SnoozedUntil,
    string? SnoozeReason,
    string? Step = null,
    bool IsCheckBack = false,
    EnquiryIntent? Intent = null
)
{
    /// <summary>Where its work is done.</summary>
    public string Link => InboxLinks.Of(Kind, Subject);

    /// <summary>What was asked is answered, or asked back: no answer is owed, and something else comes next.</summary>
    public bool IsAnswered => Step is not null || IsCheckBack;

    /// <summary>In which group it stands at a moment.</summary>
    public InboxGroup GroupAt(InboxTimes times) =>
        IsWaiting ? InboxGroup.Waiting
        : DueAt is not { } due ? InboxGroup.Later
        : due < times.Now ? InboxGroup.Late
        : due < times.Tomorrow ? InboxGroup.Today
        : due < times.NextWeek ? InboxGroup.Week
        : InboxGroup.Later;

    public static IQueryable<InboxRow> From(IQueryable<InboxItem> items) =>
        items.Select(i => new InboxRow(
            i.Id,
            i.Kind,
            i.Subject,
            i.Who,
            new(i.TitleZh, i.TitleAz, i.TitleEn),
            i.Original,
            i.Since,
            i.DueAt,
            i.IsPaused,
            i.IsWaiting,
            i.DueOrder,
            i.Priority,
            i.OwnerId,
            i.Owner!.DisplayName,
            i.SnoozedUntil,
            i.SnoozeReason,
            i.Step,
            i.IsCheckBack,
            i.Intent
        ));
}

/// <summary>Where days and weeks end in Baku, in UTC.</summary>
public sealed record InboxTimes(DateTimeOffset Now, DateTimeOffset Tomorrow, DateTimeOffset NextWeek)
{
    public static InboxTimes At(DateTimeOffset now)
    {
        var today = BakuDay.Of(now);
        // A week begins on Monday.
        var left = 7 - (((int)today.DayOfWeek + 6) % 7);
        return new(now, BakuDay.Begins(today.AddDays(1)), BakuDay.Begins(today.AddDays(left)));
    }
}

/// <summary>Where the work of each kind is done.</summary>
public static class InboxLinks
{
    /// <summary>The page of a subject.</summary>
    public static string Of(InboxKind kind, string subject) =>
        kind switch
        {
            InboxKind.Enquiry => SiteLinks.DeskEnquiry(Guid.Parse(subject)),
            InboxKind.Letter => SiteLinks.DeskLetter(Guid.Parse(subject)),
            InboxKind.Submission => SiteLinks.DeskReview(Guid.Parse(subject)),
            InboxKind.Expiring or InboxKind.Expired => SiteLinks.DeskRenewal(Guid.Parse(subject)),
            InboxKind.LookAlike or InboxKind.Fit or InboxKind.Refusal => SiteLinks.DeskOrganisation(Guid.Parse(subject.Split(':')[0])),
            InboxKind.Parked when subject.StartsWith(Queues.ParkedSource.Mail, StringComparison.Ordinal) => SiteLinks.DeskMailOf(
                Guid.Parse(subject[Queues.ParkedSource.Mail.Length..])
            ),
            InboxKind.Parked => SiteLinks.DeskQueues,
            _ => SiteLinks.DeskEnquiries,
        };

    /// <summary>The icon of a kind.</summary>
    public static string Icon(InboxKind kind) =>
        kind switch
        {
            InboxKind.Enquiry => "message-square",
            InboxKind.Letter => "mail",
            InboxKind.Submission => "eye",
            InboxKind.Expiring or InboxKind.Expired => "calendar",
            InboxKind.LookAlike => "copy",
            InboxKind.Fit => "thumbs-up",
            InboxKind.Refusal => "thumbs-down",
            _ => "triangle-alert",
        };
}
