using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using static Matchmaking.Web.Features.Desk.Progress.RecordFields;

namespace Matchmaking.Web.Features.Desk.Progress.Facts;

/// <summary>The form of a fact, as it was typed.</summary>
public sealed class FactInput
{
    /// <summary>"2025", "2025-04" or "2025-04-23".</summary>
    public string? Date { get; set; }
    public LocalizedInput Text { get; set; } = new();

    /// <summary>Code of a sector or subsector; empty for a fact about all.</summary>
    public string? Sector { get; set; }

    /// <summary>Code of a region, city or district; empty for none.</summary>
    public string? Place { get; set; }

    /// <summary>An address; empty while none is known.</summary>
    public string? Source { get; set; }

    /// <summary>The form that shows a saved fact.</summary>
    public static FactInput From(SectorFact fact) =>
        new()
        {
            Date = fact.Date,
            Text = LocalizedInput.From(fact.Text),
            Sector = fact.Sector,
            Place = fact.Place,
            Source = fact.Source,
        };

    /// <summary>What the form changes.</summary>
    public static IReadOnlyList<EditedField<FactInput>> Fields(ReferenceData reference, Text t) =>
        [
            Texts<FactInput>("Text", "desk.progress.fact", input => input.Text),
            One<FactInput>("Date", "desk.progress.date", input => input.Date, (input, value) => input.Date = value),
            One<FactInput>(
                "Sector",
                "condition.sector",
                input => input.Sector,
                (input, value) => input.Sector = value,
                code => reference.SectorOf(code)?.Name.In(t.Language)
            ),
            One<FactInput>(
                "Place",
                "condition.place",
                input => input.Place,
                (input, value) => input.Place = value,
                code => reference.PlaceOf(code) is null ? null : reference.PlaceName(code, t.Language)
            ),
            One<FactInput>("Source", "source", input => input.Source, (input, value) => input.Source = value),
        ];
}

/// <summary>Reads the form of a fact, with a message beside each field that cannot be read.</summary>
public sealed class FactReader(RecordFields fields, ReferenceData reference, Text t)
{
    private const int TextLength = 1000;

    /// <summary>Writes what was typed into a fact; it may be saved only while the model state is valid.</summary>
    public void Read(FactInput input, SectorFact fact, Microsoft.AspNetCore.Mvc.ModelBinding.ModelStateDictionary state)
    {
        if (fields.ReadDate(input.Date, nameof(input.Date), state) is { } date)
            fact.Date = date.ToString();
        fact.Text = fields.Read(input.Text, nameof(input.Text), TextLength, state);
        fact.Sector = fields.ReadSector(input.Sector, state);
        fact.Place = reference.PlaceOf(input.Place)?.Code;
        if (fact.Place is null && !string.IsNullOrEmpty(input.Place))
            state.AddModelError("Input.Place", t["desk.progress.choice.unknown"]);
        fact.Source = fields.ReadSources(input.Source, nameof(input.Source), most: 1, state).FirstOrDefault();
    }
}
