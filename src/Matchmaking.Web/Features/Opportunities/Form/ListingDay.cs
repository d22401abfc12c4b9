using System.Globalization;

namespace Matchmaking.Web.Features.Opportunities.Form;

/// <summary>The last day of a listing, as a form sends it.</summary>
public static class ListingDay
{
    /// <summary>A day from 2000 to 2100, written 2027-12-31; null for anything else.</summary>
    public static DateOnly? Read(string? typed) =>
        DateOnly.TryParseExact(typed?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= 2000 and <= 2100
            ? day
            : null;
}
