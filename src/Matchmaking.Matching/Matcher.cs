namespace Matchmaking.Matching;

/// <summary>
/// The product's one rule: hard conditions first, then 0 to 100 points in five parts. It is the same for a new opportunity and
/// for a new mandate. Two laws hold: a value that is not known neither helps nor kills, and widening a mandate never lowers
/// its score. <c>docs/matching.md</c> says it in plain words.
/// </summary>
public static class Matcher
{
    /// <summary>Points for the wanted sector or subsector.</summary>
    public const int SectorPoints = 40;

    /// <summary>Points for another subsector of a wanted subsector's sector.</summary>
    public const int NearSectorPoints = 25;

    /// <summary>Points for a wanted place.</summary>
    public const int PlacePoints = 20;

    /// <summary>Points for another place in the economic region of a wanted city or district.</summary>
    public const int NearPlacePoints = 10;

    /// <summary>Points for an amount that lies wholly in the ticket.</summary>
    public const int TicketPoints = 20;

    /// <summary>Points for an amount that only touches the ticket; the covered share earns the rest.</summary>
    public const int TouchingTicketPoints = 10;

    /// <summary>Points for an acceptable deal type.</summary>
    public const int DealTypePoints = 10;

    /// <summary>Points for each of the two acceptable stages, technical and legal.</summary>
    public const int StagePoints = 5;

    /// <summary>Points of a mandate all of whose wishes are met.</summary>
    internal const int FullScore = SectorPoints + PlacePoints + TicketPoints + DealTypePoints + (2 * StagePoints);

    /// <summary>Holds one mandate against one opportunity. Same input, same output.</summary>
    public static Assessment Assess(MandateCriteria mandate, OpportunityFacts opportunity) =>
        Assess(mandate, opportunity, opportunity.Text.Has);

    /// <summary>The same for one who knows already which words occur in the opportunity's text.</summary>
    internal static Assessment Assess(MandateCriteria mandate, OpportunityFacts opportunity, Func<string, bool> occurs) =>
        new(Array.ConvertAll(Declared, condition => Judge(condition, mandate, opportunity, occurs)));

    /// <summary>The mandate's own conditions, in the order of their reasons.</summary>
    internal static Condition[] Declared { get; } =
    [Condition.Sector, Condition.Place, Condition.Ticket, Condition.DealType, Condition.Stage, Condition.ExcludedWord];

