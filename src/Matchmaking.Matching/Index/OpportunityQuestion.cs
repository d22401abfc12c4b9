using System.Numerics;

namespace Matchmaking.Matching.Index;

/// <summary>A mandate, asked of opportunities.</summary>
internal sealed class OpportunityQuestion : IAsked<OpportunityFacts>
{
    private readonly MandateCriteria _mandate;
    private readonly string[] _words;

    public OpportunityQuestion(MandateCriteria mandate, Vocabulary vocabulary)
    {
        _words = [.. mandate.ExcludedWords.Select(word => FoldedText.Of(word).Words)];
        _mandate = mandate with { ExcludedWords = _words };
        _words = [.. _words.Where(word => word.Length > 0).Distinct(StringComparer.Ordinal)];
        Question = new(vocabulary);
        Sector(mandate.Sectors);
        Place(mandate.Places);
        foreach (var choice in Choice.All)
            One(choice, [.. choice.Wanted(mandate)]);
        if (mandate.Ticket is { } ticket)
            Question.Range = new(AmountBuckets.Floor(ticket.To), AmountBuckets.Ceiling(ticket.From), null);
        else
            Question.Points += Matcher.TicketPoints;
    }

    public Question Question { get; }

    /// <summary>Holds the mandate against one opportunity.</summary>
    public Assessment Assess(OpportunityFacts facts) => Matcher.Assess(_mandate, facts, facts.Text.HasFolded);

    public int RangePoints(Chunk<OpportunityFacts> chunk, int slot) =>
        Matcher.TicketPointsFor(chunk.Rest[slot].Amount!.ShareCoveredBy(_mandate.Ticket!));

    public bool Excluded(Chunk<OpportunityFacts> chunk, ulong[] bits, ulong[]? within)
    {
        if (_words.Length == 0)
            return false;
        if (within is null)
            chunk.Taken.CopyInto(bits);
        else
            within.CopyTo(bits.AsSpan());
        for (var word = 0; word < bits.Length; word++)
        for (var left = bits[word]; left != 0; left &= left - 1)
        {
            var text = chunk.Rest[(word * 64) + BitOperations.TrailingZeroCount(left)].Text;
            if (!Array.Exists(_words, text.HasFolded))
                bits[word] &= ~(left & (0 - left));
        }
        return true;
    }

    private void Sector(IReadOnlyList<SectorCode> wanted)
    {
        if (wanted.Count == 0)
        {
            Question.Points += Matcher.SectorPoints;
            return;
        }
        var hubs = Question.Sets(wanted.Select(Value.Hub));
        Question.Clauses.Add(new(Condition.Sector, hubs, AreApart: hubs.Length <= 1));
        Question.Points += Matcher.NearSectorPoints;
        Question.Extras.Add(
            new(
                Condition.Sector,
                Question.Sets(wanted.SelectMany(sector => new[] { Value.Sector(sector), new(Dimension.Hub, sector.Code) })),
                Matcher.SectorPoints - Matcher.NearSectorPoints
            )
        );
    }

    private void Place(IReadOnlyList<Place> wanted)
    {
        if (wanted.Count == 0)
        {
            Question.Points += Matcher.PlacePoints;
            return;
        }
        Question.Accept(Condition.Place, Vocabulary.AnyPlace, wanted.Select(Value.Region));
        Question.Extras.Add(new(Condition.Place, Question.Sets(wanted.Select(Value.Region)), Matcher.NearPlacePoints));
        Question.Extras.Add(
            new(
                Condition.Place,
                Question.Sets(wanted.Select(place => place.Unit is null ? Value.Region(place) : Value.Place(place))),
                Matcher.PlacePoints - Matcher.NearPlacePoints
            )
        );
    }

    private void One(Choice choice, List<Value> wanted)
    {
        if (wanted.Count == 0)
        {
            Question.Points += choice.Points;
            return;
        }
        Question.Accept(choice.Condition, choice.Any, wanted);
        Question.Extras.Add(new(choice.Condition, Question.Sets(wanted), choice.Points));
    }
}
