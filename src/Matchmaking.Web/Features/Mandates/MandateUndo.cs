using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Matchmaking.Web.Features.Mandates;

/// <summary>How one field of a mandate was before a change, to bring it back.</summary>
/// <param name="Mandate">Whose field.</param>
/// <param name="Field">The field of the form.</param>
/// <param name="Values">Its values as the form writes them; one for an end of the ticket.</param>
public sealed record MandateUndo(Guid Mandate, string Field, IReadOnlyList<string> Values)
{
    /// <summary>How a field is now.</summary>
    public static MandateUndo Of(Mandate mandate, string field)
    {
        var input = MandateInput.From(mandate);
        return new(
            mandate.Id,
            field,
            [.. Criterion.Of(field)?.Typed(input)?.OfType<string>() ?? [(field == "ticketFrom" ? input.TicketFrom : input.TicketTo) ?? ""]]
        );
    }

    /// <summary>Brings the field back, by the rules of the form. False when the values are none of it.</summary>
    public bool TryApply(Mandate mandate, MandateReading reading)
    {
        var input = MandateInput.From(mandate);
        if (Criterion.Of(Field)?.Typed(input) is { } list)
        {
            list.Clear();
            list.AddRange(Values);
        }
        else if (Field == "ticketFrom")
            input.TicketFrom = Values.FirstOrDefault();
        else if (Field == "ticketTo")
            input.TicketTo = Values.FirstOrDefault();
        else
            return false;
        var errors = new ModelStateDictionary();
        reading.Read(input, mandate, errors);
        return errors.IsValid;
    }
}
