using System.Globalization;
using System.Text.RegularExpressions;
using Matchmaking.Matching;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Matchmaking.Web.Features.TrackRecords.Deals;

/// <summary>Reads the form of a deal into a deal, with a message beside each field that cannot be read.</summary>
public sealed partial class DealReader(ReferenceData reference, AmountReader amounts, TimeProvider time, Text t)
{
    /// <summary>Changes the deal as far as the form can be read; it may be saved only while the model state is valid.</summary>
    public void Read(DealInput input, Deal deal, ModelStateDictionary state)
    {
        void Wrong(string field, string message) => state.AddModelError("Input." + field, message);
        string Words(string field, string? typed, int longest)
        {
            var line = CleanText.Line(typed);
            if (line.Length > longest)
                Wrong(field, t["deal.too-long", ("max", longest), ("count", line.Length)]);
            return line;
        }

        // A file may say when a plant will start; that stays as it is while other things are corrected.
        var lastYear = Math.Max(BakuDay.Of(time).Year + 1, deal.Year);
        if (Whole(input.Year) is { } year && year >= Deal.FirstYear && year <= lastYear)
            deal.Year = year;
        else
            Wrong(nameof(input.Year), t["deal.year.wrong", ("from", Plain(Deal.FirstYear)), ("to", Plain(lastYear))]);
        deal.Month = Whole(input.Month) is >= 1 and <= 12 and var month ? month : null;
        if (deal.Month is null && !string.IsNullOrWhiteSpace(input.Month))
            Wrong(nameof(input.Month), t["deal.month.wrong"]);

        ReadSector(input, deal, Words(nameof(input.SectorWords), input.SectorWords, Deal.WordsLength), Wrong);
        var country = Words(nameof(input.CountryWords), input.CountryWords, Deal.WordsLength);
        // Where nothing was changed, the words of a file stay as they came.
        if (reference.CountryOf(input.Country) is not { } chosen)
            (deal.CountryCode, deal.Country) = (null, country);
        else if (deal.CountryCode != chosen.Code)
            (deal.CountryCode, deal.Country) = (chosen.Code, chosen.Name.En);
        if (deal.Country.Length == 0)
            Wrong(nameof(input.Country), t["deal.country.missing"]);
        deal.Region = Words(nameof(input.Region), input.Region, Deal.WordsLength);

        ReadAmount(input, deal, Wrong);
        deal.DealType = reference.DealTypeOf(input.DealType)?.Code;
        deal.SharePercent = Percent(input.Share);
        if (deal.SharePercent is null && !string.IsNullOrWhiteSpace(input.Share))
            Wrong(nameof(input.Share), t["deal.share.wrong"]);
        deal.Target = Words(nameof(input.Target), input.Target, Deal.TextLength);
        deal.Title = Words(nameof(input.Title), input.Title, Deal.TextLength);
        if (deal.Target.Length + deal.Title.Length == 0)
            Wrong(nameof(input.Target), t["deal.target.missing"]);
        deal.Source = Words(nameof(input.Source), input.Source, Deal.SourceLength);
        // A row of a file may keep the source it came with; what is typed must be an address that opens.
        if (deal.Source.Length == 0)
            Wrong(nameof(input.Source), t["deal.source.missing"]);
        else if (
            deal.Origin != DealOrigin.Import
            && !(Uri.TryCreate(deal.Source, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        )
            Wrong(nameof(input.Source), t["deal.source.wrong"]);
    }

    private void ReadSector(DealInput input, Deal deal, string words, Action<string, string> wrong)
    {
        if (reference.SectorOf(input.Sector) is { } sector)
        {
            var code = new SectorCode(sector.Code);
            if ((deal.Subsector ?? deal.Sector) != code.Code)
                (deal.Sector, deal.Subsector, deal.SectorWords, deal.SubsectorWords) = (
                    code.Hub,
                    code.IsSubsector ? code.Code : null,
                    "",
                    ""
                );
        }
        else if (words.Length > 0)
        {
            if (deal.Sector is not null || words != DealInput.InWords(deal))
                (deal.Sector, deal.Subsector, deal.SectorWords, deal.SubsectorWords) = (null, null, words, "");
        }
        else
            wrong(nameof(input.Sector), t["deal.sector.missing"]);
    }

    private void ReadAmount(DealInput input, Deal deal, Action<string, string> wrong)
    {
        var read = amounts.Read(
            input.TypedAmount,
            new(nameof(input.Amount), nameof(input.Amount), nameof(input.Amount), nameof(input.Asked)),
            wrong
        );
        deal.AmountUsdMillions = read.From / 1_000_000;
        if (read.Currency != "USD")
            wrong(nameof(input.Amount), t["deal.amount.currency"]);
    }

    private static int? Whole(string? typed) =>
        int.TryParse(Narrow(typed), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static decimal? Percent(string? typed) =>
        Share().Match(Narrow(typed)) is { Success: true } match
        && decimal.Parse(match.Groups[1].Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
            is > 0
                and <= 100
                and var share
            ? share
            : null;

    /// <summary>Full-width digits are digits.</summary>
    private static string Narrow(string? typed) => CleanText.Line(typed).Normalize(System.Text.NormalizationForm.FormKC);

    private static string Plain(int year) => year.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([0-9]{1,3}(?:[.,][0-9]{1,3})?)\s*%?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Share();
}
