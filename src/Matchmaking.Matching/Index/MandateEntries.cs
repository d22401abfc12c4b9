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
        foreach (var choice in Choice.All)
        {
            var wishes = 0;
            foreach (var value in choice.Wanted(criteria))
            {
                var number = vocabulary.NumberOf(value);
                entry.Numbers.Add(number);
                fits = packed.TryMark(choice, vocabulary.OrdinalOf(number)) && fits;
                wishes++;
            }
            Open(entry, wishes, choice.Any);
        }
        Open(entry, criteria.Sectors.Count, Vocabulary.AnySector);
        Open(entry, criteria.Places.Count, Vocabulary.AnyPlace);
        Open(entry, words.Count, Vocabulary.NoWord);
        if (criteria.Ticket is null || AmountBuckets.Fits(criteria.Ticket))
            entry.Put(criteria.Ticket);
        if (criteria.Ticket is not null)
            packed.MarkTicket();
        entry.Rest = fits ? packed : PackedWishes.Apart;
        return entry;
    }

    private static void Open(Entry<PackedWishes> entry, int wishes, int any)
    {
        if (wishes == 0)
            entry.Numbers.Add(any);
    }
}
