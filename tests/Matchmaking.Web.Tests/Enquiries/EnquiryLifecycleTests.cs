using Matchmaking.Clock;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Enquiries;
using static Matchmaking.Web.Tests.Enquiries.SampleEnquiry;

namespace Matchmaking.Web.Tests.Enquiries;

/// <summary>What each verb does to an enquiry's state, its promises and its history.</summary>
public sealed class EnquiryLifecycleTests
{
    private static readonly Guid Colleague = Guid.CreateVersion7();

    [Fact]
    public void A_new_one_has_an_owner_and_two_promises()
    {
        var enquiry = Asked();

        Assert.Equal((EnquiryState.New, Officer), (enquiry.State, enquiry.OwnerId));
        Assert.Equal(
            [(PromiseKind.First, Monday.AddDays(1)), (PromiseKind.Substantive, Monday.AddDays(7))],
            enquiry.Promises.Select(p => (p.Kind, p.DueAt)).Order()
        );
        Assert.Equal(Monday.AddDays(1), enquiry.DueAt);
    }

    [Theory]
    [InlineData(MessageKind.Answer, true, true, false)]
    [InlineData(MessageKind.Question, true, false, true)]
    [InlineData(MessageKind.News, true, false, false)]
    [InlineData(MessageKind.Note, false, false, false)]
    public void What_the_desk_writes_keeps_promises_by_its_kind(MessageKind kind, bool first, bool substantive, bool stands)
    {
        var enquiry = Asked();

        enquiry.Tell(Said(enquiry, kind, Monday.AddHours(2)), Agency, Monday.AddHours(2));

        Assert.Equal(
            (first, substantive, stands),
            (
                enquiry.Promises.Single(p => p.Kind == PromiseKind.First).KeptAt is not null,
                enquiry.Promises.Single(p => p.Kind == PromiseKind.Substantive).KeptAt is not null,
                enquiry.PausedAt is not null
            )
        );
        Assert.Equal(kind == MessageKind.Note ? EnquiryState.New : EnquiryState.Acknowledged, enquiry.State);
    }

    [Theory]
    [InlineData(MessageKind.Answer)]
    [InlineData(MessageKind.Question)]
    [InlineData(MessageKind.News)]
    public void A_template_as_it_stands_keeps_nothing_and_stops_no_clock(MessageKind kind)
    {
        var enquiry = Asked();

        enquiry.Tell(Said(enquiry, kind, Monday.AddHours(2), isTemplate: true), Agency, Monday.AddHours(2));

        Assert.All(enquiry.Promises, promise => Assert.Null(promise.KeptAt));
        Assert.Equal((EnquiryState.New, null, Monday.AddDays(1)), (enquiry.State, enquiry.PausedAt, enquiry.DueAt));
    }

    [Fact]
    public void While_the_investor_owes_an_answer_the_clock_stands_and_then_goes_on_where_it_stood()
    {
        var enquiry = Asked();
        enquiry.Tell(Said(enquiry, MessageKind.Question, Monday.AddHours(4)), Agency, Monday.AddHours(4));
        Assert.Equal((null, null), (enquiry.DueAt, enquiry.CallAt));

        // A night and the next morning: asked at 14:00, answered on Tuesday at 11:00. Six working hours.
        enquiry.Hear(Heard(enquiry, Monday.AddHours(25)), Agency, Monday.AddHours(25));

        Assert.Equal(Agency.Due(Monday, Agency.Days(5) + TimeSpan.FromHours(6)), enquiry.DueAt);
        Assert.Equal(PromiseKind.Substantive, enquiry.NextPromise!.Kind);
    }

