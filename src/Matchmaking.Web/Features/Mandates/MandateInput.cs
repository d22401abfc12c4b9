using System.Globalization;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Mandates;

/// <summary>The form of a mandate exactly as it was typed, so that it can be shown again. <see cref="MandateReading"/> makes sense of it.</summary>
public sealed class MandateInput
{
    public string? Name { get; set; }
    public List<string?> Sectors { get; set; } = [];
    public List<string?> Places { get; set; } = [];
    public List<string?> DealTypes { get; set; } = [];
    public string? TicketFrom { get; set; }
    public string? TicketTo { get; set; }
    public string? Currency { get; set; }
    public List<string?> TechnicalStages { get; set; } = [];
    public List<string?> LegalStages { get; set; } = [];

    /// <summary>One a line, or separated by commas of any script.</summary>
    public string? ExcludedWords { get; set; }
    public string? Frequency { get; set; }

    /// <summary>The row version that the form was filled from.</summary>
    public uint Version { get; set; }

    /// <summary>The form filled from a mandate.</summary>
    public static MandateInput From(Mandate mandate) =>
        new()
        {
            Name = mandate.Name,
            Sectors = [.. mandate.Sectors],
            Places = [.. mandate.Places],
            DealTypes = [.. mandate.DealTypes],
            TicketFrom = Money.Plain(mandate.TicketFrom),
            TicketTo = Money.Plain(mandate.TicketTo),
            Currency = mandate.Currency,
            TechnicalStages = [.. mandate.TechnicalStages.Select(Digit)],
            LegalStages = [.. mandate.LegalStages.Select(Digit)],
            ExcludedWords = string.Join('\n', mandate.ExcludedWords),
            Frequency = mandate.Frequency.ToString(),
            Version = mandate.Version,
        };

    /// <summary>A link may fill the form; whatever it names that we do not know is left out, since nobody typed it.</summary>
    public void KeepKnown(ReferenceData reference)
    {
        Sectors.RemoveAll(code => reference.SectorOf(code) is null);
        Places.RemoveAll(code => reference.PlaceOf(code) is null);
        DealTypes.RemoveAll(code => reference.DealTypeOf(code) is null);
        TechnicalStages.RemoveAll(code => reference.TechnicalStages.All(stage => Digit(stage.Code) != code));
        LegalStages.RemoveAll(code => reference.LegalStages.All(stage => Digit(stage.Code) != code));
        if (reference.RateOf(Currency) is null)
            Currency = null;
    }

    /// <summary>Takes up a suggestion of the preview, for example "places=BAK" or "ticketFrom=34000000".</summary>
    public void Adopt(string? suggestion)
    {
        if (suggestion?.Split('=', 2) is not [var field, { Length: > 0 and <= 40 } value])
            return;
        switch (field)
        {
            case "places":
                Places.Add(value);
                break;
            case "dealTypes":
                DealTypes.Add(value);
                break;
            case "technicalStages":
                TechnicalStages.Add(value);
                break;
            case "legalStages":
                LegalStages.Add(value);
                break;
            case "ticketFrom":
                TicketFrom = value;
                break;
            case "ticketTo":
                TicketTo = value;
                break;
        }
    }

    internal static string Digit(int stage) => stage.ToString(CultureInfo.InvariantCulture);
}
