using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>What has changed of a listing, field by field in its reader's words: every mail says it alike.</summary>
public sealed class ChangeWords(ReferenceData reference, ReasonWords words)
{
    /// <summary>The fields whose change is told, each with what it was and what it is.</summary>
    public IEnumerable<(string Name, string Before, string After)> Of(
        IEnumerable<MaterialField> fields,
        MaterialFacts before,
        MaterialFacts now,
        Text t
    ) => fields.Select(field => (t["alert.field." + field.ToString().ToLowerInvariant()], Value(field, before, t), Value(field, now, t)));

    /// <summary>The subject of a mail about changes: the first of them, since more would not be read.</summary>
    public static string Subject(string title, IReadOnlyList<(string Name, string Before, string After)> changes, Text t) =>
        changes is [var (name, _, after), ..]
            ? t["alert.subject.changed", ("title", title), ("field", name), ("value", after)]
            : t["alert.subject.changed-plain", ("title", title)];

    private string Value(MaterialField field, MaterialFacts facts, Text t) =>
        field switch
        {
            MaterialField.State when facts.State == ListingState.Withdrawn => t["alert.value.withdrawn"],
            MaterialField.State => t["availability." + facts.State.ToString().ToLowerInvariant()],
            MaterialField.Stage => Stages(facts) is { Count: > 0 } stages ? words.Stages(stages, t) : t["alert.value.none"],
            MaterialField.Amount => Money.Range(facts.AmountFrom, facts.AmountTo, facts.Currency, t, reference, isExact: true)
                ?? t["opportunity.not-published"],
            MaterialField.Deadline => facts.ValidUntil is { } day ? Dates.Day(day, t.Language) : t["alert.value.no-deadline"],
            MaterialField.Place => facts.Places.Count > 0 ? words.Places(facts.Places, t) : t["opportunity.place.open"],
            MaterialField.DealType => facts.DealTypes.Count > 0 ? words.DealTypes(facts.DealTypes, t) : t["alert.value.none"],
            _ => words.Sectors(facts.Sectors, t),
        };

    private static List<string> Stages(MaterialFacts facts) =>
        [
            .. facts.TechnicalStage is { } technical ? new[] { $"T{technical}" } : [],
            .. facts.LegalStage is { } legal ? new[] { $"L{legal}" } : [],
        ];
}