    [Fact]
    public void What_is_written_after_the_answer_is_owed_an_answer_of_its_own()
    {
        var enquiry = Answered();

        enquiry.Hear(Heard(enquiry, Monday.AddDays(2)), Agency, Monday.AddDays(2));
        enquiry.Hear(Heard(enquiry, Monday.AddDays(2).AddHours(1)), Agency, Monday.AddDays(2).AddHours(1));

        var promise = Assert.Single(enquiry.Promises, p => p.Kind == PromiseKind.FollowUp);
        Assert.Equal(Monday.AddDays(3), promise.DueAt);
    }

    [Fact]
    public void A_change_of_owner_priority_or_state_moves_no_promise()
    {
        var enquiry = Asked();
        enquiry.Tell(Said(enquiry, MessageKind.Question, Monday.AddHours(1)), Agency, Monday.AddHours(1));
        enquiry.Hear(Heard(enquiry, Monday.AddHours(3)), Agency, Monday.AddHours(3));
        var before = enquiry.Promises.Select(p => (p.Kind, p.DueAt, p.KeptAt, p.CallAt)).Order().ToList();

        Assert.True(enquiry.AssignTo(Colleague, Officer, Monday.AddHours(4)));
        Assert.True(enquiry.Prioritise(EnquiryPriority.High, null, Officer, Monday.AddHours(4)));
        Assert.True(enquiry.MoveTo(EnquiryState.Qualified, "The promoter's consent", Soon, null, Officer, Agency, Monday.AddHours(4)));

        Assert.Equal(before, enquiry.Promises.Select(p => (p.Kind, p.DueAt, p.KeptAt, p.CallAt)).Order());
    }

    [Theory]
    [InlineData(EnquiryState.Acknowledged, false)]
    [InlineData(EnquiryState.New, false)]
    [InlineData(EnquiryState.Qualified, true)]
    [InlineData(EnquiryState.Signed, true)]
    [InlineData(EnquiryState.Declined, false)]
    [InlineData(EnquiryState.Expired, false)]
    [InlineData(EnquiryState.Withdrawn, false)]
    public void It_moves_to_later_stages_alone(EnquiryState to, bool moves)
    {
        var enquiry = Answered();

        Assert.Equal(moves, enquiry.MoveTo(to, "Next", Soon, "Why", Officer, Agency, Monday.AddDays(1)));

        Assert.Equal(moves ? to : EnquiryState.Acknowledged, enquiry.State);
        Assert.Equal(moves, enquiry.History.Any(line => line.State == to && line.Text == "Why"));
        Assert.Equal(moves && to != EnquiryState.Signed, enquiry.NextStep is not null);
    }

    [Fact]
    public void Who_declines_says_why_and_that_is_an_answer()
    {
        var enquiry = Asked();

        Assert.False(enquiry.Decline(Said(enquiry, MessageKind.Answer, Monday, isTemplate: true), Agency, Monday));
        Assert.False(enquiry.Decline(Said(enquiry, MessageKind.News, Monday), Agency, Monday));
        Assert.Equal(EnquiryState.New, enquiry.State);
        Assert.True(enquiry.Decline(Said(enquiry, MessageKind.Answer, Monday), Agency, Monday));

        Assert.Equal((EnquiryState.Declined, null), (enquiry.State, enquiry.DueAt));
        Assert.All(enquiry.Promises, promise => Assert.NotNull(promise.KeptAt));
    }

    [Fact]
    public void It_expires_only_while_the_investor_owes_an_answer()
    {
        var enquiry = Asked();
        Assert.False(enquiry.Expire(null, Officer, Agency, Monday));
        enquiry.Tell(Said(enquiry, MessageKind.Question, Monday), Agency, Monday);

        Assert.True(enquiry.Expire("No answer for three weeks", Officer, Agency, Monday.AddDays(21)));

        Assert.Equal((EnquiryState.Expired, null, null), (enquiry.State, enquiry.DueAt, enquiry.PausedAt));
        Assert.NotNull(enquiry.Promises.Single(p => p.Kind == PromiseKind.Substantive).EndedAt);
        Assert.All(enquiry.Pauses, pause => Assert.NotNull(pause.Until));
        Assert.DoesNotContain(enquiry.History, line => line.Kind == EnquiryEventKind.Resumed);
    }

