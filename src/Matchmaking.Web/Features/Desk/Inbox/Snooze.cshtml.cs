using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Desk.Inbox;

/// <summary>Puts chosen items off until a working day begins, with the reason. What is promised stays promised: no clock stops.</summary>
public sealed class SnoozeModel(InboxChanges changes, WorkingCalendars calendars, Text t, TimeProvider time) : InboxAction(t)
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
        return Told(await changes.SnoozeAsync(Item, calendars.Azerbaijan.HoursOf(day).From, reason, User, cancel));
    }
}
