using System.Text;
using Matchmaking.Matching.TrackRecords;

namespace Matchmaking.Benchmarks.Quality;

/// <summary>Reads a deal file from disk, a line at a time.</summary>
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
            using var text = new StreamReader(path, Encoding.UTF8);
            return Read(text, path, errors);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or ArgumentException)
        {
            errors.WriteLine($"{path}: {broken.Message}");
            return null;
        }
    }

    /// <summary>Reads the deals of a text; <paramref name="name"/> stands in messages.</summary>
    public static List<Deal>? Read(TextReader text, string name, TextWriter errors)
    {
        var rows = DealRows.Read(CsvRecords.Read(Lines(text)), out var missing);
        if (missing.Count > 0)
        {
            errors.WriteLine($"{name}: not a deal file, these columns are missing: {string.Join(", ", missing)}");
            return null;
        }
        var deals = new List<Deal>();
        foreach (var row in rows)
            if (row.Deal is { } deal)
                deals.Add(deal);
            else if (row.Fault != DealFault.NoYear)
                errors.WriteLine($"{name}:{row.Line}: row skipped: {row.Fault}{(row.Column is null ? "" : $" in {row.Column}")}");
        return deals;
    }

    /// <summary>
    /// Lines without their ends. Of a line longer than any record may be only the start is kept: a file without line ends must not be
    /// read into memory whole.
    /// </summary>
    private static IEnumerable<string> Lines(TextReader text)
    {
        var line = new StringBuilder();
        for (int read; (read = text.Read()) >= 0;)
            if (read == '\n')
            {
                yield return Take(line);
            }
            else if (line.Length <= CsvRecords.Longest)
                line.Append((char)read);
        if (line.Length > 0)
            yield return Take(line);
    }

    private static string Take(StringBuilder line)
    {
        if (line.Length > 0 && line[^1] == '\r')
            line.Length--;
        var text = line.ToString();
        line.Clear();
        return text;
    }
}
