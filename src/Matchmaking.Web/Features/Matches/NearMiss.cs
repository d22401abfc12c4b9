using System.Globalization;
using Matchmaking.Matching;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Matches;

/// <summary>An opportunity that fails a mandate in exactly one condition, and is worth telling of all the same.</summary>
public sealed record NearMiss(Mandate Mandate, Opportunity Opportunity, OpportunityFacts Facts, Assessment Assessment, Reason Missed)
{
    /// <summary>
    /// The near miss between the two, or null. Another sector is another business and no near miss; and at least one wish
    /// must be met, because with a single wish everything else would only just miss.
    /// </summary>
    public static NearMiss? Of(Mandate mandate, Opportunity opportunity, OpportunityFacts facts, Assessment assessment) =>
        assessment.NearMiss is { Condition: not Condition.Sector } missed
        && assessment.Reasons.Any(reason => reason.Of > 0 && reason.Fit is Fit.Exact or Fit.Near)
            ? new(mandate, opportunity, facts, assessment, missed)
            : null;

    /// <summary>The one change to the mandate that would make it a match; null where no single change would.</summary>
    public Suggestion? Suggestion(ReferenceData reference) => Matches.Suggestion.For(Mandate, [this], reference, most: 1).FirstOrDefault();
}

/// <summary>One change to a mandate, and how many more opportunities would match with it.</summary>
/// <param name="Field">The form's field.</param>
/// <param name="Value">The value it would get (an amount, in the mandate's currency) or gain (a code).</param>
/// <param name="Count">How many opportunities it would add.</param>
public sealed record Suggestion(string Field, string Value, int Count)
{
    /// <summary>The changes to a mandate that would help most, at most <paramref name="most"/> of them.</summary>
    public static IReadOnlyList<Suggestion> For(
        Mandate mandate,
        IReadOnlyCollection<NearMiss> misses,
        ReferenceData reference,
        int most = 4
    )
    {
        var suggestions = TicketEnds(mandate, [.. misses.Where(miss => miss.Missed.Condition == Condition.Ticket)], reference)
            .Concat(Criterion.Lists.Where(list => list.Relaxations is not null).SelectMany(list => Codes(misses, list)));
        return [.. suggestions.OrderByDescending(suggestion => suggestion.Count).Take(most)];
    }

    /// <summary>The change in words, for example "the ticket began at US$34 million".</summary>
    public string Change(string? currency, Text t, ReasonWords words) =>
        t[
            "preview.change." + Field,
            (
                "value",
                Criterion.Of(Field) is { Name: { } name }
                    ? name(words, Value, t)
                    : words.Amount(decimal.Parse(Value, CultureInfo.InvariantCulture), currency, t)
            )
        ];

    /// <summary>The words, for example "1 more if the ticket began at US$34 million".</summary>
    public string Describe(string? currency, Text t, ReasonWords words) =>
        t.Count("preview.suggestion", Count, ("change", Change(currency, t, words)));

    private static IEnumerable<Suggestion> TicketEnds(Mandate mandate, NearMiss[] misses, ReferenceData reference)
    {
        var ticket = reference.InDollars(mandate.TicketFrom, mandate.TicketTo, mandate.Currency);
        var below = misses.Where(miss => miss.Facts.Amount?.To < ticket?.From).Select(miss => miss.Opportunity);
        var above = misses.Where(miss => miss.Facts.Amount?.From > ticket?.To).Select(miss => miss.Opportunity);
        return
        [
            .. Steps(
                "ticketFrom",
                [.. below.Select(o => Converted(o.AmountTo!.Value, o.Currency, mandate.Currency, reference, Math.Floor)).OrderDescending()]
            ),
            .. Steps(
                "ticketTo",
                [.. above.Select(o => Converted(o.AmountFrom!.Value, o.Currency, mandate.Currency, reference, Math.Ceiling)).Order()]
            ),
        ];
    }

    /// <summary>The step to the nearest amount, and the one that reaches them all.</summary>
    private static IEnumerable<Suggestion> Steps(string field, decimal[] nearestFirst) =>
        nearestFirst
            .Where((amount, i) => i == 0 || i == nearestFirst.Length - 1)
            .Distinct()
            .Select(amount => new Suggestion(field, Money.Plain(amount), Array.LastIndexOf(nearestFirst, amount) + 1));

    private static IEnumerable<Suggestion> Codes(IEnumerable<NearMiss> misses, ListCriterion list) =>
        misses
            .Where(miss => miss.Missed.Condition == list.Condition)
            .SelectMany(miss => list.Relaxations!(miss).Distinct())
            .GroupBy(code => code)
            .Select(group => new Suggestion(list.Field, group.Key, group.Count()));

    /// <summary>
    /// An amount in another currency, rounded away from the ticket to three figures, since nobody asks for 242,137,800 yuan.
    /// </summary>
    private static decimal Converted(decimal amount, string? from, string? to, ReferenceData reference, Func<decimal, decimal> round)
    {
        if (from == to || reference.RateOf(from) is not { } rate || reference.RateOf(to) is not { } wanted)
            return amount;
        var value = amount / rate.PerUsd * wanted.PerUsd;
        var step = 1m;
        while (value / step >= 1000)
            step *= 10;
        return round(value / step) * step;
    }
}
