using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Lists;
using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Queues;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Queues;

/// <summary>What works in the background: whether it moves, and what could not be dealt with and stands aside.</summary>
public sealed class IndexModel(MatchmakingDb db, QueueHealth health, ReportMailbox mailbox, TimeProvider time, Text t) : PageModel
{
    private const int PageSize = 50;

    /// <summary>The last item of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    /// <summary>Whether what somebody has looked at is listed too.</summary>
    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    public IReadOnlyList<QueueStatus> Queues { get; private set; } = [];
    public IReadOnlyList<ParkedRow> Parked { get; private set; } = [];
    public Guid? Next { get; private set; }
    public int Unseen { get; private set; }

    /// <summary>Something that stands aside.</summary>
    public sealed record ParkedRow(
        Guid Id,
        string Queue,
        string Item,
        string Reason,
        DateTimeOffset At,
        DateTimeOffset LastAt,
        int Times,
        DateTimeOffset? SeenAt,
        string? SeenBy
    )
    {
        /// <summary>Where the desk finds a mail; null for anything else.</summary>
        public Guid? Mail => Queue is QueueNames.Mails or QueueNames.Ledger && Guid.TryParse(Item, out var id) ? id : null;

        /// <summary>What became of a mail is known by its row here alone; without it, the mail would be sent again.</summary>
        public bool MayBeRemoved => Queue != QueueNames.Ledger;
    }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Queues = await health.ReadAsync(cancel);
        Unseen = await db.ParkedItems.CountAsync(item => item.SeenAt == null, cancel);
        // Ids are made in the order of time.
        (Parked, var hasMore) = await db
            .ParkedItems.AsNoTracking()
            .Where(item => (All || item.SeenAt == null) && (After == null || item.Id < After))
            .OrderByDescending(item => item.Id)
            .Select(item => new ParkedRow(
                item.Id,
                item.Queue,
                item.Item,
                item.Reason,
                item.At,
                item.LastAt,
                item.Times,
                item.SeenAt,
                db.Users.Where(p => p.Id == item.SeenById).Select(p => p.DisplayName).FirstOrDefault()
            ))
            .PageAsync(PageSize, cancel);
        Next = hasMore ? Parked[^1].Id : null;
    }

    /// <summary>Somebody has looked at an item; it stays, and counts no more until its reason is another.</summary>
    public async Task<IActionResult> OnPostSeenAsync(Guid id, CancellationToken cancel)
    {
        var (now, by) = (time.GetUtcNow(), User.PersonId());
        var seen = await db
            .ParkedItems.Where(item => item.Id == id && item.SeenAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(item => item.SeenAt, now).SetProperty(item => item.SeenById, by), cancel);
        return await DoneAsync(id, seen > 0, "desk.queues.seen-done", cancel);
    }

    /// <summary>Tries a message of the mailbox once more.</summary>
    public async Task<IActionResult> OnPostAgainAsync(Guid id, CancellationToken cancel)
    {
        if (
            await db
                .ParkedItems.Where(one => one.Id == id && one.Queue == QueueNames.Mailbox)
                .Select(one => one.Item)
                .SingleOrDefaultAsync(cancel)
            is not { } item
        )
            return NotFound();
        var works = await mailbox.TryAgainAsync(item, cancel);
        TempData[works ? "Flash" : "Trouble"] = t[works ? "desk.queues.again-done" : "desk.queues.again-failed"];
        return RedirectToPage(new { After, All = All ? "true" : null });
    }

    /// <summary>Nobody needs an item any more. Should its queue meet it again, it comes back.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken cancel)
    {
        var removed = await db.ParkedItems.Where(item => item.Id == id && item.Queue != QueueNames.Ledger).ExecuteDeleteAsync(cancel);
        return await DoneAsync(id, removed > 0, "desk.queues.removed", cancel);
    }

    private async Task<IActionResult> DoneAsync(Guid id, bool done, string said, CancellationToken cancel)
    {
        if (!done && !await db.ParkedItems.AnyAsync(item => item.Id == id, cancel))
            return NotFound();
        if (done)
            TempData["Flash"] = t[said];
        return RedirectToPage(new { After, All = All ? "true" : null });
    }
}