    /// <summary>Asked within hours: ten whole working days later, not a tick before.</summary>
    [Fact]
    public void The_investor_has_ten_working_days_for_a_question()
    {
        var enquiry = Asked();
        enquiry.Tell(Said(enquiry, MessageKind.Question, Monday), Agency, Monday);
        var from = enquiry.MayExpireAt(Agency)!.Value;

        Assert.Equal(Agency.Due(Monday, Agency.Days(10)), from);
        Assert.False(enquiry.Expire(null, Officer, Agency, from.AddTicks(-1)));
        Assert.NotNull(enquiry.PausedAt);
        Assert.True(enquiry.Expire(null, Officer, Agency, from));
    }

    [Fact]
    public void Its_investor_takes_it_back_until_a_person_has_answered()
    {
        var (fresh, answered) = (Asked(), Answered());

        Assert.True(fresh.Withdraw(Agency, Monday.AddHours(1)));
        Assert.False(answered.Withdraw(Agency, Monday.AddHours(3)));

        Assert.Equal((EnquiryState.Withdrawn, null), (fresh.State, fresh.DueAt));
        Assert.Equal(EnquiryState.Acknowledged, answered.State);
    }

    [Fact]
    public void What_has_ended_is_opened_again_where_it_stood()
    {
        var enquiry = Answered();
        enquiry.MoveTo(EnquiryState.Introduced, "A meeting", Soon, null, Officer, Agency, Monday.AddDays(1));
        Assert.False(enquiry.Reopen("A meeting", Soon, Officer, Monday.AddDays(1)));
        enquiry.Decline(Said(enquiry, MessageKind.Answer, Monday.AddDays(2)), Agency, Monday.AddDays(2));

        Assert.False(enquiry.Reopen("A meeting", BakuDay.Of(Monday), Officer, Monday.AddDays(3)));
        Assert.True(enquiry.Reopen("A meeting", BakuDay.Of(Monday.AddDays(3)), Officer, Monday.AddDays(3)));

        Assert.Equal(EnquiryState.Introduced, enquiry.State);
    }

    [Fact]
    public void Half_time_is_told_to_the_owner_what_is_late_to_the_head_again_each_working_day()
    {
        var enquiry = Asked();
        var calls = new List<(CallKind, DateTimeOffset)>();
        for (var now = Monday; now < Monday.AddDays(4); now = now.AddMinutes(1))
            if (enquiry.Call(Agency, now) is var (kind, _))
                calls.Add((kind, now));

        // The first promise: half after 4.5 hours, due on Tuesday 10:00, then Wednesday and Thursday. The second: half on Wednesday 14:30.
        Assert.Equal(
            [
                (CallKind.Reminder, Monday.AddHours(4.5)),
                (CallKind.Late, Monday.AddDays(1)),
                (CallKind.Late, Monday.AddDays(2)),
                (CallKind.Reminder, Monday.AddDays(2).AddHours(4.5)),
                (CallKind.Late, Monday.AddDays(3)),
            ],
            calls
        );
    }

    [Fact]
    public void Nobody_is_called_at_night_or_on_a_sunday_and_what_was_missed_is_one_call()
    {
        var enquiry = Asked();
        var (saturday, monday) = (Monday.AddDays(5), Monday.AddDays(7).AddHours(-1));

        Assert.Null(enquiry.Call(Agency, Monday.AddHours(12)));
        Assert.Null(enquiry.Call(Agency, saturday));
        Assert.Equal(CallKind.Late, enquiry.Call(Agency, monday)!.Value.Kind);
        Assert.Null(enquiry.Call(Agency, monday.AddMinutes(1)));
    }

