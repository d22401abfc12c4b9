using System.Text.Json;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Matchmaking.Web.Forms;

/// <summary>A field of a form that changes a stored row, as a person sees it: an amount with its currency is one.</summary>
/// <param name="Id">Of its control on the page.</param>
/// <param name="Label">Key of its name.</param>
/// <param name="Read">Its values as typed, always as many; of what is ticked as many as there are, in any fixed order.</param>
/// <param name="Write">Takes values as <paramref name="Read"/> gives them.</param>
/// <param name="Say">The values in the reader's words; null where they are words already.</param>
public sealed record EditedField<TInput>(
    string Id,
    string Label,
    Func<TInput, IEnumerable<string?>> Read,
    Action<TInput, IReadOnlyList<string>> Write,
    Func<IReadOnlyList<string>, string>? Say = null
)
{
    /// <summary>Whether two forms say different things in it.</summary>
    public bool Differs(TInput one, TInput other) => !ValuesOf(one).SequenceEqual(ValuesOf(other));

    internal string[] ValuesOf(TInput input) => [.. Read(input).Select(CleanText.Lines)];

    internal string InWords(IReadOnlyList<string> values) =>
        Say is null || values.All(value => value.Length == 0) ? string.Join(' ', values).Trim() : Say(values);
}

/// <summary>A field that two people changed to different values, in the reader's words; empty for nothing.</summary>
/// <param name="Id">Of its control on the page.</param>
/// <param name="Label">Key of its name.</param>
/// <param name="Theirs">What is saved.</param>
/// <param name="Mine">What was typed.</param>
public sealed record EditClash(string Id, string Label, string Theirs, string Mine);

/// <summary>
/// What stood in the form of a stored row when it was opened; it goes along in the form, so that nobody saves over what somebody else
/// saved meanwhile. Every page that changes what is stored has one, and shows it by <c>_Conflict</c>. A listing keeps its versions, and
/// its form names the one that it was opened on.
/// </summary>
public sealed class OpenedForm
{
    /// <summary>The values of the fields, as <see cref="Open"/> wrote them. A form without them counts as changed throughout.</summary>
    public string? Fields { get; set; }

    /// <summary>Ids of the fields for which the saved value was chosen on the page of a conflict.</summary>
    public List<string> Theirs { get; set; } = [];

    /// <summary>What both changed; nothing is saved while there is any.</summary>
    [BindNever]
    public IReadOnlyList<EditClash> Clashes { get; private set; } = [];

    /// <summary>Keys of the names of the fields that only somebody else changed, and that the form says now as they are saved.</summary>
    [BindNever]
    public IReadOnlyList<string> Taken { get; private set; } = [];

    /// <summary>When the row was last saved; null where that is not kept.</summary>
    [BindNever]
    public DateTimeOffset? SavedAt { get; private set; }

    /// <summary>Notes what stands in the form.</summary>
    public void Open<TInput>(TInput input, IReadOnlyList<EditedField<TInput>> fields) =>
        Fields = JsonSerializer.Serialize(fields.ToDictionary(field => field.Id, field => field.ValuesOf(input)));

    /// <summary>
    /// Brings the form onto what is saved now, three-way. What only somebody else changed is taken over, what only this person changed
    /// stays. False when both changed a field: then the page shows both values, and to save once more is a decision, since the form
    /// counts as opened on what it has shown.
    /// </summary>
    /// <param name="input">As typed.</param>
    /// <param name="saved">The form of what is saved, read a moment ago.</param>
    /// <param name="fields">All that the form changes.</param>
    /// <param name="state">Loses the typed values, which a page would show in place of those that were taken over.</param>
    /// <param name="savedAt">When it was saved.</param>
    public bool TryBringOnto<TInput>(
        TInput input,
        TInput saved,
        IReadOnlyList<EditedField<TInput>> fields,
        ModelStateDictionary state,
        DateTimeOffset? savedAt = null
    )
    {
        var opened = Read(Fields);
        var (clashes, taken, isChanged) = (new List<EditClash>(), new List<string>(), false);
        foreach (var field in fields)
        {
            var (before, theirs, mine) = (opened.GetValueOrDefault(field.Id), field.ValuesOf(saved), field.ValuesOf(input));
            if (mine.SequenceEqual(theirs))
                continue;
            var isMineAlone = before?.SequenceEqual(theirs) == true;
            if (isMineAlone && !Theirs.Contains(field.Id))
                continue;
            isChanged = true;
            if (!isMineAlone && before?.SequenceEqual(mine) != true)
                clashes.Add(new(field.Id, field.Label, field.InWords(theirs), field.InWords(mine)));
            else
            {
                field.Write(input, theirs);
                if (!isMineAlone)
                    taken.Add(field.Label);
            }
        }
        (Clashes, Taken, SavedAt) = (clashes, [.. Taken.Concat(taken).Distinct()], savedAt);
        Theirs.Clear();
        Open(saved, fields);
        if (isChanged)
            state.Clear();
        return clashes.Count == 0;
    }

    /// <summary>What is told after saving, with what was taken over.</summary>
    public string Told(string said, Text t) =>
        Taken.Count == 0 ? said : $"{said} {t["listing.merged", ("fields", t.List(Taken.Select(label => t[label])))]}";

    /// <summary>Anything but what was written is as good as nothing.</summary>
    private static Dictionary<string, string[]> Read(string? fields)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string[]>>(fields ?? "{}") ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
