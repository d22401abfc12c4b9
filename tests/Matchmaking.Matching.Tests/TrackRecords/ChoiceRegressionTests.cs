using Matchmaking.Matching.TrackRecords;

namespace Matchmaking.Matching.Tests.TrackRecords;

/// <summary>Weights are learned to the bottom, not part of the way there.</summary>
public sealed class ChoiceRegressionTests
{
    [Fact]
    public void No_weight_a_little_off_explains_the_choices_better()
    {
        var choices = Choices(200, candidates: 400);
        double[] start = [0.5, -0.5, 0];
        var learned = ChoiceRegression.Learn(choices, start, hold: 5);
        var least = Loss(choices, learned, start, hold: 5);

        for (var at = 0; at < learned.Length; at++)
            foreach (var step in new[] { -0.1, 0.1 })
                Assert.True(
                    Loss(choices, [.. learned.Select((weight, other) => weight + (other == at ? step : 0))], start, hold: 5) > least,
                    $"{at} {step}"
                );
    }

    [Fact]
    public void The_fewer_the_choices_the_nearer_the_start()
    {
        double[] start = [0, 0, 0];
        var (few, many) = (
            ChoiceRegression.Learn(Choices(5, 50), start, hold: 30),
            ChoiceRegression.Learn(Choices(500, 50), start, hold: 30)
        );

        Assert.Equal(start, ChoiceRegression.Learn([], start, hold: 30));
        Assert.InRange(few[0], 0.01, many[0] - 0.3);
        // What decided was 2 × the first feature − the second.
        Assert.InRange(many[0], 1.4, 2.1);
        Assert.InRange(many[1], -1.2, -0.6);
        Assert.InRange(many[2], -0.2, 0.2);
    }

    private static List<Choice> Choices(int count, int candidates)
    {
        var chance = new Random(3);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ =>
                {
                    var rows = Enumerable
                        .Range(0, candidates)
                        .Select(_ => new[] { 4 * chance.NextSingle(), chance.NextSingle(), chance.NextSingle() })
                        // A draw by likelihood: the highest score plus Gumbel noise.
                        .OrderByDescending(x => 2 * x[0] - x[1] - Math.Log(-Math.Log(chance.NextDouble() + 1e-12)))
                        .ToArray();
                    return new Choice([.. rows.SelectMany(x => x)], [.. Enumerable.Repeat(1f, candidates)], 1);
                }),
        ];
    }

    private static double Loss(List<Choice> choices, double[] weights, double[] start, double hold) =>
        hold / 2 * weights.Zip(start, (one, other) => (one - other) * (one - other)).Sum()
        + choices.Sum(choice =>
        {
            var scores = choice.Rows.Chunk(weights.Length).Select(x => x.Zip(weights, (value, weight) => value * weight).Sum()).ToArray();
            return Math.Log(scores.Sum(Math.Exp)) - scores[0];
        });
}
