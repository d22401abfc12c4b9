using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Lists;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations;

/// <summary>What a line of the timeline tells of.</summary>
public enum TimelineKind
{
    Enquiry,
    Call,
    Note,

    /// <summary>A listing fits, or does not.</summary>
    Answer,
    Mail,
}

/// <summary>One line of an organisation's timeline; what its kind does not have is null.</summary>
public sealed record TimelineRow
{
    public required TimelineKind Kind { get; init; }

    /// <summary>When it came, was said or was sent.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Of the enquiry, the entry, the listing or the mail.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who of the organisation.</summary>
    public string? Who { get; init; }

    /// <summary>Who of the desk.</summary>
    public string? By { get; init; }
    public Localized? Listing { get; init; }
    public string? Text { get; init; }
    public int? Number { get; init; }
    public EnquiryState? State { get; init; }
    public FeedbackAnswer? Answer { get; init; }
    public FeedbackCause? Because { get; init; }
    public string? MailKind { get; init; }
}

/// <summary>A page of a timeline as it is drawn.</summary>
/// <param name="Organisation">Whose.</param>
/// <param name="Kind">The only kind shown; null for all.</param>
/// <param name="Counts">How many lines there are of each kind.</param>
/// <param name="Rows">The lines.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
/// <param name="IsLater">It is not the first page.</param>
public sealed record TimelineView(
    Guid Organisation,
    TimelineKind? Kind,
    IReadOnlyDictionary<TimelineKind, int> Counts,
    IReadOnlyList<TimelineRow> Rows,
    string? Next,
    bool IsLater
);

/// <summary>All that has passed between an organisation and the desk, the newest first; one statement a kind.</summary>
/// <param name="db">Where it is kept.</param>
/// <param name="organisation">Whose.</param>
public sealed class Timeline(MatchmakingDb db, Guid organisation)
{
    /// <summary>How many lines a page shows.</summary>
    public const int PageSize = 30;

    private IQueryable<Enquiry> Enquiries => db.Enquiries.AsNoTracking().Where(e => e.OrganisationId == organisation);
    private IQueryable<OrganisationEntry> Entries => db.OrganisationEntries.AsNoTracking().Where(e => e.OrganisationId == organisation);
    private IQueryable<Matches.Feedback.OpportunityFeedback> Answers =>
        db.Feedback.AsNoTracking().Where(f => f.OrganisationId == organisation);

    // What was taken back was not sent; without it the index of mails by person is used.
    private IQueryable<OutgoingMail> Mails =>
        db
            .Mails.AsNoTracking()
            .Where(m =>
                m.Status != MailStatus.Suppressed
                && db.Users.Where(p => p.OrganisationId == organisation).Select(p => (Guid?)p.Id).Contains(m.PersonId)
            );

    /// <summary>How many lines there are of each kind.</summary>
    public async Task<IReadOnlyDictionary<TimelineKind, int>> CountAsync(CancellationToken cancel) =>
        new Dictionary<TimelineKind, int>
        {
            [TimelineKind.Enquiry] = await Enquiries.CountAsync(cancel),
            [TimelineKind.Call] = await Entries.CountAsync(e => e.Kind == OrganisationEntryKind.Call, cancel),
            [TimelineKind.Note] = await Entries.CountAsync(e => e.Kind == OrganisationEntryKind.Note, cancel),
            [TimelineKind.Answer] = await Answers.CountAsync(cancel),
            [TimelineKind.Mail] = await Mails.CountAsync(cancel),
        };

    /// <summary>A page of it.</summary>
    /// <param name="kind">Null for all.</param>
    /// <param name="after">The last line of the page before.</param>
    /// <param name="cancel">Ends it early.</param>
    public async Task<(IReadOnlyList<TimelineRow> Rows, bool HasMore)> ReadAsync(
        TimelineKind? kind,
        ListPosition? after,
        CancellationToken cancel
    )
    {
        var rows = new List<TimelineRow>();
        foreach (var one in Enum.GetValues<TimelineKind>().Where(one => kind is null || one == kind))
            rows.AddRange(await From(Of(one), after).ToListAsync(cancel));
        // In the order of the database, which compares ids by their bytes.
        var ordered = rows.OrderByDescending(row => row.At).ThenByDescending(row => row.Id.ToString("N"), StringComparer.Ordinal).ToList();
        return ordered.Count > PageSize ? (ordered[..PageSize], true) : (ordered, false);
    }

    /// <summary>A page with what stands around it.</summary>
    public async Task<TimelineView> ViewAsync(TimelineKind? kind, ListPosition? after, CancellationToken cancel)
    {
        var (rows, hasMore) = await ReadAsync(kind, after, cancel);
        var next = hasMore ? new ListPosition(rows[^1].At, rows[^1].Id).ToString() : null;
        return new(organisation, kind, await CountAsync(cancel), rows, next, after is not null);
    }

    private static IQueryable<TimelineRow> From(IQueryable<TimelineRow> rows, ListPosition? after)
    {
        if (after is var (at, id))
            rows = rows.Where(row => row.At < at || (row.At == at && row.Id < id));
        return rows.OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(PageSize + 1);
    }

    private IQueryable<TimelineRow> Of(TimelineKind kind) =>
        kind switch
        {
            TimelineKind.Enquiry => Enquiries.Select(e => new TimelineRow
            {
                Kind = TimelineKind.Enquiry,
                At = e.ReceivedAt,
                Id = e.Id,
                Who = e.ContactName,
                By = e.Owner!.DisplayName,
                Number = e.Number,
                State = e.State,
                Listing =
                    e.Opportunity == null ? null : new Localized(e.Opportunity.Title.Zh, e.Opportunity.Title.Az, e.Opportunity.Title.En),
            }),
            TimelineKind.Call => OfEntries(OrganisationEntryKind.Call, TimelineKind.Call),
            TimelineKind.Note => OfEntries(OrganisationEntryKind.Note, TimelineKind.Note),
            TimelineKind.Answer => Answers.Select(f => new TimelineRow
            {
                Kind = TimelineKind.Answer,
                At = f.At,
                Id = f.OpportunityId,
                Who = f.Person!.DisplayName,
                Answer = f.Answer,
                Because = f.Because,
                Listing = new Localized(f.Opportunity!.Title.Zh, f.Opportunity.Title.Az, f.Opportunity.Title.En),
            }),
            _ => Mails.Select(m => new TimelineRow
            {
                Kind = TimelineKind.Mail,
                At = m.CreatedAt,
                Id = m.Id,
                Who = m.ToAddress,
                Text = m.Subject,
                MailKind = m.Kind,
            }),
        };

    private IQueryable<TimelineRow> OfEntries(OrganisationEntryKind kind, TimelineKind row) =>
        Entries
            .Where(e => e.Kind == kind)
            .Select(e => new TimelineRow
            {
                Kind = row,
                At = e.At,
                Id = e.Id,
                Who = e.With,
                By = e.By!.DisplayName,
                Text = e.Text,
            });
}
