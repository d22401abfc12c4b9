using System.Globalization;
using Matchmaking.Matching.TrackRecords;
using Matchmaking.Web.Features.Imports;

namespace Matchmaking.Benchmarks.Quality;

/// <summary>Why a row is no deal.</summary>
internal enum DealFault
{
    /// <summary>A quotation mark stands where none may.</summary>
    Quotes,

    /// <summary>A quotation mark is never closed, or a field is longer than <see cref="CsvRows.LongestCell"/>.</summary>
    Endless,

    /// <summary>More or fewer fields than the header.</summary>
    FieldCount,

    /// <summary>Not UTF-8: a replacement character stands where bytes could not be read.</summary>
    NotUtf8,

    /// <summary>No year: nothing to be learned from, and no error of the file.</summary>
    NoYear,

    /// <summary>The year is not a whole number from 1900 to 2100.</summary>
    Year,

    /// <summary>The month is not a whole number from 1 to 12.</summary>
    Month,

    /// <summary>Nobody invested.</summary>
    NoInvestor,

    /// <summary>An amount, share or capacity is not a number with a decimal point.</summary>
    Number,
}

/// <summary>One row of a deal file: a deal, or what is wrong with it.</summary>
/// <param name="Line">The line on which it starts, from 1; the header is usually line 1.</param>
/// <param name="Deal">The deal; null when there is a fault.</param>
/// <param name="Fault">What is wrong; null when there is a deal.</param>
/// <param name="Column">The column at fault, where it is one column's.</param>
internal sealed record DealRow(int Line, Deal? Deal, DealFault? Fault = null, string? Column = null);

/// <summary>The columns of a deal file, found by their names in its header.</summary>
internal sealed class DealRows
{
    /// <summary>Columns that a deal file must have.</summary>
    public static IReadOnlyList<string> Required { get; } =
    ["deal_id", "year", "investor", "sector", "subsector", "country", "region", "amount_usd_m", "type", "target", "title"];

    private const string BetweenInvestors = " ; ";
    private readonly Dictionary<string, int> columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly int width;

    public DealRows(IReadOnlyList<string> header)
    {
        width = header.Count;
        for (var at = 0; at < width; at++)
            columns.TryAdd(header[at].Trim(), at);
    }

    /// <summary>The required columns that a header lacks; none when it is the header of a deal file.</summary>
    public static IReadOnlyList<string> MissingFrom(IReadOnlyList<string> header) =>
        [.. Required.Except(header.Select(name => name.Trim()), StringComparer.OrdinalIgnoreCase)];

    /// <summary>Reads a row after the header.</summary>
    public DealRow Read(CsvRow row)
    {
        if (row.Fault is { } broken)
            return new(
                row.Line,
                null,
                broken == CsvFault.Quotes ? DealFault.Quotes
                    : broken == CsvFault.Endless ? DealFault.Endless
                    : DealFault.NotUtf8
            );
        var fields = row.Cells;
        if (fields.Count != width)
            return new(row.Line, null, DealFault.FieldCount);
        if (fields.Any(field => field.Contains('\uFFFD', StringComparison.Ordinal)))
            return new(row.Line, null, DealFault.NotUtf8);
        var year = Text("year");
        if (year.Length == 0)
            return new(row.Line, null, DealFault.NoYear, "year");
        if (!Whole(year, 1900, 2100, out var when))
            return new(row.Line, null, DealFault.Year, "year");
        var month = Text("month");
        var inMonth = 0;
        if (month.Length > 0 && !Whole(month, 1, 12, out inMonth))
            return new(row.Line, null, DealFault.Month, "month");
        if (Numbers.FirstOrDefault(column => Text(column).Length > 0 && !Number(Text(column), out _)) is { } odd)
            return new(row.Line, null, DealFault.Number, odd);
        string[] investors =
        [
            .. Between()
                .Split(BetweenInvestors)
                .Select(name => name.Trim())
                .Where(name => name.Length > 0)
                .Distinct(StringComparer.Ordinal),
        ];
        if (investors.Length == 0)
            return new(row.Line, null, DealFault.NoInvestor, "investor");
        return new(
            row.Line,
            new Deal
            {
                Id = Text("deal_id"),
                Year = when,
                Month = inMonth > 0 ? inMonth : null,
                Investors = investors,
                Sector = Text("sector"),
                Subsector = Text("subsector"),
                Country = Text("country"),
                Region = Text("region"),
                Type = Text("type"),
                Target = Text("target"),
                Title = Text("title"),
                AmountUsdM = Positive("amount_usd_m"),
                CapacityMw = Positive("capacity_mw"),
                SharePct = Known("share_pct"),
            }
        );

        // With a space at either end, so that a name may be missing there.
        string Between() => $" {fields[columns["investor"]]} ";
        string Text(string column) => columns.TryGetValue(column, out var at) ? fields[at].Trim() : "";
        double? Known(string column) => Number(Text(column), out var number) ? number : null;
        // Nothing and less than nothing is written where an amount is not known.
        double? Positive(string column) => Known(column) is > 0 and var number ? number : null;
    }

    private static readonly string[] Numbers = ["amount_usd_m", "share_pct", "capacity_mw"];

    private static bool Whole(string text, int from, int to, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= from && number <= to;

    private static bool Number(string text, out double number) =>
        double.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out number
        ) && double.IsFinite(number);
}
