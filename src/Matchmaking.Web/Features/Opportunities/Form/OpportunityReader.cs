using System.Globalization;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Matchmaking.Web.Features.Opportunities.Form;

/// <summary>
/// Reads a typed form into an opportunity. What cannot be read is said beside its field, in the reader's language; a value is
/// never guessed. What may still be missing is not its business: a draft may be incomplete, <see cref="PublicationRules"/> is for the rest.
/// </summary>
public sealed class OpportunityReader(ReferenceData reference, AmountReader amounts, TimeProvider time, Text t)
{
    /// <summary>The fields of the amount.</summary>
    public static readonly AmountNames AmountNames = new("Input.AmountFrom", "Input.AmountTo", "Input.Currency", "Input.Asked");

    public const int PromoterLength = 300,
        MostSources = 20;

    /// <summary>The whole form of the desk. What the public sees must still be fit to be seen.</summary>
    /// <param name="input">As typed.</param>
    /// <param name="opportunity">As it is saved; afterwards as it would be.</param>
    /// <param name="staff">Who may be its contact.</param>
    /// <param name="by">Who of the desk.</param>
    /// <param name="errors">Takes what is refused.</param>
    public void ReadForDesk(
        OpportunityInput input,
        Opportunity opportunity,
        IEnumerable<DeskPerson> staff,
        Guid by,
        ModelStateDictionary errors
    )
    {
        var saved = OpportunityContent.Of(opportunity);
        Read(input, opportunity, errors);
        ReadDeskPart(input, opportunity, [.. staff.Select(person => person.Id)], by, errors);
        if (opportunity.Status != PublicationStatus.Published)
            return;
        foreach (var obstacle in PublicationRules.ObstaclesToSaving(saved, opportunity, BakuDay.Of(time)))
            if (errors.GetFieldValidationState(obstacle.Field) != ModelValidationState.Invalid)
                errors.AddModelError(obstacle.Field, obstacle.Words(t));
    }

    /// <summary>What an investor's organisation fills in.</summary>
    public void Read(OpportunityInput input, Opportunity opportunity, ModelStateDictionary errors)
    {
        opportunity.Title = Texts(input.Title, CleanText.Line, nameof(input.Title), Opportunity.TitleLength, errors);
        opportunity.Summary = Texts(input.Summary, CleanText.Lines, nameof(input.Summary), Opportunity.SummaryLength, errors);
        opportunity.Description = Texts(
            input.Description,
            CleanText.Lines,
            nameof(input.Description),
            Opportunity.DescriptionLength,
            errors
        );
        if (opportunity.Title.All.All(string.IsNullOrEmpty))
            Refuse(errors, "Title.Zh", t["listing.title.needed"]);
        ReadSector(input, opportunity, errors);
        ReadMoreSectors(input, opportunity, errors);
        opportunity.DealTypes = [.. Known(input.DealTypes, code => reference.DealTypeOf(code)?.Code, nameof(input.DealTypes), errors)];
        opportunity.TechnicalStage = Stage(input.TechnicalStage, reference.TechnicalStages, nameof(input.TechnicalStage), errors);
        opportunity.LegalStage = Stage(input.LegalStage, reference.LegalStages, nameof(input.LegalStage), errors);
        ReadAmount(input, opportunity, errors);
        var places = Known(input.Places, code => reference.PlaceOf(code)?.Code, nameof(input.Places), errors);
        // A whole region makes its cities and districts superfluous.
        opportunity.Places =
        [
            .. places.Where(code => reference.PlaceOf(code) is not { Unit: not null } place || !places.Contains(place.Region)),
        ];
        opportunity.Needs = new(
            Number(input.Power, SiteNeeds.MostMegawatts, nameof(input.Power), errors),
            Number(input.Land, SiteNeeds.MostHectares, nameof(input.Land), errors),
            input.Rail == OpportunityInput.Ticked
        );
        opportunity.Sources = ReadSources(input.Sources, errors);
    }

    /// <summary>What only the desk fills in.</summary>
    public void ReadDeskPart(
        OpportunityInput input,
        Opportunity opportunity,
        IReadOnlyCollection<Guid> staff,
        Guid by,
        ModelStateDictionary errors
    )
    {
        opportunity.Promoter = Texts(input.Promoter, CleanText.Line, nameof(input.Promoter), PromoterLength, errors);
        opportunity.Zone = One(input.Zone, code => reference.ZoneOf(code)?.Code, nameof(input.Zone), errors);
        opportunity.ContactId = Guid.TryParse(input.ContactId, out var contact) && staff.Contains(contact) ? contact : null;
        if (opportunity.ContactId is null && !string.IsNullOrEmpty(input.ContactId))
            Refuse(errors, nameof(input.ContactId), t["listing.contact.unknown"]);
        opportunity.ValidUntil = ReadDay(input.ValidUntil, errors);
        if (EnumName.Read<Availability>(input.Availability) is { } availability)
            opportunity.MakeAvailability(availability, by, time.GetUtcNow());
        else
            Refuse(errors, nameof(input.Availability), t["validation.required"]);
    }