    /// <summary>The reason of one of the mandate's own conditions.</summary>
    internal static Reason Judge(Condition condition, MandateCriteria mandate, OpportunityFacts opportunity, Func<string, bool> occurs) =>
        condition switch
        {
            Condition.Sector => Sector(mandate, opportunity),
            Condition.Place => Place(mandate, opportunity),
            Condition.Ticket => Ticket(mandate, opportunity),
            Condition.DealType => DealType(mandate, opportunity),
            Condition.Stage => Stage(mandate, opportunity),
            Condition.ExcludedWord => ExcludedWord(mandate, occurs),
            _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "Only what a mandate declares is judged here."),
        };

    private static Reason Sector(MandateCriteria mandate, OpportunityFacts opportunity)
    {
        if (mandate.Sectors.Count == 0)
            return new(Condition.Sector, Fit.Open, SectorPoints, SectorPoints, [opportunity.Sector.Code]);
        if (Fitting(opportunity, offered => mandate.Sectors.Any(wanted => wanted == offered || wanted.Code == offered.Hub)) is { } met)
            return new(Condition.Sector, Fit.Exact, SectorPoints, SectorPoints, [met.Code]);
        if (Fitting(opportunity, offered => mandate.Sectors.Any(wanted => wanted.Hub == offered.Hub)) is { } near)
            return new(Condition.Sector, Fit.Near, NearSectorPoints, SectorPoints, [near.Code]);
        return new(Condition.Sector, Fit.Missed, 0, SectorPoints, [opportunity.Sector.Code]);
    }

    /// <summary>The main sector if it fits; else the first of the further ones that do, by code, since their order means nothing.</summary>
    private static SectorCode? Fitting(OpportunityFacts opportunity, Func<SectorCode, bool> fits)
    {
        if (fits(opportunity.Sector))
            return opportunity.Sector;
        return opportunity.MoreSectors.Count == 0
            ? null
            : opportunity
                .MoreSectors.Where(fits)
                .OrderBy(sector => sector.Code, StringComparer.Ordinal)
                .Select(sector => (SectorCode?)sector)
                .FirstOrDefault();
    }

    private static Reason Place(MandateCriteria mandate, OpportunityFacts opportunity)
    {
        var offered = opportunity.Places;
        if (mandate.Places.Count == 0)
            return new(Condition.Place, Fit.Open, PlacePoints, PlacePoints, Codes(offered));
        if (offered.Count == 0)
            return new(Condition.Place, Fit.Unknown, 0, PlacePoints, []);
        var met = offered.Where(place => mandate.Places.Any(wanted => wanted.Contains(place))).ToArray();
        if (met.Length > 0)
            return new(Condition.Place, Fit.Exact, PlacePoints, PlacePoints, Codes(met));
        var near = offered.Where(place => mandate.Places.Any(wanted => wanted.Region == place.Region)).ToArray();
        return near.Length > 0
            ? new(Condition.Place, Fit.Near, NearPlacePoints, PlacePoints, Codes(near))
            : new(Condition.Place, Fit.Missed, 0, PlacePoints, Codes(offered));
    }

    private static Reason Ticket(MandateCriteria mandate, OpportunityFacts opportunity)
    {
        if (mandate.Ticket is not { } ticket)
            return new(Condition.Ticket, Fit.Open, TicketPoints, TicketPoints, []);
        if (opportunity.Amount is not { } amount || amount is { From: null, To: null })
            return new(Condition.Ticket, Fit.Unknown, 0, TicketPoints, []);
        if (!amount.Overlaps(ticket))
            return new(Condition.Ticket, Fit.Missed, 0, TicketPoints, []);
        var points = TicketPointsFor(amount.ShareCoveredBy(ticket));
        return new(Condition.Ticket, points == TicketPoints ? Fit.Exact : Fit.Near, points, TicketPoints, []);
    }

    /// <summary>The points of an amount that touches the ticket, of which the ticket covers this share, 0 to 1.</summary>
    internal static int TicketPointsFor(decimal share) =>
        TouchingTicketPoints + (int)Math.Floor((TicketPoints - TouchingTicketPoints) * share);

    private static Reason DealType(MandateCriteria mandate, OpportunityFacts opportunity)
    {
        if (mandate.DealTypes.Count == 0)
            return new(Condition.DealType, Fit.Open, DealTypePoints, DealTypePoints, opportunity.DealTypes);
        if (opportunity.DealTypes.Count == 0)
            return new(Condition.DealType, Fit.Unknown, 0, DealTypePoints, []);
        var met = opportunity.DealTypes.Where(mandate.DealTypes.Contains).ToArray();
        return met.Length > 0
            ? new(Condition.DealType, Fit.Exact, DealTypePoints, DealTypePoints, met)
            : new(Condition.DealType, Fit.Missed, 0, DealTypePoints, opportunity.DealTypes);
    }

    private static Reason Stage(MandateCriteria mandate, OpportunityFacts opportunity)
    {
        var technical = OneStage(mandate.TechnicalStages, opportunity.TechnicalStage);
        var legal = OneStage(mandate.LegalStages, opportunity.LegalStage);
        string[] offered =
        [
            .. opportunity.TechnicalStage is { } t ? new[] { $"T{t}" } : [],
            .. opportunity.LegalStage is { } l ? new[] { $"L{l}" } : [],
        ];
        const int of = 2 * StagePoints;
        if (technical == Fit.Missed || legal == Fit.Missed)
        {
            string[] failed = [.. offered.Where(code => code[0] == 'T' ? technical == Fit.Missed : legal == Fit.Missed)];
            return new(Condition.Stage, Fit.Missed, 0, of, failed);
        }
        var points = (technical == Fit.Unknown ? 0 : StagePoints) + (legal == Fit.Unknown ? 0 : StagePoints);
        var fit = (technical, legal) switch
        {
            (Fit.Open, Fit.Open) => Fit.Open,
            _ when points == 0 => Fit.Unknown,
            _ when points < of => Fit.Near,
            _ => Fit.Exact,
        };
        return new(Condition.Stage, fit, points, of, offered);
    }

    private static Fit OneStage(IReadOnlyList<int> accepted, int? offered) =>
        accepted.Count == 0 ? Fit.Open
        : offered is not { } stage ? Fit.Unknown
        : accepted.Contains(stage) ? Fit.Exact
        : Fit.Missed;

    private static Reason ExcludedWord(MandateCriteria mandate, Func<string, bool> occurs)
    {
        var found = mandate.ExcludedWords.Where(occurs).ToArray();
        return found.Length > 0
            ? new(Condition.ExcludedWord, Fit.Missed, 0, 0, found)
            : new(Condition.ExcludedWord, mandate.ExcludedWords.Count == 0 ? Fit.Open : Fit.Exact, 0, 0, []);
    }

    private static string[] Codes(IReadOnlyList<Place> places) => [.. places.Select(place => place.Code)];
}
