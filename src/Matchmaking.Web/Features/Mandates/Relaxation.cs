using System.Globalization;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Matchmaking.Web.Features.Mandates;

/// <summary>One change by which a mandate asks for less, as a link names it: <c>?place=LAS</c> or <c>?ticketFrom=34000000</c>.</summary>
/// <param name="Field">The field of the form.</param>
/// <param name="Value">What the field would get (an end of the ticket, in the mandate's currency) or gain (a code).</param>
public sealed record Relaxation(string Field, string Value)
{
    private static readonly (string Name, string Field)[] Known =
    [
        .. Criterion.Lists.Where(list => list.Link is not null).Select(list => (list.Link!, list.Field)),
        ("ticketFrom", "ticketFrom"),
        ("ticketTo", "ticketTo"),
    ];

    /// <summary>What a suggestion would do.</summary>
    public static Relaxation Of(Suggestion suggestion) => new(suggestion.Field, suggestion.Value);

    /// <summary>The one change that a link names; null when it names none or several.</summary>
    public static Relaxation? Read(IQueryCollection query) =>
        Known
            .SelectMany(known =>
                query[known.Name].OfType<string>().Where(value => value.Length > 0).Select(value => new Relaxation(known.Field, value))
            )
            .ToArray()
            is [var only]
            ? only
            : null;

    /// <summary>The values of its link.</summary>
    public Dictionary<string, string?> Route(Guid mandate) =>
        new() { ["id"] = mandate.ToString(), [Known.Single(known => known.Field == Field).Name] = Value };

    /// <summary>Whether the value means anything: a code that we know, or an amount.</summary>
    public bool IsSensible(ReferenceData reference) =>
        Criterion.Of(Field) is { } list
            ? list.Known(reference, Value) is not null
            : decimal.TryParse(Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount > 0;

    /// <summary>Makes the change to a mandate by the rules of its form. False when it is none, or does not widen this mandate.</summary>
    /// <param name="before">As it is saved; not touched.</param>
    /// <param name="after">Gets the change: another one with the same owner, or the tracked row itself.</param>
    /// <param name="reading">The rules of the form.</param>
    public bool TryApply(Mandate before, Mandate after, MandateReading reading)
    {
        var input = MandateInput.From(before);
        var was = MandateInput.From(before);
        var (from, to) = (before.TicketFrom, before.TicketTo);
        input.Adopt($"{Field}={Value}");
        var errors = new ModelStateDictionary();
        reading.Read(input, after, errors);
        return errors.IsValid
            && (Criterion.Of(Field), Field) switch
            {
                ({ } list, _) => Wider(list.Typed(was), list.Codes(after)),
                (_, "ticketFrom") => from > after.TicketFrom,
                _ => to < after.TicketTo,
            };
    }

    /// <summary>Nothing chosen means anything goes; a first choice would narrow it.</summary>
    private static bool Wider(List<string?> before, IEnumerable<string> after) =>
        before.Count > 0 && !before.OfType<string>().ToHashSet().SetEquals(after);
}
