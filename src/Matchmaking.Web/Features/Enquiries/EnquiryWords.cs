using System.Globalization;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>How enquiries and their states are called and coloured.</summary>
public static class EnquiryWords
{
    /// <summary>0147: at least four digits, so that it is told from other numbers.</summary>
    public static string Name(int number) => number.ToString("0000", CultureInfo.InvariantCulture);

    /// <summary>The sector and the place that an enquiry without a listing is about, in words; empty for neither.</summary>
    public static string About(string? sector, string? place, ReferenceData reference, Text t) =>
        t.List(
            new[]
            {
                reference.SectorOf(sector)?.Name.In(t.Language),
                reference.ZoneOf(place)?.Name.In(t.Language) ?? (place is null ? null : reference.PlaceName(place, t.Language)),
            }.OfType<string>()
        );

    /// <summary>412 KB, 3.4 MB; with the comma of Azerbaijani.</summary>
    public static string Size(int bytes, string language) =>
        bytes < 1_000_000
            ? string.Create(Language.CultureOf(language), $"{Math.Max(1, bytes / 1000)} KB")
            : string.Create(Language.CultureOf(language), $"{bytes / 1_000_000.0:0.#} MB");

    /// <summary>The class of a state's pill.</summary>
    public static string Pill(EnquiryState state) =>
        state switch
        {
            EnquiryState.New => "is-draft",
            EnquiryState.Signed => "is-good",
            EnquiryState.Declined or EnquiryState.Expired or EnquiryState.Withdrawn => "is-withdrawn",
            _ => "is-submitted",
        };
}
