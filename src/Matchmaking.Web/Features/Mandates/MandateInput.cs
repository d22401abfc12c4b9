using System.Globalization;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Mandates;

/// <summary>
/// The form of a mandate exactly as it was typed, so that it can be shown again. <see cref="MandateReading"/> makes sense of it.
/// </summary>
public sealed class MandateInput
{
    public string? Name { get; set; }
    public List<string?> Sectors { get; set; } = [];
    public List<string?> Places { get; set; } = [];
    public List<string?> DealTypes { get; set; } = [];
    public string? TicketFrom { get; set; }
    public string? TicketTo { get; set; }
    public string? Currency { get; set; }

    /// <summary>See <see cref="TypedAmounts.Asked"/>.</summary>
    public string? Asked { get; set; }
    public List<string?> TechnicalStages { get; set; } = [];
    public List<string?> LegalStages { get; set; } = [];

    /// <summary>One a line, or separated by commas of any script.</summary>
    public string? ExcludedWords { get; set; }

    /// <summary>
    /// What <see cref="MandateReading.Questioned"/> made of them when the form was last shown: the same once more is meant so. Null where
    /// nobody can be asked.
    /// </summary>
    public string? AskedWords { get; set; }
    public string? Frequency { get; set; }

    /// <summary>Asks for one mail with what fits when the mandate is saved.</summary>
    public bool SendNow { get; set; }

    /// <summary>The form filled from a mandate.</summary>
    public static MandateInput From(Mandate mandate)
    {
        var input = new MandateInput
        {
            Name = mandate.Name,
            TicketFrom = Money.Typed(mandate.TicketFrom),
            TicketTo = Money.Typed(mandate.TicketTo),
            Currency = mandate.Currency,
            ExcludedWords = string.Join('\n', mandate.ExcludedWords),
            Frequency = mandate.Frequency.ToString(),
        };
        foreach (var list in Criterion.Lists)
            list.Typed(input).AddRange(list.Codes(mandate));
        return input;
    }

    /// <summary>The ticket, as typed.</summary>
    public TypedAmounts Ticket => new(TicketFrom, TicketTo, Currency ?? "USD", Asked) { IsOpenEnded = true };

    /// <summary>Whether anything was chosen at all; an empty form is a beginning, not a mistake.</summary>
    public bool HasWish =>
        Criterion.Lists.Any(list => list.Typed(this).Count > 0) || !string.IsNullOrWhiteSpace(TicketFrom + TicketTo + ExcludedWords);

    /// <summary>A link may fill the form; whatever it names that we do not know is left out, since nobody typed it.</summary>
    public void KeepKnown(ReferenceData reference)
    {
        foreach (var list in Criterion.Lists)
            list.Typed(this).RemoveAll(code => code is null || list.Known(reference, code) is null);
        if (reference.RateOf(Currency) is null)
            Currency = null;
    }

    /// <summary>Takes up a suggestion of the preview, for example "places=BAK" or "ticketFrom=34000000".</summary>
    public void Adopt(string? suggestion)
    {
        if (suggestion?.Split('=', 2) is not [var field, { Length: > 0 and <= 40 } value])
            return;
        if (field == "ticketFrom")
            TicketFrom = value;
        else if (field == "ticketTo")
            TicketTo = value;
        else if (Criterion.Of(field) is { Link: not null } list)
            list.Typed(this).Add(value);
    }

    internal static string Digit(int stage) => stage.ToString(CultureInfo.InvariantCulture);
}
