using System.IO.Compression;
using System.Text.Json;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Imports.Deals;

/// <summary>The rows that an import refused: kept with it, put into words, and written as a file to work with.</summary>
public sealed class RefusedRows(Text t)
{
    /// <summary>As the import keeps them; null for none.</summary>
    public static byte[]? Pack(IReadOnlyList<RefusedRow> rows)
    {
        if (rows.Count == 0)
            return null;
        using var small = new MemoryStream();
        using (var gzip = new GZipStream(small, CompressionLevel.Optimal))
            JsonSerializer.Serialize(gzip, rows);
        return small.ToArray();
    }

    /// <summary>Those of an import that was made; none of one that is older than they are kept.</summary>
    public static List<RefusedRow> Unpack(DealImport import)
    {
        if (import.ImportedAt is null || import.Content is null)
            return [];
        using var gzip = new GZipStream(new MemoryStream(import.Content, writable: false), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<List<RefusedRow>>(gzip) ?? [];
    }

    /// <summary>Why a row was refused, for the reader.</summary>
    public string Why(RefusedRow row) =>
        t["import.why." + row.Reason.ToString().ToLowerInvariant(), ("value", row.Value.Length > 0 ? row.Value : t["import.empty-cell"])];

    /// <summary>A CSV file in UTF-8 that spreadsheets open: line, reason, what stands there.</summary>
    public byte[] ToCsv(IEnumerable<RefusedRow> rows)
    {
        var lines = rows.Select(row => string.Join(',', $"{row.Line}", Cell(Why(row)), Cell(row.Value)))
            .Prepend(string.Join(',', Cell(t["import.csv.line"]), Cell(t["import.csv.why"]), Cell(t["import.csv.value"])));
        return System.Text.Encoding.UTF8.GetBytes("\uFEFF" + string.Join("\r\n", lines) + "\r\n");
    }

    /// <summary>Quoted; what a spreadsheet would take for a formula begins with a mark that says it is text.</summary>
    private static string Cell(string text) =>
        $"\"{(text is ['=' or '+' or '-' or '@', ..] ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
