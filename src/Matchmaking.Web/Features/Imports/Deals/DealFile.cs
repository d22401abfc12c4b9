using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Imports.Deals;

/// <summary>Why a file, or a row of it, cannot be imported. Its name ends the key of the words for it.</summary>
public enum Refusal
{
    /// <summary>The row has more or fewer cells than the header.</summary>
    Cells,

    /// <summary>A quotation mark stands where none may.</summary>
    Quotes,
    DealId,
    Year,
    Month,
    Investor,
    Amount,
    Share,

    /// <summary>A cell is longer than can be kept.</summary>
    TooLong,

    /// <summary>The file: a column is missing.</summary>
    Columns,

    /// <summary>The file is not UTF-8.</summary>
    Encoding,

    /// <summary>The file: a quotation mark is never closed, or a cell is longer than any text.</summary>
    Endless,

    /// <summary>The file: it names more investors than <see cref="DealFile.MostNames"/>.</summary>
    TooMany,
}

/// <summary>Something that cannot be imported.</summary>
/// <param name="Line">Line of the file on which the row begins; the header is line 1.</param>
/// <param name="Reason">Why.</param>
/// <param name="Value">What stands there, shortened; the missing columns.</param>
public sealed record RefusedRow(int Line, Refusal Reason, string Value);

/// <summary>A readable row of a file of deals.</summary>
public sealed record DealFileRow(
    int Line,
    string DealId,
    int Year,
    int? Month,
    IReadOnlyList<string> Investors,
    string Sector,
    string Subsector,
    string Country,
    string Region,
    decimal? AmountUsdMillions,
    string Type,
    decimal? SharePercent,
    string Target,
    string Title,
    string SourceId
);

/// <summary>
/// Reads a CSV file of deals, row by row: UTF-8, commas, a header with the columns of <see cref="Columns"/> in any order; others are passed
/// over. Several investors of one deal are joined by " ; ". The file is never held in memory as a whole.
/// </summary>
public sealed class DealFile(Stream stream, int lastYear)
{
    /// <summary>Most investors of one deal.</summary>
    public const int MostInvestors = 100;

    /// <summary>Most investors of all deals together; each is looked up in the register. A longer file is brought in parts.</summary>
    public const int MostNames = 50_000;

    /// <summary>What the header must name.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "deal_id",
        "year",
        "month",
        "investor",
        "sector",
        "subsector",
        "country",
        "region",
        "amount_usd_m",
        "type",
        "share_pct",
        "target",
        "title",
        "source_id",
    ];

    /// <summary>
    /// Each row either as it is to be imported or with the reason why not; a fault of the whole file is the last thing told.
    /// </summary>
    public async IAsyncEnumerable<(DealFileRow? Row, RefusedRow? Refused)> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        using var reader = new StreamReader(
            stream,
            new UTF8Encoding(false, throwOnInvalidBytes: true),
            detectEncodingFromByteOrderMarks: true,
            leaveOpen: true
        );
        var names = 0;
        CsvRow? header = null;
        Dictionary<string, int> places = [];
        await foreach (var row in CsvRows.ReadAsync(reader, cancel))
        {
            if (row.Fault is CsvFault.Endless or CsvFault.Encoding)
            {
                yield return (null, new(row.Line, row.Fault == CsvFault.Endless ? Refusal.Endless : Refusal.Encoding, ""));
                yield break;
            }
            if (header is not null)
            {
                var (deal, refused) =
                    row.Fault == CsvFault.Quotes ? (null, new(row.Line, Refusal.Quotes, Short(string.Join(',', row.Cells.Take(50)))))
                    : row.Cells.Count != header.Cells.Count
                        ? (null, new(row.Line, Refusal.Cells, $"{row.Cells.Count} / {header.Cells.Count}"))
                    : Read(row.Line, name => CleanText.Line(row.Cells[places[name]]));
                names += deal?.Investors.Count ?? 1;
                if (names > MostNames)
                {
                    yield return (null, new(row.Line, Refusal.TooMany, ""));
                    yield break;
                }
                yield return (deal, refused);
                continue;
            }
            header = row;
            places = PlacesOf(row.Cells);
            if (Columns.Where(column => !places.ContainsKey(column)).ToArray() is { Length: > 0 } missing)
            {
                yield return (null, new(1, Refusal.Columns, string.Join(", ", missing)));
                yield break;
            }
        }
        if (header is null)
            yield return (null, new(1, Refusal.Columns, string.Join(", ", Columns)));
    }

    private static Dictionary<string, int> PlacesOf(IReadOnlyList<string> header) =>
        header
            .Select((name, place) => (Name: CleanText.Line(name).ToLowerInvariant(), place))
            .GroupBy(column => column.Name, StringComparer.Ordinal)
            .ToDictionary(column => column.Key, column => column.First().place, StringComparer.Ordinal);

    private (DealFileRow? Row, RefusedRow? Refused) Read(int line, Func<string, string> cell)
    {
        (DealFileRow?, RefusedRow?) Refuse(Refusal reason, string value) => (null, new(line, reason, Short(value)));
        if (cell("deal_id") is not { Length: > 0 and <= Deal.KeyLength } id)
            return Refuse(Refusal.DealId, cell("deal_id"));
        if (
            !int.TryParse(cell("year"), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || year < Deal.FirstYear
            || year > lastYear
        )
            return Refuse(Refusal.Year, cell("year"));
        var month = 0;
        if (
            cell("month").Length > 0
            && (!int.TryParse(cell("month"), NumberStyles.None, CultureInfo.InvariantCulture, out month) || month is < 1 or > 12)
        )
            return Refuse(Refusal.Month, cell("month"));
        if (!Number(cell("amount_usd_m"), 1_000_000_000, out var amount))
            return Refuse(Refusal.Amount, cell("amount_usd_m"));
        if (!Number(cell("share_pct"), 100, out var share))
            return Refuse(Refusal.Share, cell("share_pct"));
        var investors = $" {cell("investor")} ".Split(" ; ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (
            investors.Length is 0 or > MostInvestors
            || investors.Any(name => name.Length > Organisation.NameLength || Matching.Companies.CompanyName.Of(name).Key.Length == 0)
        )
            return Refuse(Refusal.Investor, cell("investor"));
        foreach (
            var (column, longest) in new[]
            {
                ("sector", Deal.WordsLength),
                ("subsector", Deal.WordsLength),
                ("country", Deal.WordsLength),
                ("region", Deal.WordsLength),
                ("type", Deal.WordsLength),
                ("target", Deal.TextLength),
                ("title", Deal.TextLength),
                ("source_id", Deal.SourceLength),
            }
        )
            if (cell(column).Length > longest)
                return Refuse(Refusal.TooLong, $"{column}: {cell(column)}");
        return (
            new(
                line,
                id,
                year,
                month == 0 ? null : month,
                investors,
                cell("sector"),
                cell("subsector"),
                cell("country"),
                cell("region"),
                amount,
                cell("type"),
                share,
                cell("target"),
                cell("title"),
                cell("source_id")
            ),
            null
        );
    }

    /// <summary>Nothing and zero are not known; what is no number, negative or above the most is refused.</summary>
    private static bool Number(string cell, decimal most, out decimal? number)
    {
        number = null;
        if (cell.Length == 0)
            return true;
        if (
            !decimal.TryParse(
                cell,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out var value
            )
            || value < 0
            || value > most
        )
            return false;
        number = Math.Round(value, 6, MidpointRounding.ToEven) is > 0 and var rounded ? rounded : null;
        return true;
    }

    private static string Short(string value) => CleanText.Shown(value, 119);
}
