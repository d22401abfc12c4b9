using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Enquiries;
using static Matchmaking.Web.Tests.Enquiries.SampleEnquiry;

namespace Matchmaking.Web.Tests.Enquiries;

/// <summary>What comes next of an enquiry, and when: there is always something while it is open.</summary>
public sealed class EnquiryNextTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 50)];

    [Fact]
    public void What_is_answered_comes_back_in_five_working_days_and_what_was_asked_in_ten()
    {
        var enquiry = Asked();
        Assert.Equal((null, null), (enquiry.NextStep, enquiry.NextStepOn));

        enquiry.Tell(Said(enquiry, MessageKind.Question, Monday.AddHours(2)), Agency, Monday.AddHours(2));
        Assert.Equal((null, new DateOnly(2026, 11, 30)), (enquiry.NextStep, enquiry.NextStepOn));
        enquiry.Tell(Said(enquiry, MessageKind.Answer, Monday.AddHours(3)), Agency, Monday.AddHours(3));
        Assert.Equal((null, new DateOnly(2026, 11, 23)), (enquiry.NextStep, enquiry.NextStepOn));

        enquiry.Hear(Heard(enquiry, Monday.AddDays(1)), Agency, Monday.AddDays(1));
        Assert.Null(enquiry.NextStepOn);
        Assert.True(enquiry.LeaveUnanswered(null, Officer, Agency, Monday.AddDays(2)));
        Assert.Equal(new DateOnly(2026, 11, 25), enquiry.NextStepOn);
    }

    [Fact]
    public void A_step_that_was_said_with_an_answer_stands_and_no_message_takes_it_away()
    {
        var enquiry = Asked();

        enquiry.Tell(
            Said(enquiry, MessageKind.Answer, Monday.AddHours(2)),
            Agency,
            Monday.AddHours(2),
            new("The promoter's consent", Soon)
        );
        enquiry.Hear(Heard(enquiry, Monday.AddDays(1)), Agency, Monday.AddDays(1));
        enquiry.Tell(Said(enquiry, MessageKind.Question, Monday.AddDays(2)), Agency, Monday.AddDays(2));

        Assert.Equal(("The promoter's consent", Soon), (enquiry.NextStep, enquiry.NextStepOn));
        Assert.Equal(Officer, Assert.Single(enquiry.History, line => line.Kind == EnquiryEventKind.Planned).ById);
    }

    [Theory]
    [InlineData(13, 59, true)]
    [InlineData(14, 0, false)]
    public void A_step_gives_way_to_checking_back_when_somebody_writes_after_its_day(int hour, int minute, bool stands)
    {
        var enquiry = Answered();
        Assert.True(enquiry.Plan("Meet", Soon, null, Officer, Monday.AddDays(1)));
        var evening = new DateTimeOffset(Soon, new(hour, minute), TimeSpan.Zero);

        enquiry.Tell(Said(enquiry, MessageKind.Answer, evening, isTemplate: true), Agency, evening);
        Assert.Equal("Meet", enquiry.NextStep);
        enquiry.Tell(Said(enquiry, MessageKind.Answer, evening), Agency, evening);

        Assert.Equal((stands ? "Meet" : null, stands ? Soon : new DateOnly(2026, 12, 8)), (enquiry.NextStep, enquiry.NextStepOn));
    }

    [Theory]
    [InlineData(MessageKind.Question, 16)]
    [InlineData(MessageKind.News, 9)]
    public void Whoever_writes_again_long_after_a_question_has_days_ahead(MessageKind kind, int december)
    {
        var enquiry = Asked();
        enquiry.Tell(Said(enquiry, MessageKind.Question, Monday), Agency, Monday);
        Assert.Equal(new DateOnly(2026, 11, 30), enquiry.NextStepOn);
        var later = new DateTimeOffset(2026, 12, 2, 7, 0, 0, TimeSpan.Zero);

        enquiry.Tell(Said(enquiry, kind, later), Agency, later);

        Assert.Equal((Monday, new DateOnly(2026, 12, december)), (enquiry.PausedAt!.Value, enquiry.NextStepOn!.Value));
    }

    [Fact]
    public void News_while_the_investor_is_waited_for_moves_no_day()
    {
        var enquiry = Asked();
        enquiry.Tell(Said(enquiry, MessageKind.Question, Monday), Agency, Monday);

        enquiry.Tell(Said(enquiry, MessageKind.News, Monday.AddDays(1)), Agency, Monday.AddDays(1));

        Assert.Equal(new DateOnly(2026, 11, 30), enquiry.NextStepOn);
    }

    [Fact]
    public void After_a_second_question_the_investor_has_its_ten_days_whatever_else_is_told()
    {
        var enquiry = Asked();
        var (second, news) = (
            new DateTimeOffset(2026, 12, 2, 7, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2026, 12, 3, 7, 0, 0, TimeSpan.Zero)
        );
        enquiry.Tell(Said(enquiry, MessageKind.Question, Monday), Agency, Monday);
        enquiry.Tell(Said(enquiry, MessageKind.Question, second), Agency, second);

        enquiry.Tell(Said(enquiry, MessageKind.News, news), Agency, news);

        Assert.Equal(new DateOnly(2026, 12, 16), enquiry.NextStepOn);
        var end = enquiry.MayExpireAt(Agency)!.Value;
        Assert.Equal(new DateOnly(2026, 12, 16), BakuDay.Of(end));
        Assert.False(enquiry.Expire(null, Officer, Agency, end.AddSeconds(-1)));
        Assert.True(enquiry.Expire(null, Officer, Agency, end));
    }

    [Fact]
    public void What_says_nothing_puts_no_day_off()
    {
        var enquiry = Answered();
        var due = enquiry.NextStepOn;
        var later = Monday.AddDays(14);

        enquiry.Tell(Said(enquiry, MessageKind.Answer, later, isTemplate: true), Agency, later);
        enquiry.Tell(Said(enquiry, MessageKind.Note, later), Agency, later);

        Assert.Equal(due, enquiry.NextStepOn);
    }

    [Fact]
    public void What_is_signed_waits_for_nobody_and_what_is_owed_stays_owed()
    {
        var enquiry = Asked();
        enquiry.Tell(Said(enquiry, MessageKind.Question, Monday), Agency, Monday);

        Assert.True(enquiry.MoveTo(EnquiryState.Signed, "", null, null, Officer, Agency, Monday.AddDays(1)));

        Assert.Equal((null, true), (enquiry.PausedAt, enquiry.DueAt is not null));
        Assert.All(enquiry.Pauses, pause => Assert.NotNull(pause.Until));
    }

    [Fact]
    public void A_question_about_what_has_ended_lets_no_clock_stand()
    {
        var enquiry = Asked();
        Assert.True(enquiry.Withdraw(Agency, Monday));
        enquiry.Hear(Heard(enquiry, Monday.AddDays(1)), Agency, Monday.AddDays(1));

        enquiry.Tell(Said(enquiry, MessageKind.Question, Monday.AddDays(1)), Agency, Monday.AddDays(1));

        Assert.Equal((null, true), (enquiry.PausedAt, enquiry.DueAt is not null));
        Assert.True(enquiry.Reopen("Meet", Soon, Officer, Monday.AddDays(2)));
        Assert.False(EnquiryNext.Of(enquiry)!.IsAsked);
    }

    [Theory]
    [InlineData(EnquiryState.Declined)]
    [InlineData(EnquiryState.Expired)]
    [InlineData(EnquiryState.Withdrawn)]
    [InlineData(EnquiryState.Signed)]
    public void What_has_ended_has_no_day_whatever_is_written_afterwards(EnquiryState end)
    {
        var (enquiry, later) = (Asked(), Monday.AddDays(40));
        if (end == EnquiryState.Withdrawn)
            Assert.True(enquiry.Withdraw(Agency, Monday));
        else if (end == EnquiryState.Declined)
            Assert.True(enquiry.Decline(Said(enquiry, MessageKind.Answer, Monday), Agency, Monday));
        else if (end == EnquiryState.Signed)
            Assert.True(enquiry.MoveTo(EnquiryState.Signed, "", null, null, Officer, Agency, Monday));
        else
        {
            enquiry.Tell(Said(enquiry, MessageKind.Question, Monday), Agency, Monday);
            Assert.True(enquiry.Expire(null, Officer, Agency, later));
        }

        enquiry.Hear(Heard(enquiry, later.AddDays(1)), Agency, later.AddDays(1));
        enquiry.Tell(Said(enquiry, MessageKind.Answer, later.AddDays(2)), Agency, later.AddDays(2), new("Meet", Soon.AddDays(90)));

        Assert.Equal((end, null, null), (enquiry.State, enquiry.NextStep, enquiry.NextStepOn));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_is_done_what_is_open_has_a_day(int seed)
    {
        var (enquiry, now, random) = (Asked(), Monday, new Random(seed));
        for (var step = 0; step < 40; step++)
        {
            now += TimeSpan.FromHours(random.Next(1, 60));
            var today = BakuDay.Of(now);
            _ = random.Next(8) switch
            {
                0 => Told(MessageKind.Answer),
                1 => Told(MessageKind.Question),
                2 => Told(MessageKind.News),
                3 => Told(MessageKind.Investor),
                4 => enquiry.LeaveUnanswered(null, Officer, Agency, now),
                5 => enquiry.Plan("Meet", today.AddDays(3), null, Officer, now),
                6 => enquiry.Expire(null, Officer, Agency, now),
                _ => enquiry.Reopen("Again", today.AddDays(3), Officer, now),
            };
            var next = EnquiryNext.Of(enquiry);
            Assert.Equal(enquiry.IsOpen || enquiry.DueAt is not null, next is not null);
            if (next is not null)
                Assert.Equal(enquiry.DueAt is { } due ? BakuDay.Of(due) : enquiry.NextStepOn, next.By);
            Assert.Equal(enquiry.DueAt is not null ? enquiry.NextStep : null, next?.Then?.Step);
            bool Told(MessageKind kind)
            {
                if (kind == MessageKind.Investor)
                    enquiry.Hear(Heard(enquiry, now), Agency, now);
                else
                    enquiry.Tell(Said(enquiry, kind, now), Agency, now);
                return true;
            }
        }
    }
}
