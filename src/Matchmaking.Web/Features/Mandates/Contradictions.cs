using Matchmaking.Matching;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Mandates;

/// <summary>An excluded word that says what is looked for.</summary>
/// <param name="Word">As typed.</param>
/// <param name="Code">Of the sector, place or deal type that is looked for.</param>
/// <param name="Name">Its name, for the reader.</param>
/// <param name="IsWhole">Whether the word is a name of it; else it is a part of one, or another word for some of it, and may be meant: food
/// without drinks.</param>
public sealed record Contradiction(string Word, string Code, string Name, bool IsWhole);

/// <summary>Compares excluded words with all that a mandate looks for, in every language.</summary>
public sealed class Contradictions(ReferenceData reference, Text t)
{
    public IEnumerable<Contradiction> Of(IEnumerable<string> words, MandateInput input)
    {
        var wanted = Wanted(input).ToList();
        return from word in words
            let folded = FoldedText.Of(word)
            where folded.Words.Length > 0
            from thing in wanted
            let isWhole = thing.Names.Any(name => FoldedText.Of(name) == folded)
            where
                isWhole
                || thing.Names.Any(name => FoldedText.Of(name).Has(word))
                || thing.Aliases.Any(alias => FoldedText.Of(alias) == folded)
            select new Contradiction(word, thing.Code, thing.Name, isWhole);
    }

    private IEnumerable<(string Code, string Name, IEnumerable<string> Names, IEnumerable<string> Aliases)> Wanted(MandateInput input)
    {
        foreach (var sector in input.Sectors.Select(reference.SectorOf).OfType<Sector>())
            yield return (sector.Code, sector.Name.In(t.Language), sector.Name.All, sector.Aliases ?? []);
        foreach (var region in input.Places.Select(reference.RegionOf).OfType<EconomicRegion>())
            yield return (region.Code, region.Name.In(t.Language), region.Name.All, region.Aliases ?? []);
        foreach (var unit in input.Places.Select(reference.UnitOf).OfType<PlaceUnit>())
            yield return (unit.Code, unit.Name.In(t.Language), unit.Name.All, unit.Aliases ?? []);
        foreach (var type in input.DealTypes.Select(reference.DealTypeOf).OfType<DealType>())
            yield return (type.Code, type.Name.In(t.Language), type.Name.All.Concat(type.Short.All), []);
    }
}
