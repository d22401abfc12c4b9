using Matchmaking.Clock;
using Matchmaking.Web.Calendar;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>
/// The verbs. Each looks whether the state allows it, changes the enquiry and writes a line of history; nothing else changes a state, an
/// owner or a promise. False means that the state does not allow it (any more), and nothing was changed. All of an enquiry's promises and
/// pauses must have been loaded.
/// </summary>
public sealed partial class Enquiry
{
    /// <summary>
    /// Within how many of the agency's working days a person writes, the question is answered, and what is written later.
    /// </summary>
    public const int FirstDays = 1,
        SubstantiveDays = 5,
        FollowUpDays = 1;

    /// <summary>How many of the agency's working days the investor has for a question before it may be said that no answer came.</summary>
    public const int ReplyDays = 10;

    /// <summary>
    /// After how many of the agency's working days its owner checks back with the investor, when nothing is owed and nobody has said what
    /// comes next.
    /// </summary>
    public const int CheckBackDays = 5;

    /// <summary>The states that the desk may lead to, in their order.</summary>
    public static IReadOnlyList<EnquiryState> Stages { get; } =
    [
        EnquiryState.Acknowledged,
        EnquiryState.Qualified,
        EnquiryState.Introduced,
        EnquiryState.Visit,
        EnquiryState.Negotiation,
        EnquiryState.Signed,
    ];

    /// <summary>Whether the investor may take it back: until a person has answered.</summary>
    public bool MayBeWithdrawn => State == EnquiryState.New && Promises.All(promise => promise.KeptAt is null && promise.EndedAt is null);

    /// <summary>It has come: from now on it has an owner, and two answers are promised.</summary>
    /// <param name="first">What was asked.</param>
    /// <param name="owner">Whose it is; null only while the desk has nobody.</param>
    /// <param name="clock">Of the agency.</param>
    /// <param name="now">When it is written down, which may be later than when it came.</param>
    public void Receive(EnquiryMessage first, Guid? owner, AnswerClock clock, DateTimeOffset now)
    {
        Messages.Add(first);
        Promises.Add(AnswerPromise.Of(Id, PromiseKind.First, ReceivedAt, FirstDays, clock));
        Promises.Add(AnswerPromise.Of(Id, PromiseKind.Substantive, ReceivedAt, SubstantiveDays, clock));
        Note(EnquiryEventKind.Received, now, EnteredById);
        OwnerId = owner;
        Settle(clock, now);
    }

    /// <summary>The investor writes: the clock goes on if it stood, and an answer is owed if none was.</summary>
    public void Hear(EnquiryMessage said, AnswerClock clock, DateTimeOffset now)
    {
        Messages.Add(said);
        Resume(said.At, now);
        if (!Promises.Any(promise => promise.IsOwed))
            Promises.Add(AnswerPromise.Of(Id, PromiseKind.FollowUp, said.At, FollowUpDays, clock));
        Settle(clock, now);
    }

    /// <summary>
    /// The desk writes. An answer keeps all that is owed; a question lets the clock of what is open stand; news only show that somebody is
    /// there. A template as it stands is none of these: it keeps nothing.
    /// </summary>
    /// <param name="said">By a person of the desk.</param>
    /// <param name="clock">Of the agency.</param>
    /// <param name="now">When.</param>
    /// <param name="plan">What comes next; null to say nothing of it: a step that was said stands until its day is over.</param>
    public void Tell(EnquiryMessage said, AnswerClock clock, DateTimeOffset now, EnquiryPlan? plan = null)
    {
        Messages.Add(said);
        UpdatedAt = now;
        if (said is { IsFromDesk: true, IsTemplate: false })
        {
            foreach (var promise in Promises.Where(p => p.IsOwed && (p.Kind == PromiseKind.First || said.Kind == MessageKind.Answer)))
                promise.KeptAt = said.At;
            if (said.Kind == MessageKind.Answer)
                Resume(said.At, now);
            else if (said.Kind == MessageKind.Question && IsOpen)
                Pause(said, now);
            if (State == EnquiryState.New)
            {
                State = EnquiryState.Acknowledged;
                Note(EnquiryEventKind.Moved, now, said.AuthorId, state: State);
            }
            // Who writes after the day of a step and says no other has nothing planned any more: that is checked back.
            if (NextStepOn is { } on && EnquiryPlan.IsOver(on, clock, now))
                NextStep = null;
            Settle(clock, now);
        }
        if (plan is var (step, day))
            Plan(step, day, null, said.AuthorId, now);
    }

