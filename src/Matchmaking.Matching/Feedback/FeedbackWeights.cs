namespace Matchmaking.Matching.Feedback;

/// <summary>What one value weighs for an organisation.</summary>
/// <param name="Kind">Whether it is a sector, an economic region, a size or a stage.</param>
/// <param name="Value">Its code: "auto.ebus", "ABX", a <see cref="SizeBucket.Code"/>, "T2" or "L3".</param>
/// <param name="Points">Never 0; at most <see cref="FeedbackWeights.MostOfOneValue"/> either way.</param>
/// <param name="Fits">How many opportunities with this value were said to fit.</param>
/// <param name="DoesNotFit">How many were turned down because of this kind of value.</param>
public sealed record FeedbackWeight(FeedbackCause Kind, string Value, int Points, int Fits, int DoesNotFit);

/// <summary>
/// What an organisation's own answers weigh. What fits speaks a little for each of its values; what does not fit speaks against
/// those values only that were said to be the cause. Bounded, so that no answer outweighs the mandate, and the sum of all answers,
/// so that their order does not matter.
/// </summary>
public sealed class FeedbackWeights
{
    /// <summary>Points for each value of an opportunity that fits.</summary>
    public const int FitPoints = 2;

    /// <summary>Points against each value that an opportunity was turned down for.</summary>
    public const int DoesNotFitPoints = 4;

    /// <summary>One value weighs at most this much, either way.</summary>
    public const int MostOfOneValue = 10;

    /// <summary>All values of an opportunity together move its score at most this much, either way.</summary>
    public const int MostOfOpportunity = 15;

    private readonly Dictionary<(FeedbackCause Kind, string Value), FeedbackWeight> _weights;

    private FeedbackWeights(IEnumerable<FeedbackWeight> weights)
    {
        All = [.. weights.OrderBy(weight => weight.Kind).ThenBy(weight => weight.Value, StringComparer.Ordinal)];
        _weights = All.ToDictionary(weight => (weight.Kind, weight.Value));
    }

    /// <summary>Nothing was said, or nothing that weighs.</summary>
    public static FeedbackWeights None { get; } = new([]);

    /// <summary>The values that weigh anything, by kind and code.</summary>
    public IReadOnlyList<FeedbackWeight> All { get; }

    /// <summary>The weights that follow from all answers of one organisation.</summary>
    public static FeedbackWeights From(IEnumerable<FeedbackGiven> given)
    {
        var counts = new Dictionary<(FeedbackCause Kind, string Value), (int Fits, int DoesNotFit)>();
        foreach (var (opportunity, answer, because) in given)
        foreach (var value in ValuesOf(opportunity).Where(value => answer == FeedbackAnswer.Fits || value.Kind == because))
        {
            var (fits, doesNotFit) = counts.GetValueOrDefault(value);
            counts[value] = answer == FeedbackAnswer.Fits ? (fits + 1, doesNotFit) : (fits, doesNotFit + 1);
        }
        return new(counts.Select(pair => Weigh(pair.Key, pair.Value)).Where(weight => weight.Points != 0));
    }

    /// <summary>
    /// What the answers say of an opportunity: <see cref="Fit.Exact"/> for it, <see cref="Fit.Against"/> it, or <see cref="Fit.Open"/> with
    /// 0 points. Its values are the codes that weigh.
    /// </summary>
    public Reason ReasonFor(OpportunityFacts opportunity)
    {
        var weights =
            _weights.Count == 0 ? [] : ValuesOf(opportunity).Select(_weights.GetValueOrDefault).OfType<FeedbackWeight>().ToArray();
        var points = Math.Clamp(weights.Sum(weight => weight.Points), -MostOfOpportunity, MostOfOpportunity);
        var fit =
            points > 0 ? Fit.Exact
            : points < 0 ? Fit.Against
            : Fit.Open;
        return new(Condition.Feedback, fit, points, MostOfOpportunity, [.. weights.Select(weight => weight.Value)]);
    }

    private static FeedbackWeight Weigh((FeedbackCause Kind, string Value) value, (int Fits, int DoesNotFit) count) =>
        new(
            value.Kind,
            value.Value,
            Math.Clamp(FitPoints * count.Fits - DoesNotFitPoints * count.DoesNotFit, -MostOfOneValue, MostOfOneValue),
            count.Fits,
            count.DoesNotFit
        );

    /// <summary>Each value once, in an order that depends on nothing else than the opportunity.</summary>
    private static IEnumerable<(FeedbackCause Kind, string Value)> ValuesOf(OpportunityFacts opportunity)
    {
        // The main sector alone: who turns down a plot for six industries has said nothing of each of the six.
        yield return (FeedbackCause.Sector, opportunity.Sector.Code);
        foreach (var region in opportunity.Places.Select(place => place.Region).Distinct().Order(StringComparer.Ordinal))
            yield return (FeedbackCause.Place, region);
        if (SizeBucket.Of(opportunity.Amount) is { } size)
            yield return (FeedbackCause.Size, size.Code);
        if (opportunity.TechnicalStage is { } technical)
            yield return (FeedbackCause.Stage, $"T{technical}");
        if (opportunity.LegalStage is { } legal)
            yield return (FeedbackCause.Stage, $"L{legal}");
    }
}
