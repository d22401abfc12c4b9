using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Opportunities;

/// <summary>What an opportunity must say before the public may see it.</summary>
public static class PublicationRules
{
    /// <summary>Something that stands in the way, and the field where it is put right.</summary>
    /// <param name="Field">Name in the form, for example "Input.Title.Zh".</param>
    /// <param name="Key">Key of the sentence that says it.</param>
    /// <param name="Language">The language that is missing; null where the sentence is about all.</param>
    public readonly record struct Obstacle(string Field, string Key, string? Language = null)
    {
        public string Id => Field.Replace('.', '_');

        public string Words(Text t) => Language is null ? t[Key] : t[Key, ("language", Languages.Language.NameOf(Language))];
    }

    /// <summary>All obstacles on a day of Baku; none means that it may be published.</summary>
    public static IEnumerable<Obstacle> Obstacles(Opportunity opportunity, DateOnly today)
    {
        foreach (var (name, language) in Missing(opportunity.Title))
            yield return new($"Input.Title.{name}", "listing.missing.title", language);
        foreach (var (name, language) in Missing(opportunity.Summary))
            yield return new($"Input.Summary.{name}", "listing.missing.summary", language);
        // Without any description the summary speaks for it; with one, all readers get it.
        if (opportunity.Description.All.Any(text => text.Length > 0))
            foreach (var (name, language) in Missing(opportunity.Description))
                yield return new($"Input.Description.{name}", "listing.missing.description", language);
        if (opportunity.Sector.Length == 0)
            yield return new("Input.Sector", "listing.sector.needed");
        if (opportunity.Promoter.All.All(string.IsNullOrEmpty))
            yield return new("Input.Promoter.Zh", "listing.missing.promoter");
        if (opportunity.ContactId is null)
            yield return new("Input.ContactId", "listing.missing.contact");
        if (opportunity.ValidUntil < today)
            yield return new("Input.ValidUntil", "listing.valid-until.past");
    }

    /// <summary>
    /// What stands in the way of saving what the public sees. A last day that is over was no reason to take it off the list, and is none to
    /// refuse a corrected word: only a new last day must not be over.
    /// </summary>
    /// <param name="saved">As the public sees it.</param>
    /// <param name="changed">As it would be saved.</param>
    /// <param name="today">In Baku.</param>
    public static IEnumerable<Obstacle> ObstaclesToSaving(OpportunityContent saved, Opportunity changed, DateOnly today) =>
        Obstacles(changed, changed.ValidUntil == saved.ValidUntil ? DateOnly.MinValue : today);

    /// <summary>What nothing forces the desk to say, but investors ask for first.</summary>
    public static IEnumerable<Obstacle> Advice(Opportunity opportunity)
    {
        if (opportunity.AmountFrom is null && opportunity.AmountTo is null)
            yield return new("Input.AmountFrom", "opportunity.amount");
        if (opportunity.Places.Count == 0)
            yield return new("Input.Places", "condition.place");
        if (opportunity.DealTypes.Count == 0)
            yield return new("Input.DealTypes", "condition.deal-type");
        if (opportunity.TechnicalStage is null)
            yield return new("Input.TechnicalStage", "opportunity.technical-stage");
        if (opportunity.LegalStage is null)
            yield return new("Input.LegalStage", "opportunity.legal-stage");
        if (opportunity.Sources.Count == 0)
            yield return new("Input.Sources", "listing.sources");
    }

    private static IEnumerable<(string Name, string Language)> Missing(Localized text) =>
        LocalizedInput.From(text).All.Where(part => string.IsNullOrEmpty(part.Typed)).Select(part => (part.Name, part.Language));
}