    /// <summary>Gives it to somebody else of the desk. False when it is theirs already.</summary>
    /// <param name="owner">Whose it becomes.</param>
    /// <param name="by">Who gives it; null for the system.</param>
    /// <param name="now">When.</param>
    /// <param name="why">Null for no reason.</param>
    /// <param name="coveredFor">Who is away, when the new owner only stands in; null otherwise.</param>
    public bool AssignTo(Guid owner, Guid? by, DateTimeOffset now, string? why = null, Guid? coveredFor = null)
    {
        if (OwnerId == owner)
            return false;
        (OwnerId, CoveredForId) = (owner, coveredFor == owner ? null : coveredFor);
        return Note(EnquiryEventKind.Assigned, now, by, why, owner: owner);
    }

    /// <summary>
    /// Leads it on to a later state. False for an earlier one, for one that is no stage, and when it has ended. What is owed stays owed;
    /// when it is signed nothing is waited for any more.
    /// </summary>
    /// <param name="stage">One of <see cref="Stages"/>.</param>
    /// <param name="nextStep">What comes next; empty when it is signed.</param>
    /// <param name="on">By when, in Baku.</param>
    /// <param name="why">Null for no reason.</param>
    /// <param name="by">Who of the desk.</param>
    /// <param name="clock">Of the agency.</param>
    /// <param name="now">When.</param>
    public bool MoveTo(EnquiryState stage, string nextStep, DateOnly? on, string? why, Guid by, AnswerClock clock, DateTimeOffset now)
    {
        if (!IsOpen || stage <= State || !Stages.Contains(stage))
            return false;
        State = stage;
        (NextStep, NextStepOn) = IsOpen ? (nextStep, on) : (null, null);
        if (!IsOpen)
        {
            Resume(now, now);
            Settle(clock, now);
        }
        return Note(EnquiryEventKind.Moved, now, by, why, state: stage, hasStep: true);
    }

    /// <summary>Says what comes next. False when it has ended, the day is over, or just that was said.</summary>
    public bool Plan(string nextStep, DateOnly on, string? why, Guid? by, DateTimeOffset now)
    {
        if (!IsOpen || on < BakuDay.Of(now) || (NextStep, NextStepOn) == (nextStep, on))
            return false;
        (NextStep, NextStepOn) = (nextStep, on);
        return Note(EnquiryEventKind.Planned, now, by, why, hasStep: true);
    }

    /// <summary>
    /// The desk does not go on with it, and tells the investor why in its own words: they keep what is owed, as every answer does.
    /// </summary>
    public bool Decline(EnquiryMessage farewell, AnswerClock clock, DateTimeOffset now)
    {
        if (!IsOpen || farewell.IsTemplate || farewell.Kind != MessageKind.Answer)
            return false;
        Tell(farewell, clock, now);
        return End(EnquiryState.Declined, EnquiryEventKind.Declined, now, farewell.AuthorId);
    }

    /// <summary>
    /// From when on it may be said that the investor has not answered, counted from the last question; null while the investor owes
    /// nothing.
    /// </summary>
    public DateTimeOffset? MayExpireAt(AnswerClock clock) => AskedAt is { } asked ? clock.Due(asked, clock.Days(ReplyDays)) : null;

