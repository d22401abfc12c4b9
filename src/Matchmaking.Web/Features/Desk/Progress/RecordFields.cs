using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Matchmaking.Web.Features.Desk.Progress;

/// <summary>How the forms of documents and facts read what both have: texts in three languages, sources, sectors, dates.</summary>
public sealed class RecordFields(ReferenceData reference, TimeProvider time, Text t)
{
    /// <summary>Sources of one document.</summary>
    public const int MostSources = 20;

    /// <summary>A field of one line or select.</summary>
    public static EditedField<TInput> One<TInput>(
        string name,
        string label,
        Func<TInput, string?> read,
        Action<TInput, string> write,
        Func<string, string?>? say = null
    ) =>
        new(
            "Input_" + name,
            label,
            input => [read(input)],
            (input, values) => write(input, values[0]),
            say is null ? null : values => say(values[0]) ?? values[0]
        );

    /// <summary>A text in three languages; it is one field, since a translation follows its text.</summary>
    public static EditedField<TInput> Texts<TInput>(string name, string label, Func<TInput, LocalizedInput> text) =>
        new(
            $"Input_{name}_Zh",
            label,
            input => [text(input).Zh, text(input).Az, text(input).En],
            (input, values) => (text(input).Zh, text(input).Az, text(input).En) = (values[0], values[1], values[2]),
            values => string.Join('\n', values)
        );

    /// <summary>The text as it is kept; complains where a language is missing: the page is read in all three.</summary>
    public Localized Read(LocalizedInput typed, string name, int most, ModelStateDictionary state)
    {
        foreach (var (language, code, text) in typed.All)
            if (CleanText.Line(text).Length is var length && (length == 0 || length > most))
                state.AddModelError(
                    $"Input.{name}.{language}",
                    length == 0
                        ? t["desk.progress.text.missing", ("language", Language.NameOf(code))]
                        : t["listing.too-long", ("most", most), ("length", length)]
                );
        return typed.Read(CleanText.Line);
    }

    /// <summary>A date as exactly as it is known, not in the future.</summary>
    public PartialDate? ReadDate(string? typed, string name, ModelStateDictionary state)
    {
        var read = PartialDate.Read(typed);
        if (read is null)
            state.AddModelError("Input." + name, t["desk.progress.date.unreadable", ("value", CleanText.Shown(typed, 40))]);
        else if (read.Value.First > Calendar.BakuDay.Of(time) || read.Value.First.Year < 1991)
            state.AddModelError("Input." + name, t["desk.progress.date.range"]);
        return read;
    }

    /// <summary>The sector; null for none.</summary>
    public string? ReadSector(string? typed, ModelStateDictionary state)
    {
        if (string.IsNullOrEmpty(typed) || reference.SectorOf(typed) is not null)
            return string.IsNullOrEmpty(typed) ? null : typed;
        state.AddModelError("Input.Sector", t["desk.progress.choice.unknown"]);
        return null;
    }

    /// <summary>One address a line.</summary>
    public List<string> ReadSources(string? typed, string name, int most, ModelStateDictionary state)
    {
        string[] lines = [.. CleanText.Lines(typed).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Distinct()];
        if (lines.Length > most)
            state.AddModelError("Input." + name, t["listing.sources.too-many", ("most", most)]);
        foreach (var line in lines.Where(line => !WebAddress.IsOne(line)).Take(3))
            state.AddModelError("Input." + name, t["listing.sources.refused", ("value", CleanText.Shown(line, 60))]);
        return [.. lines];
    }
}
