using System.Text;
using Matchmaking.Matching.TrackRecords;
using Matchmaking.Web.Features.Imports;

namespace Matchmaking.Benchmarks.Quality;

/// <summary>Reads a deal file, a row at a time.</summary>
internal static class DealFile
{
    /// <summary>Reads the deals of a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="errors">Told of each malformed row, with its line number.</param>
    /// <returns>The deals; null when it cannot be read as deals, which has been told.</returns>
    public static List<Deal>? Read(string path, TextWriter errors)
    {
        try
        {
            return Read(() => new StreamReader(path, Encoding.UTF8), path, errors);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or ArgumentException)
        {
            errors.WriteLine($"{path}: {broken.Message}");
            return null;
        }
    }

    /// <summary>Reads the deals of a text, which may be opened again; <paramref name="name"/> stands in messages.</summary>
    public static List<Deal>? Read(Func<TextReader> open, string name, TextWriter errors)
    {
        var deals = new List<Deal>();
        DealRows? rows = null;
        foreach (var record in Records(open))
        {
            if (rows is null)
            {
                rows = new(record.Cells);
                if (DealRows.MissingFrom(record.Cells).Count > 0)
                    return Refused(record.Cells);
                continue;
            }
            var row = rows.Read(record);
            if (row.Deal is { } deal)
                deals.Add(deal);
            else if (row.Fault != DealFault.NoYear)
                errors.WriteLine($"{name}:{row.Line}: row skipped: {row.Fault}{(row.Column is null ? "" : $" in {row.Column}")}");
        }
        return rows is null ? Refused([]) : deals;

        List<Deal>? Refused(IReadOnlyList<string> header)
        {
            errors.WriteLine($"{name}: not a deal file, these columns are missing: {string.Join(", ", DealRows.MissingFrom(header))}");
            return null;
        }
    }

    // A quote that nobody closes swallows what follows. It shall cost its own line alone, so reading starts anew on the next one.
    private static IEnumerable<CsvRow> Records(Func<TextReader> open)
    {
        var width = 0;
        for (int from = 0, next; ; from = next)
        {
            next = from;
            using var text = open();
            for (var line = 0; line < from; line++)
                text.ReadLine();
            foreach (var row in CsvRows.ReadAsync(text, CancellationToken.None).ToBlockingEnumerable())
            {
                width = width == 0 ? row.Cells.Count : width;
                yield return row with
                {
                    Line = from + row.Line,
                    LastLine = from + row.LastLine,
                };
                if (row.Fault == CsvFault.Endless || (row.LastLine > row.Line && (row.Fault is not null || row.Cells.Count != width)))
                {
                    next = from + row.Line;
                    break;
                }
            }
            if (next == from)
                yield break;
        }
    }
}
