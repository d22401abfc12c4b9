namespace Matchmaking.Search;

/// <summary>
/// Which documents speak of a word that was typed with a minus: in their own texts, or by a code. That the name of a sector holds the
/// word, or that its words stand around it, is not enough: tins for tomatoes are in "food and beverages" and are no drinks.
/// </summary>
internal sealed class Exclusion(Snapshot snapshot)
{
    /// <summary>The documents to leave out; the caller gives the column back.</summary>
    public Column Of(Clause clause)
    {
        var column = Column.Rent(snapshot.Count);
        var isKnown = clause.Alternatives.Any(way => way.Concept >= 0);
        foreach (var way in clause.Alternatives)
            if (way.Way == Way.All && !isKnown)
                Join(column, way.Parts.Select(Of));
            else if (way.Way is Way.Key or Way.Together)
                Join(column, way.Keys.Select(OfKey));
            else if (way.Way is Way.Phrase or Way.Amount or Way.Range)
                Add(column, way);
        return column;
    }

    private Column OfKey(string key)
    {
        var column = Column.Rent(snapshot.Count);
        if (snapshot.Segment.Find(key) is not { } list)
            return column;
        var cursor = list.Read();
        while (cursor.Next() && cursor.Ordinal < snapshot.Count)
            if (DocumentReader.IsSaid(cursor.Weight))
                column.Raise(cursor.Ordinal, 1);
        return column;
    }

    private void Add(Column column, Alternative way)
    {
        using var met = Column.Rent(snapshot.Count);
        new ClauseScorer(snapshot).Score(way, met);
        foreach (var ordinal in met.Touched)
            column.Raise(ordinal, 1);
    }

    private static void Join(Column column, IEnumerable<Column> parts)
    {
        Column? joined = null;
        foreach (var part in parts)
            if (joined is null)
                joined = part;
            else
            {
                joined.Join(part);
                part.Dispose();
            }
        if (joined is null)
            return;
        foreach (var ordinal in joined.Touched)
            column.Raise(ordinal, 1);
        joined.Dispose();
    }
}
