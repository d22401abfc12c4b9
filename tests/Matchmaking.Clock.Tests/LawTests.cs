using FsCheck.Xunit;

namespace Matchmaking.Clock.Tests;

/// <summary>What holds for every calendar, question and pause.</summary>
[Properties(Arbitrary = [typeof(Worlds)], MaxTest = 2_000)]
public sealed class LawTests
{
    [Property]
    public void Two_pieces_of_work_take_as_long_as_both_together(World world)
    {
        var clock = world.Clock;

        Assert.Equal(clock.Due(world.Asked, world.Work + world.More), clock.Due(clock.Due(world.Asked, world.Work), world.More));
    }

    [Property]
    public void What_was_asked_earlier_is_never_due_later(World world, ushort minutes)
    {
        var later = world.Asked.AddMinutes(minutes);

        Assert.True(world.Clock.Due(world.Asked, world.Work, world.Pauses) <= world.Clock.Due(later, world.Work, world.Pauses));
    }

    [Property]
    public void More_work_is_never_due_earlier(World world) =>
        Assert.True(
            world.Clock.Due(world.Asked, world.Work, world.Pauses) <= world.Clock.Due(world.Asked, world.Work + world.More, world.Pauses)
        );

    [Property]
    public void When_it_is_due_the_work_is_done(World world) =>
        Assert.Equal(world.Work, world.Clock.Worked(world.Asked, world.Clock.Due(world.Asked, world.Work, world.Pauses), world.Pauses));

    [Property]
    public void A_pause_moves_it_by_the_working_hours_of_the_pause(World world, byte share, ushort minutes)
    {
        var clock = world.Clock;
        var due = clock.Due(world.Asked, world.Work);
        var from = world.Asked + (due - world.Asked) * (share / 256.0);
        var pause = new Stretch(from, from.AddMinutes(minutes));
        if (from >= due)
            return;

        Assert.Equal(clock.Due(due, clock.Worked(pause.From, pause.Until)), clock.Due(world.Asked, world.Work, pause));
    }

    [Property]
    public void A_pause_after_it_is_due_changes_nothing(World world, ushort minutes)
    {
        var due = world.Clock.Due(world.Asked, world.Work);

        Assert.Equal(due, world.Clock.Due(world.Asked, world.Work, new Stretch(due, due.AddMinutes(minutes))));
    }

    [Property]
    public void In_which_order_pauses_are_named_and_how_they_are_cut_changes_nothing(World world)
    {
        var cut = world
            .Pauses.Reverse()
            .SelectMany(pause =>
                pause.From + (pause.Until - pause.From) / 2 is var middle
                    ? new[] { pause with { From = middle }, pause with { Until = middle }, pause }
                    : []
            )
            .ToArray();

        Assert.Equal(world.Clock.Due(world.Asked, world.Work, world.Pauses), world.Clock.Due(world.Asked, world.Work, cut));
    }

    [Property]
    public void It_is_due_within_hours_or_when_they_end(World world)
    {
        if (world.Work == TimeSpan.Zero)
            return;
        var due = world.Clock.Due(world.Asked, world.Work, world.Pauses);

        Assert.True(world.Calendar.IsOpenAt(due.AddTicks(-1)));
        Assert.True(due > world.Asked);
    }

    [Property]
    public void The_next_opening_is_not_earlier_and_is_its_own(World world)
    {
        var opening = world.Calendar.NextOpen(world.Asked);

        Assert.True(opening >= world.Asked);
        Assert.True(world.Calendar.IsOpenAt(opening));
        Assert.Equal(opening, world.Calendar.NextOpen(opening));
        Assert.Equal(TimeSpan.Zero, world.Clock.Worked(world.Asked, opening));
    }

    /// <summary>The clock against the plainest there is: it looks at every minute.</summary>
    [Property(MaxTest = 100)]
    public void It_counts_the_minutes_that_are_open_and_in_no_pause(World world)
    {
        var until = world.Asked.AddDays(12);
        var minutes = Enumerable
            .Range(0, 12 * 24 * 60)
            .Select(minute => world.Asked.AddMinutes(minute))
            .Count(minute => world.Calendar.IsOpenAt(minute) && !world.Pauses.Any(p => p.From <= minute && minute < p.Until));

        Assert.Equal(TimeSpan.FromMinutes(minutes), world.Clock.Worked(world.Asked, until, world.Pauses));
    }
}
