using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Saved;

/// <summary>What a person may change of a saved listing, as typed.</summary>
public sealed class NoteInput
{
    public string? Note { get; set; }
    public bool Follows { get; set; }

    public static NoteInput From(SavedOpportunity saved) => new() { Note = saved.Note, Follows = saved.Follows };

    /// <summary>What the form changes, in its order.</summary>
    public static IReadOnlyList<EditedField<NoteInput>> Fields(Text t) =>
        [
            new("Input_Note", "saved.note", input => [input.Note], (input, values) => input.Note = values[0]),
            new(
                "Input_Follows",
                "saved.follow",
                input => [input.Follows ? "true" : ""],
                (input, values) => input.Follows = values[0] == "true",
                values => t[values[0] == "true" ? "saved.yes" : "saved.no"]
            ),
        ];
}
