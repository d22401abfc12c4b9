using System.Globalization;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.TrackRecords.Deals;

/// <summary>The form of a deal, as it was typed.</summary>
public sealed class DealInput
{
    public string? Year { get; set; }
    public string? Month { get; set; }

    /// <summary>Code of a hub sector or subsector; empty for "another one, in words".</summary>
    public string? Sector { get; set; }
    public string? SectorWords { get; set; }

    /// <summary>Code of a country; empty for "another one, in words".</summary>
    public string? Country { get; set; }
    public string? CountryWords { get; set; }
    public string? Region { get; set; }

    /// <summary>In US dollars, as <see cref="AmountInput"/> reads it.</summary>
    public string? Amount { get; set; }

    /// <summary>See <see cref="TypedAmounts.Asked"/>.</summary>
    public string? Asked { get; set; }

    /// <summary>The amount as typed: one, in US dollars.</summary>
    public TypedAmounts TypedAmount => new(Amount, null, "USD", Asked);
    public string? DealType { get; set; }
    public string? Share { get; set; }
    public string? Target { get; set; }
    public string? Title { get; set; }
    public string? Source { get; set; }

    /// <summary>The form that shows a saved deal.</summary>
    public static DealInput From(Deal deal) =>
        new()
        {
            Year = deal.Year.ToString(CultureInfo.InvariantCulture),
            Month = deal.Month?.ToString(CultureInfo.InvariantCulture),
            Sector = deal.Subsector ?? deal.Sector,
            SectorWords = deal.Sector is null ? InWords(deal) : "",
            Country = deal.CountryCode,
            CountryWords = deal.CountryCode is null ? deal.Country : "",
            Region = deal.Region,
            Amount = Money.Typed(deal.AmountUsdMillions * 1_000_000),
            DealType = deal.DealType,
            Share = deal.SharePercent?.ToString("0.###", CultureInfo.InvariantCulture),
            Target = deal.Target,
            Title = deal.Title,
            Source = deal.Source,
        };

    /// <summary>Both words of the sector in one line.</summary>
    internal static string InWords(Deal deal) =>
        deal.SubsectorWords.Length == 0 ? deal.SectorWords
        : deal.SectorWords.Length == 0 ? deal.SubsectorWords
        : $"{deal.SectorWords}: {deal.SubsectorWords}";
}
