using System.Text;

namespace Matchmaking.Matching.TrackRecords;

/// <summary>One record of a comma-separated text.</summary>
/// <param name="Line">The line on which it starts, from 1.</param>
/// <param name="Fields">Its fields, without their quotes; empty when it is broken.</param>
/// <param name="Fault">What is wrong with it; null when it could be read.</param>
public sealed record CsvRecord(int Line, IReadOnlyList<string> Fields, DealFault? Fault);

/// <summary>
/// Comma-separated text (RFC 4180), line by line: quoted fields may hold commas, doubled quotes and line ends. Never more than one
/// record is held, and a quote that nobody closes costs that one line, not the rest of the text.
/// </summary>
public static class CsvRecords
{
    /// <summary>Characters of a record, at most. Longer ones are broken: no deal has so many.</summary>
    public const int Longest = 100_000;

    private const int MostLines = 200;

    /// <summary>Reads records from lines without their ends. Empty lines are passed over.</summary>
    public static IEnumerable<CsvRecord> Read(IEnumerable<string> lines)
    {
        using var source = lines.GetEnumerator();
        // Lines that were tried as the continuation of a quoted field, and are records of their own after all.
        var again = new Queue<string>();
        var number = 0;
        while (Next(source, again, out var line))
        {
            number++;
            if (number == 1)
                line = line.TrimStart('\uFEFF');
            if (line.Length == 0)
                continue;
            var taken = new List<string> { line };
            var fields = Split(line, out var fault);
            while (fault == DealFault.OpenQuote && taken.Count < MostLines && taken.Sum(part => part.Length + 1) <= Longest && Next(source, again, out var more))
            {
                taken.Add(more);
                fields = Split(string.Join('\n', taken), out fault);
            }
            if (fault == DealFault.OpenQuote)
                again = new([.. taken.Skip(1), .. again]);
            else if (taken.Sum(part => part.Length + 1) > Longest)
                fault = DealFault.TooLong;
            yield return new(number, fault is null ? fields : [], fault);
            number += fault == DealFault.OpenQuote ? 0 : taken.Count - 1;
        }
    }

    private static bool Next(IEnumerator<string> source, Queue<string> again, out string line)
    {
        if (again.TryDequeue(out line!))
            return true;
        var more = source.MoveNext();
        line = more ? source.Current : "";
        return more;
    }

    private static List<string> Split(string text, out DealFault? fault)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        fault = null;
        for (var at = 0; ; at++)
        {
            field.Clear();
            if (at < text.Length && text[at] == '"')
            {
                if (!Quoted(text, ref at, field))
                {
                    fault = DealFault.OpenQuote;
                    return fields;
                }
                if (at < text.Length && text[at] != ',')
                    fault = DealFault.TextAfterQuote;
            }
            while (at < text.Length && text[at] != ',')
                field.Append(text[at++]);
            fields.Add(field.ToString());
            if (at >= text.Length)
                return fields;
        }
    }

    /// <summary>Reads a quoted field; <paramref name="at"/> then stands behind its closing quote. False when there is none.</summary>
    private static bool Quoted(string text, ref int at, StringBuilder field)
    {
        for (at++; at < text.Length; at++)
            if (text[at] != '"')
                field.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"')
                field.Append(text[++at]);
            else
            {
                at++;
                return true;
            }
        return false;
    }
}
