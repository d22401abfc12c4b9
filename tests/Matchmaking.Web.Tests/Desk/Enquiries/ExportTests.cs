using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Tests.Desk.Inbox;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.Enquiries;

/// <summary>The file for the monthly report.</summary>
public sealed class ExportTests(ClockSite site) : IClassFixture<ClockSite>
{
    [Fact]
    public async Task It_has_the_period_in_the_readers_words_and_no_formulas()
    {
        var staff = await site.People.StaffAsync("zh-Hans");
        var investor = await site.People.InvestorAsync();
        var enquiry = await site.AskAsync(investor, "土地？");
        await site.InDatabaseAsync(db =>
            db.Enquiries.Where(e => e.Id == enquiry).ExecuteUpdateAsync(set => set.SetProperty(e => e.Company, "=cmd|'/C calc'!A0, \"x\""))
        );
        var visitor = await site.People.SignInAsync(staff);

        using var answer = await visitor.Client.GetAsync(
            new Uri("/desk/enquiries/export?handler=File&From=2026-11-30&Until=2026-11-30", UriKind.Relative)
        );
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var lines = System.Text.Encoding.UTF8.GetString(bytes).Split("\r\n");

        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Contains("收到（巴库时间）", lines[0], StringComparison.Ordinal);
        // 9:00 UTC is 13:00 in Baku.
        Assert.Contains("\"2026-11-30 13:00\"", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"'=cmd|'/C calc'!A0, \"\"x\"\"\"", lines[1], StringComparison.Ordinal);
        using var before = await visitor.Client.GetAsync(
            new Uri("/desk/enquiries/export?handler=File&From=2026-11-01&Until=2026-11-29", UriKind.Relative)
        );
        Assert.Single((await before.Content.ReadAsStringAsync()).Trim().Split("\r\n"));
    }

    [Theory]
    [InlineData("From=2026-11-30&Until=2026-11-01", "It ends before it begins.")]
    [InlineData("From=30.11.2026&Until=2026-11-30", "Choose a day.")]
    public async Task A_wrong_period_is_said_and_kept(string period, string said)
    {
        var visitor = await site.People.SignInAsync(await site.People.StaffAsync());
        var page = await visitor.OpenAsync("/desk/enquiries/export?handler=File&" + period);
        Assert.Contains(said, page.Text, StringComparison.Ordinal);
        Assert.Equal(period.Split('&')[0].Split('=')[1], page.ValueOf("From"));
    }

    [Theory]
    [InlineData("0001-01-01", "2026-12-31")]
    [InlineData("2026-01-01", "9999-12-31")]
    public async Task Days_outside_of_our_times_are_no_days(string from, string until)
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());

        var page = await staff.OpenAsync($"/desk/enquiries/export?handler=File&From={from}&Until={until}");

        Assert.Equal(System.Net.HttpStatusCode.OK, page.Status);
        Assert.Contains("Choose a day", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-12-05", "2026-11-01", "2026-11-30")]
    [InlineData("2026-12-06", "2026-12-01", "2026-12-06")]
    [InlineData("2027-01-01", "2026-12-01", "2026-12-31")]
    [InlineData("2028-02-29", "2028-02-01", "2028-02-29")]
    public void The_period_is_this_month_so_far_and_in_its_first_days_the_one_before(string today, string first, string last)
    {
        static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal((Day(first), Day(last)), Features.Desk.Enquiries.ExportModel.Usual(Day(today)));
    }
}