    /// <summary>
    /// The investor owed an answer and gave none. False while none is owed by the investor, and before <see cref="MayExpireAt"/>: to ask
    /// and to end it the same day would only shake off what was promised.
    /// </summary>
    /// <param name="why">Null for no reason.</param>
    /// <param name="by">Who of the desk.</param>
    /// <param name="clock">Of the agency.</param>
    /// <param name="now">When.</param>
    public bool Expire(string? why, Guid by, AnswerClock clock, DateTimeOffset now)
    {
        if (!IsOpen || !(MayExpireAt(clock) <= now))
            return false;
        EndPromises(now);
        EndPause(now);
        Settle(clock, now);
        return End(EnquiryState.Expired, EnquiryEventKind.Expired, now, by, why);
    }

    /// <summary>The investor takes it back. False once a person has answered.</summary>
    public bool Withdraw(AnswerClock clock, DateTimeOffset now)
    {
        if (!MayBeWithdrawn)
            return false;
        EndPromises(now);
        Settle(clock, now);
        return End(EnquiryState.Withdrawn, EnquiryEventKind.Withdrawn, now, null);
    }

    /// <summary>Goes on with what had ended, where it stood before. False for what has not ended.</summary>
    public bool Reopen(string nextStep, DateOnly on, Guid by, DateTimeOffset now)
    {
        if (IsOpen || on < BakuDay.Of(now))
            return false;
        // An end is never the first thing that happens, so there is a state before it; of one that was taken back it is the beginning.
        State = History.Where(line => line.State < EnquiryState.Signed).OrderBy(line => line.At).LastOrDefault()?.State ?? EnquiryState.New;
        (NextStep, NextStepOn) = (nextStep, on);
        return Note(EnquiryEventKind.Reopened, now, by, state: State, hasStep: true);
    }

    /// <summary>
    /// Whether all that is owed is an answer to what was written after the question was answered: "thank you" needs none.
    /// </summary>
    public bool MayStayUnanswered =>
        PausedAt is null && Promises.Any(promise => promise.IsOwed) && Promises.All(p => !p.IsOwed || p.Kind == PromiseKind.FollowUp);

    /// <summary>
    /// What was written last needs no answer. False while the question itself is open, and when nothing is owed. What ends late stays
    /// late in
    /// the figures.
    /// </summary>
    public bool LeaveUnanswered(string? why, Guid by, AnswerClock clock, DateTimeOffset now)
    {
        if (!MayStayUnanswered)
            return false;
        EndPromises(now);
        Settle(clock, now);
        return Note(EnquiryEventKind.LeftUnanswered, now, by, why);
    }

    /// <summary>How pressing it is. False when it is so already.</summary>
    public bool Prioritise(EnquiryPriority priority, string? why, Guid by, DateTimeOffset now)
    {
        if (Priority == priority)
            return false;
        Priority = priority;
        return Note(EnquiryEventKind.PriorityChanged, now, by, why);
    }

    private bool End(EnquiryState state, EnquiryEventKind kind, DateTimeOffset now, Guid? by, string? why = null)
    {
        State = state;
        (NextStep, NextStepOn) = (null, null);
        return Note(kind, now, by, why, state);
    }

    private void EndPromises(DateTimeOffset now)
    {
        foreach (var promise in Promises.Where(promise => promise.IsOwed))
            promise.EndedAt = now;
    }

    private bool Note(
        EnquiryEventKind kind,
        DateTimeOffset now,
        Guid? by,
        string? text = null,
        EnquiryState? state = null,
        Guid? owner = null,
        DateTimeOffset? moment = null,
        bool hasStep = false
    )
    {
        UpdatedAt = now;
        History.Add(
            new()
            {
                EnquiryId = Id,
                Kind = kind,
                At = now,
                ById = by,
                Text = text,
                State = state,
                OwnerId = owner,
                Moment = moment,
                NextStep = hasStep ? NextStep : null,
                NextStepOn = hasStep ? NextStepOn : null,
            }
        );
        return true;
    }
}
