using Matchmaking.Clock;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Enquiries;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Matchmaking.Web.Tests.Enquiries;

/// <summary>How fast answers were, as the public is shown it.</summary>
public sealed class AnswerMonthTests(AnswerMonthTests.ClockedSite site) : IClassFixture<AnswerMonthTests.ClockedSite>
{
    public sealed class ClockedSite : QuietSite
    {
        public FakeTimeProvider Clock { get; } = new(new(2026, 7, 15, 8, 0, 0, TimeSpan.Zero));

        protected override void Change(IServiceCollection services)
        {
            base.Change(services);
            services.AddSingleton<TimeProvider>(Clock);
        }
    }

    private static readonly AnswerClock Clock = new WorkingCalendars().AgencyClock;

    /// <summary>Monday 1 June 2026, 09:00 in Baku, an ordinary working day.</summary>
    private static readonly DateTimeOffset Monday = new(2026, 6, 1, 5, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_median_is_of_working_hours_pauses_left_out_and_what_was_never_answered_counts_as_late()
    {
        var month = new AnswerMonth { Month = new(2026, 6, 1) };

        month.Count(
            [
                Answer(hours: 2),
                Answer(hours: 4),
                // Asked on Monday, answered on Tuesday at ten: ten working hours, of which three stood still.
                Answer(kept: Monday.AddHours(25), due: Monday.AddHours(27), pause: new(Monday.AddHours(1), Monday.AddHours(4))),
                Answer(kept: Monday.AddHours(30), due: Monday.AddHours(9)),
                Answer(kept: null, due: Monday.AddHours(9)),
            ],
            Clock,
            Monday.AddDays(30)
        );

        Assert.Equal((5, 3, 5.5m), (month.Owed, month.InTime, month.MedianHours));
    }

    [Fact]
    public void A_month_in_which_nobody_was_answered_has_no_median()
    {
        var month = new AnswerMonth { Month = new(2026, 6, 1) };
        month.Count([Answer(kept: null, due: Monday)], Clock, Monday.AddDays(1));
        Assert.Equal((1, 0, null), (month.Owed, month.InTime, month.MedianHours));
    }

    [Fact]
    public async Task Months_are_counted_withheld_or_said_to_be_empty_and_the_chart_says_what_the_table_says()
    {
        var empty = await site.NewVisitor().OpenAsync("/progress");
        Assert.Contains("In the last 12 months no answer was owed.", empty.Text, StringComparison.Ordinal);

        for (var i = 0; i < 5; i++)
            await AddAsync(Monday, kept: i < 4 ? Monday.AddHours(3) : null);
        for (var i = 0; i < 4; i++)
            await AddAsync(Monday.AddDays(-30), kept: Monday.AddDays(-30).AddHours(1));
        // Of June as it ends in Baku, not in Greenwich: 23:30 on 30 June there is July already.
        await AddAsync(new(2026, 6, 30, 20, 30, 0, TimeSpan.Zero), kept: new(2026, 7, 1, 6, 0, 0, TimeSpan.Zero));
        // Taken back before its time was over: nobody owed it.
        await AddAsync(Monday, kept: null, ended: Monday.AddHours(1));
        await CountAsync();

        var page = await site.NewVisitor().OpenAsync("/progress");
        var rows = page
            .Document.QuerySelectorAll("section[aria-labelledby=answers] tbody tr")
            .Select(row => string.Join('|', row.Children.Select(cell => cell.TextContent.Trim())))
            .ToList();
        Assert.Equal(12, rows.Count);
        Assert.Equal("August 2025|none|—|—|—", rows[0]);
        Assert.Equal("May 2026|fewer than 5, not shown", rows[9]);
        Assert.Equal("June 2026|5|3.0|80 %|80 %", rows[10]);
        Assert.Equal("July 2026|fewer than 5, not shown", rows[11]);
        Assert.Single(page.Document.QuerySelectorAll(".chart rect"));
        Assert.Contains("3.0", page.TextsOf(".chart text"));
        Assert.Contains("9 h", page.TextsOf(".chart text"));
        Assert.DoesNotContain("1.0", page.TextsOf(".chart text"));
    }

    private async Task CountAsync() => await site.RunAsync<AnswerMonths>(months => months.CountAsync(CancellationToken.None));

    private static OwedAnswer Answer(int hours) => Answer(Monday.AddHours(hours), Monday.AddHours(9));

    private static OwedAnswer Answer(DateTimeOffset? kept, DateTimeOffset due, Stretch? pause = null) =>
        new(PromiseKind.First, Monday, due, kept, pause is { } stood ? [stood] : []);

    private async Task AddAsync(DateTimeOffset from, DateTimeOffset? kept, DateTimeOffset? ended = null)
    {
        var enquiry = await site.AskAsync(await site.People.InvestorAsync());
        await site.AsOwnerAsync(async db =>
        {
            await db.AnswerPromises.Where(p => p.EnquiryId == enquiry.Id).ExecuteDeleteAsync();
            foreach (var kind in new[] { PromiseKind.First, PromiseKind.Substantive })
                db.AnswerPromises.Add(
                    new()
                    {
                        EnquiryId = enquiry.Id,
                        Kind = kind,
                        StartedAt = from,
                        Work = TimeSpan.FromHours(9),
                        PromisedFor = from.AddHours(9),
                        DueAt = from.AddHours(9),
                        KeptAt = kept,
                        EndedAt = ended,
                    }
                );
            return await db.SaveChangesAsync();
        });
    }
}
