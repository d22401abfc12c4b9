using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.TrackRecords.Deals;

/// <summary>What the form of a deal changes, in its order.</summary>
public sealed class DealFields(ReferenceData reference, Text t)
{
    public IReadOnlyList<EditedField<DealInput>> All { get; } =
    [
        One("Year", "deal.year", input => input.Year, (input, value) => input.Year = value),
        One("Month", "deal.month", input => input.Month, (input, value) => input.Month = value),
        One("Target", "deal.target", input => input.Target, (input, value) => input.Target = value),
        One("Title", "deal.title", input => input.Title, (input, value) => input.Title = value),
        new(
            "Input_Sector",
            "condition.sector",
            input => [input.Sector, input.SectorWords],
            (input, values) => (input.Sector, input.SectorWords) = (values[0], values[1]),
            values => reference.SectorOf(values[0])?.Name.In(t.Language) ?? values[1]
        ),
        new(
            "Input_Country",
            "deal.country",
            input => [input.Country, input.CountryWords],
            (input, values) => (input.Country, input.CountryWords) = (values[0], values[1]),
            values => reference.CountryOf(values[0])?.Name.In(t.Language) ?? values[1]
        ),
        One("Region", "deal.region", input => input.Region, (input, value) => input.Region = value),
        One("Amount", "deal.amount", input => input.Amount, (input, value) => input.Amount = value),
        One("DealType", "condition.deal-type", input => input.DealType, (input, value) => input.DealType = value) with
        {
            Say = values => reference.DealTypeOf(values[0])?.Name.In(t.Language) ?? values[0],
        },
        One("Share", "deal.share", input => input.Share, (input, value) => input.Share = value),
        One("Source", "source", input => input.Source, (input, value) => input.Source = value),
    ];

    private static EditedField<DealInput> One(string name, string label, Func<DealInput, string?> read, Action<DealInput, string> write) =>
        new("Input_" + name, label, input => [read(input)], (input, values) => write(input, values[0]));
}
