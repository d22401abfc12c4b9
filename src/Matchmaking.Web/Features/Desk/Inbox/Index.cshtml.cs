using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Inbox;

/// <summary>
/// All that waits for somebody: a row an item, by when it is due. Its order is the plan of the day, so it cannot be sorted otherwise.
/// </summary>
public sealed class IndexModel(MatchmakingDb db, InboxChanges changes, InboxSearch search, WorkingCalendars calendars, TimeProvider time)
    : PageModel
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public InboxFilter Filter { get; set; } = new();

    public InboxCounts Counts { get; private set; } = null!;
    public InboxTimes Times { get; private set; } = null!;
    public IReadOnlyList<InboxRow> Rows { get; private set; } = [];
    public string? Next { get; private set; }
    public IReadOnlyList<DeskPerson> People { get; private set; } = [];

    /// <summary>What the reader did last and may take back.</summary>
    public InboxChange? Last { get; private set; }

    /// <summary>From when on what comes is new to the page.</summary>
    public string Seen => new ListPosition(Times.Now, Guid.Empty).ToString();

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Times = InboxTimes.At(time.GetUtcNow());
        Counts = await InboxCounts.ReadAsync(db, Filter, User, Times, cancel);
        var shown = Filter.Page(Filter.Apply(db.InboxItems.AsNoTracking(), User, Times.Now));
        (Rows, var hasMore) = Filter.Query is { } query
            ? await search.PageAsync(shown, query, PageSize, cancel)
            : await InboxRow.From(shown).PageAsync(PageSize, cancel);
        Next = hasMore ? InboxFilter.PositionOf(Rows[^1]) : null;
        People = await db.DeskPeopleAsync(cancel);
        Last = await changes.LastAsync(User.PersonId(), cancel);
    }

    /// <summary>Counts what has come since a page was opened; for that page to ask now and then.</summary>
    public async Task<IActionResult> OnGetNewsAsync(string? seen, CancellationToken cancel)
    {
        Times = InboxTimes.At(time.GetUtcNow());
        // What nobody can have sent from the page counts nothing.
        var since = ListPosition.Read(seen)?.Moment ?? Times.Now;
        var count = await Filter
            .Apply(db.InboxItems, User, Times.Now)
            .Where(i => i.AppearedAt > since)
            .OrderBy(i => i.AppearedAt)
            .Take(InboxCounts.MostOfGroup + 1)
            .CountAsync(cancel);
        return Partial("_News", (count, Filter));
    }

    /// <summary>When it is due, in the agency's working hours as the clock counts.</summary>
    public string Due(InboxRow row, Text t)
    {
        var (clock, now) = (calendars.AgencyClock, Times.Now);
        if (row.SnoozedUntil is not null)
            return t["inbox.snoozed"];
        if (row.IsPaused)
            return t["inbox.paused"];
        if (row.DueAt is not { } due)
            return t["inbox.no-date"];
        return TwoClocks.Left(due < now ? -clock.Worked(due, now) : clock.Worked(now, due), clock.Calendar, t);
    }

    /// <summary>The first day that something may be put off to, and the last.</summary>
    public (DateOnly First, DateOnly Last) SnoozeDays => SnoozeModel.Days(BakuDay.Of(Times.Now));
}
