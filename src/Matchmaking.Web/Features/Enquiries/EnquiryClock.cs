using Matchmaking.Clock;
using Matchmaking.Web.Calendar;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>Who must be told that an answer is owed.</summary>
public enum CallKind
{
    /// <summary>Half of the time is over: the owner.</summary>
    Reminder,

    /// <summary>It is late: the owner and the head.</summary>
    Late,
}

/// <summary>How the clock of an enquiry goes: what is due when, what stands still, and who is told.</summary>
public sealed partial class Enquiry
{
    /// <summary>How long after closing a call may still be made: what is due at the end of a day is told at its end.</summary>
    private static readonly TimeSpan AfterHours = TimeSpan.FromHours(1);

    /// <summary>The promise that is due first of those owed; null when nothing is owed.</summary>
    public AnswerPromise? NextPromise => Promises.Where(promise => promise.IsOwed).MinBy(promise => (promise.DueAt, promise.Kind));

    /// <summary>How much of the agency's work is left until a promise is due; negative when it is late.</summary>
    public TimeSpan Left(AnswerPromise promise, AnswerClock clock, DateTimeOffset now)
    {
        var until = PausedAt ?? now;
        var left = promise.Work - clock.Worked(promise.StartedAt, until, Stood());
        return left > TimeSpan.Zero || until <= promise.DueAt ? left : -clock.Worked(promise.DueAt, until);
    }

    /// <summary>
    /// Makes the calls that are due. Only while work is done: what could not be told in time is told when the next day begins, and once.
    /// </summary>
    /// <returns>The most pressing one with its promise; null when none is due now.</returns>
    public (CallKind Kind, AnswerPromise Promise)? Call(AnswerClock clock, DateTimeOffset now)
    {
        if (CallAt is null || CallAt > now || !MayCall(clock.Calendar, now))
            return null;
        (CallKind Kind, AnswerPromise Promise)? found = null;
        var stood = Stood();
        foreach (var promise in Promises.Where(p => p.CallAt <= now).OrderBy(p => p.DueAt))
        {
            var kind = promise.DueAt <= now ? CallKind.Late : CallKind.Reminder;
            if (kind == CallKind.Reminder)
                promise.RemindedAt = now;
            // After a night out of order the calls that were missed are one.
            else
                do promise.Escalations++;
                while (promise.NextCall(clock, stood) <= now);
            promise.CallAt = promise.NextCall(clock, stood);
            if (found is null || (found.Value.Kind == CallKind.Reminder && kind == CallKind.Late))
                found = (kind, promise);
        }
        if (found is { } call)
            Note(
                call.Kind == CallKind.Late ? EnquiryEventKind.Escalated : EnquiryEventKind.Reminded,
                now,
                null,
                moment: call.Promise.DueAt
            );
        CallAt = Promises.Min(promise => promise.CallAt);
        return found;
    }

    /// <summary>
    /// Works the promises out anew after days of a calendar have changed. What is due earlier is; what would be due later stays as it was
    /// promised, and both are said.
    /// </summary>
    /// <returns>Whether anything has moved.</returns>
    public bool FollowCalendar(AnswerClock clock, DateTimeOffset now)
    {
        var hasMoved = false;
        foreach (var promise in Promises.Where(promise => promise.IsOwed && PausedAt is null))
        {
            var (before, stood) = (promise.DueAt, Stood());
            var due = clock.Due(promise.StartedAt, promise.Work, stood);
            if (due == before)
                continue;
            promise.DueAt = due < before ? due : before;
            promise.CallAt = promise.NextCall(clock, stood);
            hasMoved |= promise.DueAt != before;
            Note(EnquiryEventKind.DueMoved, now, null, moment: due);
        }
        (DueAt, CallAt) = (NextPromise?.DueAt, Promises.Min(promise => promise.CallAt));
        return hasMoved;
    }

    private static bool MayCall(WorkingCalendar calendar, DateTimeOffset now)
    {
        var day = calendar.DayOf(now);
        var hours = calendar.HoursOf(day);
        return calendar.IsWorkingDay(day) && hours.From <= now && now <= hours.Until + AfterHours;
    }

    /// <summary>The clock stands from a question on; it stands already where one was asked before, and its time counts anew.</summary>
    private void Pause(EnquiryMessage question, DateTimeOffset now)
    {
        AskedAt = question.At;
        if (PausedAt is not null)
            return;
        PausedAt = question.At;
        Pauses.Add(new() { EnquiryId = Id, From = question.At });
        Note(EnquiryEventKind.Paused, now, question.AuthorId);
    }

    /// <summary>The clock goes on, if it stood.</summary>
    private void Resume(DateTimeOffset at, DateTimeOffset now)
    {
        if (PausedAt is null)
            return;
        EndPause(at);
        Note(EnquiryEventKind.Resumed, now, null);
    }

    private void EndPause(DateTimeOffset at)
    {
        (PausedAt, AskedAt) = (null, null);
        foreach (var pause in Pauses.Where(pause => pause.Until is null))
            // A mail that was under way for long may be older than the question that it seems to answer.
            pause.Until = at < pause.From ? pause.From : at;
    }

    private void Settle(AnswerClock clock, DateTimeOffset now)
    {
        var stood = Stood();
        foreach (var promise in Promises)
            promise.Settle(clock, stood, PausedAt is not null);
        DueAt = PausedAt is null ? NextPromise?.DueAt : null;
        CallAt = Promises.Min(promise => promise.CallAt);
        // Nothing that is open is without a next day: what was answered, or asked back, would be seen by nobody again.
        if (NextStep is null && IsOpen)
            NextStepOn = DueAt is null ? BakuDay.Of(CheckBackAt(clock, now)) : null;
        UpdatedAt = now;
    }

    /// <summary>
    /// When its owner checks back: after a question when it may be said that no answer came; else, and when that is over, some days after
    /// whatever was done last.
    /// </summary>
    private DateTimeOffset CheckBackAt(AnswerClock clock, DateTimeOffset now) =>
        MayExpireAt(clock) is { } end && end > now ? end : clock.Due(now, clock.Days(CheckBackDays));

    private List<Stretch> Stood() =>
        [.. Pauses.Where(pause => pause.Until is not null).Select(pause => new Stretch(pause.From, pause.Until!.Value))];
}
