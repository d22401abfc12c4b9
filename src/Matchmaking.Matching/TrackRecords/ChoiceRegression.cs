using System.Numerics;
using System.Runtime.InteropServices;

namespace Matchmaking.Matching.TrackRecords;

/// <summary>One choice that was made: rows of features, of which the first ones were chosen.</summary>
/// <param name="Rows">Features of all candidates, row after row.</param>
/// <param name="Stand">For how many candidates each row stands: drawn rows stand for those that were not.</param>
/// <param name="Chosen">How many rows, from the first, were chosen.</param>
internal sealed record Choice(float[] Rows, float[] Stand, int Chosen)
{
    /// <summary>What it counts for: more than one choice where many were chosen at once, but not as many.</summary>
    public double Weight => Math.Sqrt(Chosen);
}

/// <summary>
/// Learns weights under which what was chosen scores above what was not: a conditional logit, solved by Newton steps. The weights
/// are held near given ones, and the fewer the choices, the nearer.
/// </summary>
internal static class ChoiceRegression
{
    private const int Steps = 12;

    /// <summary>A step that explains less than this of what is left is the last.</summary>
    private const double Enough = 1e-2;

    /// <summary>The weights that explain the choices best.</summary>
    /// <param name="choices">What was chosen from what.</param>
    /// <param name="start">The weights that hold without any choice.</param>
    /// <param name="hold">How many choices it takes to move a weight by about one.</param>
    public static double[] Learn(IReadOnlyList<Choice> choices, double[] start, double hold)
    {
        var weights = (double[])start.Clone();
        var loss = Evaluate(choices, weights, start, hold, null, null);
        for (var step = 0; step < Steps; step++)
        {
            var gradient = new double[weights.Length];
            var curvature = new double[weights.Length, weights.Length];
            Evaluate(choices, weights, start, hold, gradient, curvature);
            var move = LinearSystem.Solve(curvature, gradient);
            var (length, better) = (1.0, false);
            for (var halving = 0; halving < 6; halving++, length /= 2)
            {
                var tried = weights.Select((weight, at) => weight - length * move[at]).ToArray();
                var triedLoss = Evaluate(choices, tried, start, hold, null, null);
                if (triedLoss >= loss)
                    continue;
                (better, weights, loss) = (loss - triedLoss > Enough, tried, triedLoss);
                break;
            }
            if (!better)
                break;
        }
        return weights;
    }

    private static double Evaluate(
        IReadOnlyList<Choice> choices,
        double[] weights,
        double[] start,
        double hold,
        double[]? gradient,
        double[,]? curvature
    )
    {
        double loss = 0;
        for (var at = 0; at < weights.Length; at++)
        {
            var off = weights[at] - start[at];
            loss += hold * off * off / 2;
            if (gradient is null || curvature is null)
                continue;
            gradient[at] += hold * off;
            curvature[at, at] += hold;
        }
        foreach (var choice in choices)
            loss += Evaluate(choice, weights, gradient, curvature);
        return loss;
    }

    private static double Evaluate(Choice choice, double[] weights, double[]? gradient, double[,]? curvature)
    {
        var width = weights.Length;
        var likely = new double[choice.Stand.Length];
        double best = double.NegativeInfinity,
            sum = 0,
            chosen = 0;
        for (var row = 0; row < likely.Length; row++)
        {
            for (var at = 0; at < width; at++)
                likely[row] += weights[at] * choice.Rows[row * width + at];
            best = Math.Max(best, likely[row]);
        }
        for (var row = 0; row < likely.Length; row++)
        {
            chosen += row < choice.Chosen ? likely[row] / choice.Chosen : 0;
            sum += likely[row] = choice.Stand[row] * Math.Exp(likely[row] - best);
        }
        if (gradient is not null && curvature is not null)
            Slope(choice, likely, sum, gradient, curvature);
        return choice.Weight * (best + Math.Log(sum) - chosen);
    }

    private static void Slope(Choice choice, double[] likely, double sum, double[] gradient, double[,] curvature)
    {
        var width = gradient.Length;
        var mean = new double[width];
        var features = new double[width];
        for (var at = 0; at < likely.Length; at++)
        {
            var share = likely[at] / sum;
            var off = share - (at < choice.Chosen ? 1.0 / choice.Chosen : 0);
            for (var one = 0; one < width; one++)
            {
                features[one] = choice.Rows[at * width + one];
                mean[one] += share * features[one];
                gradient[one] += choice.Weight * off * features[one];
            }
            // However small a share is, it stays in: without it the curvature would no longer be that of the mean taken off below.
            for (var one = 0; one < width; one++)
                if (choice.Weight * share * features[one] is not 0 and var part)
                    AddTimes(MemoryMarshal.CreateSpan(ref curvature[one, 0], one + 1), features, part);
        }
        for (var one = 0; one < width; one++)
            AddTimes(MemoryMarshal.CreateSpan(ref curvature[one, 0], one + 1), mean, -choice.Weight * mean[one]);
    }

    /// <summary>Adds a multiple of the first numbers, several at a time.</summary>
    private static void AddTimes(Span<double> sums, ReadOnlySpan<double> numbers, double times)
    {
        var at = 0;
        for (; at + Vector<double>.Count <= sums.Length; at += Vector<double>.Count)
            (new Vector<double>(sums[at..]) + times * new Vector<double>(numbers[at..])).CopyTo(sums[at..]);
        for (; at < sums.Length; at++)
            sums[at] += times * numbers[at];
    }
}
