using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Inbox;

/// <summary>Puts chosen items off until a working day begins, with the reason. What is promised stays promised: no clock stops.</summary>
public sealed class SnoozeModel(MatchmakingDb db, InboxChanges changes, WorkingCalendars calendars, Text t, TimeProvider time)
    : InboxAction(t)
{
    /// <summary>For how long at most.</summary>
    private const int MostDays = 365;

    /// <summary>The day on which they are back, in Baku.</summary>
    [BindProperty]
    public DateOnly? Until { get; set; }

    /// <summary>For colleagues.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The first and the last day that may be chosen.</summary>
    public static (DateOnly First, DateOnly Last) Days(DateOnly today) => (today.AddDays(1), today.AddDays(MostDays));

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var (first, last) = Days(BakuDay.Of(time));
        if (Until is not { } day || day < first || day > last)
            return Refused("inbox.snooze.day-needed");
        var reason = CleanText.Line(Reason);
        if (reason.Length is 0 or > InboxItem.ReasonLength)
            return Refused("inbox.snooze.reason-needed");
        var until = calendars.Azerbaijan.HoursOf(day).From;
        var change = await changes.SnoozeAsync(Item, until, reason, User, cancel);
        var back = Told(change);
        var put = change.Before.ConvertAll(one => one.Id);
        if (await db.InboxItems.CountAsync(i => put.Contains(i.Id) && i.DueAt < until, cancel) is var late and > 0)
            TempData["Trouble"] = string.Join(' ', TempData.Peek("Trouble"), T.Count("inbox.snooze.past-due", late)).Trim();
        return back;
    }
}
