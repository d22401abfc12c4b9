using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries.Owners;
using Matchmaking.Web.Jobs;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>
/// What happens to enquiries by itself: who owes an answer is reminded and then the head told, open ones go to a deputy and come back, and
/// promises follow a calendar that was announced. Each enquiry alone; doing it twice changes nothing more.
/// </summary>
public sealed class EnquiryCalls(
    MatchmakingDb db,
    EnquiryService enquiries,
    EnquiryMails mails,
    OwnerFinder owners,
    WorkingCalendars calendars,
    Parking parking,
    TimeProvider time
)
{
    /// <summary>The name under which an enquiry that cannot be dealt with is parked.</summary>
    public const string Queue = "enquiry-calls";

    private const int Most = 500;

    /// <summary>Makes the calls that are due.</summary>
    public async Task CallAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var due = await db
            .Enquiries.Where(e => e.CallAt <= now && !db.ParkedItems.Any(p => p.Queue == Queue && p.Item == e.Id.ToString()))
            .OrderBy(e => e.CallAt)
            .Select(e => e.Id)
            .Take(Most)
            .ToListAsync(cancel);
        await parking.EachAsync(Queue, due, id => id.ToString(), id => CallAsync(id, cancel), cancel);
    }

    private Task<bool> CallAsync(Guid id, CancellationToken cancel) =>
        enquiries.ChangeAsync(
            id,
            async enquiry =>
            {
                if (enquiry.Call(calendars.AgencyClock, time.GetUtcNow()) is not var (kind, promise))
                    return false;
                await mails.CallAsync(enquiry, kind, promise, cancel);
                return true;
            },
            cancel
        );

    /// <summary>
    /// Gives what is open of people who are away to their deputies, and back once they have returned; what belongs to nobody who has access
    /// gets an owner by the rules, as a new one does.
    /// </summary>
    public async Task CoverAsync(CancellationToken cancel)
    {
        var away = await owners.AwayAsync(BakuDay.Of(time), cancel);
        var people = (await db.DeskPeopleAsync(cancel)).Select(person => person.Id).ToHashSet();
        var open = await db
            .Enquiries.Where(e =>
                (e.DueAt != null || db.Enquiries.Open().Any(open => open.Id == e.Id))
                && (e.CoveredForId != null || e.OwnerId == null || away.Keys.Contains(e.OwnerId.Value) || !people.Contains(e.OwnerId.Value))
            )
            .Select(e => new
            {
                e.Id,
                e.OwnerId,
                e.CoveredForId,
            })
            .ToListAsync(cancel);
        await parking.EachAsync(
            Queue,
            open,
            one => one.Id.ToString(),
            async one =>
            {
                var whose = one.CoveredForId ?? one.OwnerId;
                if (whose is { } of && OwnerFinder.Present(of, away, people) is { } present)
                {
                    if (present != one.OwnerId)
                        await enquiries.AssignAsync(one.Id, present, null, null, cancel, of);
                }
                else if (one.OwnerId is null || !people.Contains(one.OwnerId.Value))
                    await FindOwnerAsync(one.Id, cancel);
            },
            cancel
        );
    }

    private async Task FindOwnerAsync(Guid id, CancellationToken cancel)
    {
        var enquiry = await db.Enquiries.AsNoTracking().SingleAsync(e => e.Id == id, cancel);
        if (await owners.FindAsync(enquiry, cancel) is { } owner)
            await enquiries.AssignAsync(id, owner, null, null, cancel);
    }

    /// <summary>Works out anew what is owed, where the days of a calendar have changed since.</summary>
    public async Task FollowCalendarAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        for (Guid last = default; ; )
        {
            var some = await db
                .Enquiries.AsNoTracking()
                .WithClock()
                .Where(e => e.DueAt != null && e.Id > last)
                .OrderBy(e => e.Id)
                .Take(Most)
                .ToListAsync(cancel);
            if (some.Count == 0)
                return;
            last = some[^1].Id;
            var moved = some.Where(e => e.FollowCalendar(calendars.AgencyClock, now)).Select(e => e.Id).ToList();
            await parking.EachAsync(
                Queue,
                moved,
                id => id.ToString(),
                id => enquiries.ChangeAsync(id, e => Task.FromResult(e.FollowCalendar(calendars.AgencyClock, time.GetUtcNow())), cancel),
                cancel
            );
        }
    }
}

/// <summary>Each minute: who must be told, and who stands in.</summary>
public sealed class EnquiryCallsJob(EnquiryCalls calls) : IScheduledJob
{
    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancel)
    {
        await calls.CoverAsync(cancel);
        await calls.CallAsync(cancel);
    }
}

/// <summary>Each night: promises follow the calendars.</summary>
public sealed class EnquiryCalendarJob(EnquiryCalls calls) : IScheduledJob
{
    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancel) => calls.FollowCalendarAsync(cancel);
}