    private Localized Texts(LocalizedInput input, Func<string?, string> clean, string field, int most, ModelStateDictionary errors)
    {
        foreach (var (name, _, typed) in input.All)
            if (clean(typed).Length is var length && length > most)
                Refuse(errors, $"{field}.{name}", t["listing.too-long", ("most", most), ("length", length)]);
        return input.Read(clean);
    }

    private void ReadSector(OpportunityInput input, Opportunity opportunity, ModelStateDictionary errors)
    {
        if (One(input.Sector, code => reference.SectorOf(code)?.Code, nameof(input.Sector), errors) is not { } code)
        {
            if (string.IsNullOrEmpty(input.Sector))
                Refuse(errors, nameof(input.Sector), t["listing.sector.needed"]);
            return;
        }
        var hub = new Matching.SectorCode(code).Hub;
        (opportunity.Sector, opportunity.Subsector) = (hub, code == hub ? null : code);
    }

    private void ReadMoreSectors(OpportunityInput input, Opportunity opportunity, ModelStateDictionary errors)
    {
        var known = Known(input.MoreSectors, code => reference.SectorOf(code)?.Code, nameof(input.MoreSectors), errors);
        // The main one is said already, and with it what it belongs to.
        opportunity.MoreSectors = [.. known.Where(code => code != opportunity.Sector && code != opportunity.Subsector)];
        if (opportunity.MoreSectors.Count is var count && count > Opportunity.MostMoreSectors)
            Refuse(
                errors,
                nameof(input.MoreSectors),
                t["listing.more-sectors.too-many", ("most", Opportunity.MostMoreSectors), ("count", count)]
            );
    }

    private void ReadAmount(OpportunityInput input, Opportunity opportunity, ModelStateDictionary errors)
    {
        var (from, to, currency) = amounts.Read(input.Amount, AmountNames, (name, message) => errors.AddModelError(name, message));
        One(input.Currency, code => reference.CurrencyNames.ContainsKey(code) ? code : null, nameof(input.Currency), errors);
        var isTyped = !string.IsNullOrWhiteSpace(input.AmountFrom) || !string.IsNullOrWhiteSpace(input.AmountTo);
        if (isTyped && currency is null)
            Refuse(errors, nameof(input.Currency), t["listing.amount.currency-needed"]);
        if (!isTyped && currency is not null)
            Refuse(errors, nameof(input.AmountFrom), t["listing.amount.needed"]);
        if ((from ?? to) is { } one && (from is null || to is null))
        {
            if (!OpportunityInput.AmountMeanings.Contains(input.AmountMeans))
                Refuse(errors, nameof(input.AmountMeans), t["listing.amount.means.asked"]);
            (from, to) = (input.AmountMeans == "at-most" ? null : one, input.AmountMeans == "at-least" ? null : one);
        }
        (opportunity.AmountFrom, opportunity.AmountTo, opportunity.Currency) = (from, to, currency);
    }

    private List<string> ReadSources(string? typed, ModelStateDictionary errors)
    {
        string[] lines = [.. CleanText.Lines(typed).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Distinct()];
        if (lines.Length > MostSources)
            Refuse(errors, nameof(OpportunityInput.Sources), t["listing.sources.too-many", ("most", MostSources)]);
        foreach (var line in lines.Where(line => !WebAddress.IsOne(line)).Take(3))
            Refuse(errors, nameof(OpportunityInput.Sources), t["listing.sources.refused", ("value", Shown(line))]);
        return [.. lines];
    }

    private DateOnly? ReadDay(string? typed, ModelStateDictionary errors)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        if (ListingDay.Read(typed) is { } day)
            return day;
        Refuse(errors, nameof(OpportunityInput.ValidUntil), t["listing.valid-until.unreadable", ("value", Shown(typed))]);
        return null;
    }

    private decimal? Number(string? typed, decimal most, string field, ModelStateDictionary errors)
    {
        var read = AmountInput.Read(typed, t.Language);
        if (read.Reading == AmountReading.Empty)
            return null;
        if (read is { Reading: AmountReading.Read, Currency: null, Amount: { } amount } && amount <= most)
            return amount;
        Refuse(errors, field, t["listing.needs.refused", ("most", SiteNeeds.Number(most, t.Language)), ("value", Shown(typed))]);
        return null;
    }

    private int? Stage(string? typed, IReadOnlyList<Stage> stages, string field, ModelStateDictionary errors) =>
        One(typed, code => stages.FirstOrDefault(stage => stage.Code.ToString(CultureInfo.InvariantCulture) == code), field, errors)?.Code;

    /// <summary>A value of a list; null when nothing was chosen or when the form was tampered with.</summary>
    private TValue? One<TValue>(string? typed, Func<string, TValue?> find, string field, ModelStateDictionary errors)
        where TValue : class
    {
        if (string.IsNullOrEmpty(typed))
            return null;
        var found = find(typed);
        if (found is null)
            Refuse(errors, field, t["validation.invalid", ("value", Shown(typed))]);
        return found;
    }

    private List<string> Known(IEnumerable<string?> typed, Func<string, string?> find, string field, ModelStateDictionary errors) =>
        [.. typed.Select(code => One(code, find, field, errors)).OfType<string>().Distinct()];

    private static string Shown(string? typed) => CleanText.Shown(typed, 60);

    private static void Refuse(ModelStateDictionary errors, string field, string message) =>
        errors.AddModelError("Input." + field, message);
}
