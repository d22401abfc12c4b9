using System.Globalization;
using Matchmaking.Web.Features.Account;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>
/// When a signed-in investor looked at the list before this visit, kept in the investor's own browser: what is new is new on this device,
/// and looking writes nothing into the database.
/// </summary>
public static class LastVisit
{
    private const string Cookie = "list-visit";

    /// <summary>Whoever comes back after so long is here on another visit.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(30);

    /// <summary>The last moment of the visit before this one; null on the first, and for visitors and the desk.</summary>
    public static DateTimeOffset? Note(HttpContext context, DateTimeOffset now)
    {
        if (!context.User.IsInvestor())
            return null;
        var (before, last) = Read(context.Request.Cookies[Cookie], now);
        if (last is { } seen && now - seen >= Pause)
            before = seen;
        // Not on every request of a visit: what is swapped a hundred times need not carry a cookie each time.
        if (last is null || now - last >= TimeSpan.FromMinutes(1))
            context.Response.Cookies.Append(
                Cookie,
                string.Create(CultureInfo.InvariantCulture, $"{before?.ToUnixTimeSeconds() ?? 0}.{now.ToUnixTimeSeconds()}"),
                new()
                {
                    HttpOnly = true,
                    Secure = context.Request.IsHttps,
                    SameSite = SameSiteMode.Lax,
                    MaxAge = TimeSpan.FromDays(365),
                    IsEssential = true,
                }
            );
        return before;
    }

    /// <summary>What somebody else wrote into the cookie, or a clock that was ahead, counts as nothing.</summary>
    private static (DateTimeOffset? Before, DateTimeOffset? Last) Read(string? cookie, DateTimeOffset now) =>
        cookie?.Split('.') is [var before, var last] ? (Moment(before, now), Moment(last, now)) : (null, null);

    private static DateTimeOffset? Moment(string text, DateTimeOffset now) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds > 0
        && seconds <= now.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