    [Fact]
    public void Nobody_is_called_while_the_investor_owes_an_answer_nor_when_all_is_answered()
    {
        var (waiting, done) = (Asked(), Answered());
        waiting.Tell(Said(waiting, MessageKind.Question, Monday), Agency, Monday);

        for (var now = Monday; now < Monday.AddDays(9); now = now.AddHours(1))
        {
            Assert.Null(waiting.Call(Agency, now));
            Assert.Null(done.Call(Agency, now));
        }
    }

    [Fact]
    public void A_calendar_that_changes_moves_nothing_that_was_promised_to_later()
    {
        var enquiry = Asked();
        var (free, madeUp) = (Calendar(new DateOnly(2026, 11, 17), DayKind.Off), Calendar(new DateOnly(2026, 11, 21), DayKind.MadeUp));

        Assert.False(enquiry.FollowCalendar(free, Monday.AddHours(1)));
        Assert.Equal(Monday.AddDays(1), enquiry.DueAt);
        Assert.True(enquiry.FollowCalendar(madeUp, Monday.AddHours(1)));

        var substantive = enquiry.Promises.Single(p => p.Kind == PromiseKind.Substantive);
        Assert.Equal((Monday.AddDays(5), Monday.AddDays(7)), (substantive.DueAt, substantive.PromisedFor));
        Assert.Contains(enquiry.History, line => line.Kind == EnquiryEventKind.DueMoved);
    }

    [Fact]
    public void What_was_written_after_the_answer_may_stay_without_one()
    {
        var enquiry = Answered();
        Assert.False(enquiry.LeaveUnanswered(null, Officer, Agency, Monday.AddDays(1)));
        enquiry.Hear(Heard(enquiry, Monday.AddDays(2)), Agency, Monday.AddDays(2));

        Assert.True(enquiry.LeaveUnanswered("A thank-you", Officer, Agency, Monday.AddDays(2).AddHours(1)));

        var promise = enquiry.Promises.Single(p => p.Kind == PromiseKind.FollowUp);
        Assert.Equal((null, null, null, null), (enquiry.DueAt, enquiry.CallAt, promise.KeptAt, promise.CallAt));
        Assert.NotNull(promise.EndedAt);
        Assert.Contains(enquiry.History, line => line is { Kind: EnquiryEventKind.LeftUnanswered, Text: "A thank-you" });
        enquiry.Hear(Heard(enquiry, Monday.AddDays(3)), Agency, Monday.AddDays(3));
        Assert.NotNull(enquiry.DueAt);
    }

    [Fact]
    public void What_was_taken_back_and_opened_again_is_not_taken_back_once_more()
    {
        var enquiry = Asked();
        Assert.True(enquiry.Withdraw(Agency, Monday.AddHours(1)));
        Assert.True(enquiry.Reopen("A call", Soon, Officer, Monday.AddHours(2)));

        Assert.Equal(EnquiryState.New, enquiry.State);
        Assert.False(enquiry.Withdraw(Agency, Monday.AddHours(3)));
    }

    [Fact]
    public void The_question_itself_never_stays_without_an_answer()
    {
        var (asked, greeted, waiting) = (Asked(), Asked(), Asked());
        greeted.Tell(Said(greeted, MessageKind.News, Monday), Agency, Monday);
        waiting.Tell(Said(waiting, MessageKind.Question, Monday), Agency, Monday);

        foreach (var enquiry in new[] { asked, greeted, waiting })
            Assert.False(enquiry.LeaveUnanswered(null, Officer, Agency, Monday.AddHours(1)));

        Assert.All(greeted.Promises.Where(p => p.Kind == PromiseKind.Substantive), promise => Assert.True(promise.IsOwed));
    }

    private static AnswerClock Calendar(DateOnly day, DayKind kind) =>
        new(
            new(
                Agency.Calendar.Zone,
                Agency.Calendar.Opens,
                Agency.Calendar.Closes,
                new Dictionary<DateOnly, DayKind> { [day] = kind },
                new HashSet<int> { 2026 }
            )
        );
}
