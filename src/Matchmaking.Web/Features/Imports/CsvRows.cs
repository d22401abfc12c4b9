using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Matchmaking.Web.Features.Imports;

/// <summary>What is wrong with a row of a CSV file.</summary>
public enum CsvFault
{
    /// <summary>A quotation mark stands where none may.</summary>
    Quotes,

    /// <summary>A quotation mark is never closed, or a cell is longer than any text. It is the last row that can be told.</summary>
    Endless,

    /// <summary>Bytes that are no text in the reader's encoding. It is the last row that can be told.</summary>
    Encoding,
}

/// <summary>A row of a CSV file.</summary>
/// <param name="Line">The line on which it begins, from 1, as an editor counts them.</param>
/// <param name="LastLine">The line on which it ends: a quoted cell may hold line ends.</param>
/// <param name="Cells">Its cells, without their quotes.</param>
/// <param name="Fault">What is wrong with it; null when it could be read.</param>
public sealed record CsvRow(int Line, int LastLine, IReadOnlyList<string> Cells, CsvFault? Fault);

/// <summary>
/// Reads text with commas (RFC 4180), one row at a time; empty lines are passed over. All files of deals are read here: those that are
/// imported, and those that rankings are measured on.
/// </summary>
public static class CsvRows
{
    /// <summary>Characters of a cell, at most. It bounds what an open quotation mark takes into memory.</summary>
    public const int LongestCell = 10_000;

    /// <summary>Reads the rows, the header among them.</summary>
    public static async IAsyncEnumerable<CsvRow> ReadAsync(TextReader text, [EnumeratorCancellation] CancellationToken cancel)
    {
        var hasStray = false;
        using var csv = new CsvParser(
            text,
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                MaxFieldSize = LongestCell,
                BadDataFound = _ => hasStray = true,
                IgnoreBlankLines = true,
            },
            leaveOpen: true
        );
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            hasStray = false;
            var before = csv.RawRow;
            var (more, fault) = await NextAsync(csv);
            if (fault is not null)
                yield return new(before + 1, before + 1, [], fault);
            if (!more)
                yield break;
            string[] cells = [.. Enumerable.Range(0, csv.Count).Select(place => csv[place] ?? "")];
            // The parser stands on the row's last line, and has passed over empty ones before its first.
            yield return new(
                csv.RawRow - cells.Sum(cell => cell.Count(letter => letter == '\n')),
                csv.RawRow,
                cells,
                hasStray ? CsvFault.Quotes : null
            );
        }
    }

    private static async Task<(bool More, CsvFault? Fault)> NextAsync(CsvParser csv)
    {
        try
        {
            return (await csv.ReadAsync(), null);
        }
        catch (MaxFieldSizeException)
        {
            return (false, CsvFault.Endless);
        }
        catch (DecoderFallbackException)
        {
            return (false, CsvFault.Encoding);
        }
    }
}
