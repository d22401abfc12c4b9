using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Mandates;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Alerts;

/// <summary>When a window of digests closes.</summary>
public sealed class DigestTimesTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("CN", "2026-06-03T00:29:00Z", "2026-06-02T00:30:00Z")]
    [InlineData("CN", "2026-06-03T00:30:00Z", "2026-06-03T00:30:00Z")]
    [InlineData("AZ", "2026-06-03T04:31:00Z", "2026-06-03T04:30:00Z")]
    [InlineData("DE", "2026-06-03T06:31:00Z", "2026-06-03T06:30:00Z")]
    [InlineData("DE", "2026-12-03T06:31:00Z", "2026-12-02T07:30:00Z")]
    [InlineData("DE", "2026-03-29T06:31:00Z", "2026-03-29T06:30:00Z")]
    [InlineData("DE", "2026-10-25T07:31:00Z", "2026-10-25T07:30:00Z")]
    [InlineData("CN", "2028-02-29T00:31:00Z", "2028-02-29T00:30:00Z")]
    [InlineData("CN", "2028-03-01T00:29:00Z", "2028-02-29T00:30:00Z")]
    public void The_daily_window_closes_at_half_past_eight_of_the_country(string country, string now, string close)
    {
        var zone = site.Services.GetRequiredService<DigestTimes>().ZoneOf(null, country);

        Assert.Equal(Moment(close), DigestTimes.LastClose(Moment(now), AlertFrequency.Daily, zone));
    }

    [Theory]
    [InlineData("2026-06-01T00:29:00Z", "2026-05-25T00:30:00Z")]
    [InlineData("2026-06-01T00:30:00Z", "2026-06-01T00:30:00Z")]
    [InlineData("2026-06-03T10:00:00Z", "2026-06-01T00:30:00Z")]
    [InlineData("2026-06-08T00:29:00Z", "2026-06-01T00:30:00Z")]
    public void The_weekly_window_closes_on_monday(string now, string close)
    {
        var zone = site.Services.GetRequiredService<DigestTimes>().ZoneOf(null, "CN");

        Assert.Equal(Moment(close), DigestTimes.LastClose(Moment(now), AlertFrequency.Weekly, zone));
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
