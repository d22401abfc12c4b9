using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Opportunities.Versions;

/// <summary>Puts the fields of a version, or of a form as typed, into the reader's words.</summary>
public sealed class FieldWords(ReasonWords words, ReferenceData reference, Text t)
{
    /// <summary>"Summary · English".</summary>
    public string Name(OpportunityField field) =>
        field.Language is null ? t[field.Word] : $"{t[field.Word]} · {Language.NameOf(field.Language)}";

    /// <summary>The names of fields, in the order of the form; a name that is no longer in use is left out.</summary>
    public string Names(IEnumerable<string> names) =>
        string.Join(t["list.separator"], OpportunityField.All.Where(field => names.Contains(field.Name)).Select(Name));

    /// <summary>What somebody else saved meanwhile and was taken over; nothing when there was nothing.</summary>
    public IEnumerable<string> Describe(MergedForm merged) =>
        merged.Taken.Count == 0 ? [] : [t["listing.merged", ("fields", Names(merged.Taken.Select(field => field.Name)))]];

    /// <summary>The value; empty when there is none. What was typed and cannot be read stands as it was typed.</summary>
    /// <param name="field">Which.</param>
    /// <param name="input">Where it stands.</param>
    /// <param name="people">Names of the desk, by id; who has left it is told as such.</param>
    public string Value(OpportunityField field, OpportunityInput input, IReadOnlyDictionary<string, string> people)
    {
        string[] values = [.. field.Parts.SelectMany(part => part.Read(input)).Where(value => value.Length > 0)];
        if (values is not [var first, ..])
            return "";
        return field.Name switch
        {
            nameof(input.Sector) or nameof(input.MoreSectors) => words.Sectors(values, t),
            nameof(input.DealTypes) => words.DealTypes(values, t),
            nameof(input.Places) => words.Places(values, t),
            nameof(input.TechnicalStage) => words.Stages(["T" + first], t),
            nameof(input.LegalStage) => words.Stages(["L" + first], t),
            "Amount" => Amount(input)
                ?? string.Join(" – ", new[] { input.AmountFrom, input.AmountTo }.Where(typed => !string.IsNullOrEmpty(typed))),
            nameof(input.Zone) => reference.ZoneOf(first)?.Name.In(t.Language) ?? first,
            "Needs" => t.List(Needs(input)),
            nameof(input.ContactId) => people.GetValueOrDefault(first) ?? t["version.contact.gone"],
            nameof(input.ValidUntil) => ListingDay.Read(first) is { } day ? Dates.Short(day, t.Language) : first,
            nameof(input.Availability) => EnumName.Read<Availability>(first) is { } availability
                ? t["availability." + availability.ToString().ToLowerInvariant()]
                : first,
            _ => first,
        };
    }

    private IEnumerable<string> Needs(OpportunityInput input)
    {
        if (!string.IsNullOrWhiteSpace(input.Power))
            yield return t["need.megawatts", ("number", input.Power.Trim())];
        if (!string.IsNullOrWhiteSpace(input.Land))
            yield return t["need.hectares", ("number", input.Land.Trim())];
        if (input.Rail == OpportunityInput.Ticked)
            yield return t["need.rail"];
    }

    /// <summary>In words; null when what was typed cannot be read.</summary>
    private string? Amount(OpportunityInput input)
    {
        var (from, to) = (AmountInput.Read(input.AmountFrom, t.Language), AmountInput.Read(input.AmountTo, t.Language));
        var currency = from.Currency ?? to.Currency ?? input.Currency;
        if (!IsRead(from) || !IsRead(to) || string.IsNullOrEmpty(currency))
            return null;
        if (from.Amount is not null && to.Amount is not null)
            return Money.Range(from.Amount, to.Amount, currency, t, reference, isExact: true);
        var one = from.Amount ?? to.Amount;
        return input.AmountMeans switch
        {
            "exactly" => Money.Range(one, one, currency, t, reference, isExact: true),
            "at-least" => Money.Range(one, null, currency, t, reference, isExact: true),
            "at-most" => Money.Range(null, one, currency, t, reference, isExact: true),
            _ => null,
        };
    }

    private static bool IsRead(ReadAmount read) => read.Reading is AmountReading.Read or AmountReading.Empty;
}
