using System.Text.Json;
using Matchmaking.Matching;
using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Matches;

/// <summary>Puts the typed reasons of a match into the reader's words; pages and mails say the same.</summary>
public sealed class ReasonWords(ReferenceData reference)
{
    /// <summary>One sentence for a reason, for example "Sector: electric buses, as you asked".</summary>
    public string Describe(Reason reason, Opportunity opportunity, Mandate mandate, Text t)
    {
        var fit = reason.Fit.ToString().ToLowerInvariant();
        return reason.Condition switch
        {
            Condition.Sector => t["reason.sector." + fit, ("value", Sectors(reason.Values, t))],
            Condition.Place => t["reason.place." + fit, ("value", Places(reason.Values, t))],
            Condition.Ticket => t[
                "reason.ticket." + (IsWithoutRate(reason, opportunity, mandate) ? fit + "-no-rate" : fit),
                ("amount", Amount(opportunity.AmountFrom, opportunity.AmountTo, opportunity.Currency, t)),
                ("ticket", Amount(mandate.TicketFrom, mandate.TicketTo, mandate.Currency, t))
            ],
            Condition.DealType => t["reason.deal-type." + fit, ("value", DealTypes(reason.Values, t))],
            Condition.Stage => t["reason.stage." + fit, ("value", Stages(reason.Values, t))],
            Condition.TrackRecord => t["reason.track-record." + fit, ("value", Any(reason.Values, t))],
            Condition.Feedback => t["reason.feedback." + fit, ("value", Any(reason.Values, t))],
            _ => t["reason.excluded-word." + fit, ("value", t.List(reason.Values))],
        };
    }

    /// <summary>There is an amount, but in a currency whose rate nobody has given: it limits nothing and earns nothing.</summary>
    private bool IsWithoutRate(Reason reason, Opportunity opportunity, Mandate mandate) =>
        reason.Fit switch
        {
            Fit.Unknown => opportunity.Currency is { } currency && reference.RateOf(currency) is null,
            Fit.Open => mandate.Currency is { } currency && reference.RateOf(currency) is null,
            _ => false,
        };

    /// <summary>"Sector", "Place" and so on.</summary>
    public string Name(Condition condition, Text t) => t["condition." + Key(condition)];

    private static string Key(Condition condition) => JsonNamingPolicy.KebabCaseLower.ConvertName(condition.ToString());

    /// <summary>The reasons worth reading: those that the mandate has a wish for.</summary>
    public IEnumerable<Reason> Telling(IEnumerable<Reason> reasons) => Counting(reasons).Where(reason => reason.Fit != Fit.Open);

    /// <summary>
    /// The reasons that the score is made of: no deal breakers, and of what is inferred only what still moved
    /// it, since nothing is above 100.
    /// </summary>
    public IEnumerable<Reason> Counting(IEnumerable<Reason> reasons) =>
        reasons.Where(reason => reason.Of > 0 && (reason.Points != 0 || reason.Condition < Condition.ExcludedWord));

    /// <summary>The mandate in words: one line a wish.</summary>
    public IEnumerable<(string Name, string Value)> Describe(Mandate mandate, Text t)
    {
        foreach (var condition in Criterion.All.GroupBy(criterion => criterion.Condition))
            if (condition.Select(criterion => criterion.InWords(mandate, this, t)).OfType<string>().ToArray() is { Length: > 0 } wishes)
                yield return (Name(condition.Key, t), string.Join(" · ", wishes));
    }

    /// <summary>A range of money; null when neither end is said.</summary>
    public string? Amount(decimal? from, decimal? to, string? currency, Text t) => Money.Range(from, to, currency, t, reference);

    /// <summary>One amount of money.</summary>
    public string Amount(decimal amount, string? currency, Text t) => Money.One(amount, currency, t.Language, reference);

    public string Sectors(IEnumerable<string> codes, Text t) =>
        t.List(codes.Select(code => reference.SectorOf(code)?.Name.In(t.Language) ?? code));

    public string Places(IEnumerable<string> codes, Text t) => t.List(codes.Select(code => reference.PlaceName(code, t.Language)));

    public string DealTypes(IEnumerable<string> codes, Text t) =>
        t.List(codes.Select(code => reference.DealTypeOf(code)?.Name.In(t.Language) ?? code));

    /// <summary>"T4 under construction · L3 framework agreement".</summary>
    public string Stages(IEnumerable<string> codes, Text t) =>
        string.Join(" · ", codes.Select(code => $"{code} {StageOf(code)?.Name.In(t.Language)}".TrimEnd()));

    /// <summary>Codes of any kind: sectors, places, stages and classes of amounts.</summary>
    public string Any(IEnumerable<string> codes, Text t) => t.List(codes.Select(code => Any(code, t)));

    private string Any(string code, Text t) =>
        reference.SectorOf(code)?.Name.In(t.Language)
        ?? (SizeBucket.WithCode(code) is { } size ? Money.Range(size.From == 0 ? null : size.From, size.To, "USD", t, reference) : null)
        ?? reference.DealTypeOf(code)?.Name.In(t.Language)
        ?? reference.CountryOf(code)?.Name.In(t.Language)
        ?? (reference.PlaceOf(code) is null && StageOf(code) is not null ? Stages([code], t) : reference.PlaceName(code, t.Language));

    private Stage? StageOf(string code) =>
        (code[0] == 'T' ? reference.TechnicalStages : reference.LegalStages).FirstOrDefault(stage => $"{code[0]}{stage.Code}" == code);
}
