namespace Matchmaking.Matching.Index;

/// <summary>Finds the sets that a mandate belongs into, and packs what they do not tell.</summary>
internal sealed class MandateEntries(Vocabulary vocabulary, WordFinder finder)
{
    /// <summary>The entry of a mandate. The same criteria always give the same one.</summary>
    /// <param name="criteria">What it asks for; a ticket that does not fit is left out.</param>
    /// <param name="words">Its excluded words, folded.</param>
    public Entry<PackedWishes> Of(MandateCriteria criteria, IReadOnlyList<string> words)
    {
        var entry = new Entry<PackedWishes>(default);
        var packed = new PackedWishes();
        var fits = true;
        foreach (var sector in criteria.Sectors)
        {
            var (number, hub) = vocabulary.NumbersOf(sector);
            entry.Numbers.Add(hub);
            entry.Numbers.Add(number);
            fits = fits && packed.TryAdd(Dimension.Sector, number);
        }
        foreach (var place in criteria.Places)
        {
            var (number, region) = vocabulary.NumbersOf(place);
            entry.Numbers.Add(region);
            entry.Numbers.Add(number);
            fits = fits && packed.TryAdd(Dimension.Place, number);
        }
        foreach (var word in words)
        {
            var number = finder.NumberOf(word);
            entry.Words.Add(number);
            fits = fits && packed.TryAdd(null, number);
        }
        foreach (var code in criteria.DealTypes)
            fits = Mark(Dimension.DealType, vocabulary.NumberOfDealType(code), entry, ref packed) && fits;
        foreach (var stage in criteria.TechnicalStages)
            fits = Mark(Dimension.TechnicalStage, vocabulary.NumberOf(Value.Technical(stage)), entry, ref packed) && fits;
        foreach (var stage in criteria.LegalStages)
            fits = Mark(Dimension.LegalStage, vocabulary.NumberOf(Value.Legal(stage)), entry, ref packed) && fits;
        Open(entry, criteria.Sectors.Count, Vocabulary.AnySector);
        Open(entry, criteria.Places.Count, Vocabulary.AnyPlace);
        Open(entry, criteria.DealTypes.Count, Vocabulary.AnyDealType);
        Open(entry, criteria.TechnicalStages.Count, Vocabulary.AnyTechnical);
        Open(entry, criteria.LegalStages.Count, Vocabulary.AnyLegal);
        Open(entry, words.Count, Vocabulary.NoWord);
        if (criteria.Ticket is null || AmountBuckets.Fits(criteria.Ticket))
            entry.Put(criteria.Ticket);
        if (criteria.Ticket is not null)
            packed.MarkTicket();
        entry.Rest = fits ? packed : PackedWishes.Apart;
        return entry;
    }

    private bool Mark(Dimension dimension, int number, Entry<PackedWishes> entry, ref PackedWishes packed)
    {
        entry.Numbers.Add(number);
        return packed.TryMark(dimension, vocabulary.OrdinalOf(number));
    }

    private static void Open(Entry<PackedWishes> entry, int wishes, int any)
    {
        if (wishes == 0)
            entry.Numbers.Add(any);
    }
}
