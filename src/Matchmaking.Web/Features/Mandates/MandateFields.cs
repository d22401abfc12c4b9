using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Mandates;

/// <summary>What the form of a mandate changes, in its order.</summary>
public sealed class MandateFields(ReferenceData reference, ReasonWords words, Text t)
{
    public IReadOnlyList<EditedField<MandateInput>> All { get; } =
    [
        .. Criterion.Lists.Select(list => new EditedField<MandateInput>(
            list.Field,
            list.Label ?? "condition." + System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(list.Condition.ToString()),
            input => list.Typed(input).OfType<string>().Distinct().Order(StringComparer.Ordinal),
            (input, values) =>
            {
                list.Typed(input).Clear();
                list.Typed(input).AddRange(values);
            },
            values =>
            {
                var mandate = new Mandate
                {
                    OrganisationId = Guid.Empty,
                    OwnerId = Guid.Empty,
                    Name = "",
                };
                list.Set(mandate, list.Tidy(reference, [.. values.Select(code => list.Known(reference, code)).OfType<string>()]));
                return list.InWords(mandate, words, t) ?? "";
            }
        )),
        new(
            "ticketFrom",
            "mandate.form.ticket",
            // The currency of no amount says nothing.
            input => [input.TicketFrom, input.TicketTo, HasTicket(input) ? input.Ticket.Currency : ""],
            (input, values) => (input.TicketFrom, input.TicketTo, input.Currency) = (values[0], values[1], values[2]),
            values => $"{string.Join(" – ", values.Take(2).Where(value => value.Length > 0))} {values[2]}"
        ),
        new("excludedWords", "mandate.form.words", input => [input.ExcludedWords], (input, values) => input.ExcludedWords = values[0]),
        new(
            "frequency",
            "mandate.form.frequency",
            input => [input.Frequency],
            (input, values) => input.Frequency = values[0],
            values =>
                EnumName.Read<AlertFrequency>(values[0]) is { } often ? t["frequency." + often.ToString().ToLowerInvariant()] : values[0]
        ),
        new("name", "mandate.form.name", input => [input.Name], (input, values) => input.Name = values[0]),
    ];

    private static bool HasTicket(MandateInput input) => !string.IsNullOrWhiteSpace(input.TicketFrom + input.TicketTo);
}
