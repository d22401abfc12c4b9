namespace Matchmaking.Matching.TrackRecords;

/// <summary>Solves a small symmetric system by Cholesky's method.</summary>
internal static class LinearSystem
{
    /// <summary>The x of Ax = b.</summary>
    /// <param name="matrix">A, of which only the lower triangle is read; it is made positive definite by a trace of its diagonal.</param>
    /// <param name="right">b.</param>
    public static double[] Solve(double[,] matrix, double[] right)
    {
        var size = right.Length;
        var lower = new double[size, size];
        for (var row = 0; row < size; row++)
        for (var column = 0; column <= row; column++)
        {
            var sum = matrix[row, column] * (row == column ? 1 + 1e-9 : 1);
            for (var at = 0; at < column; at++)
                sum -= lower[row, at] * lower[column, at];
            lower[row, column] = row == column ? Math.Sqrt(Math.Max(sum, 1e-9)) : sum / lower[column, column];
        }
        var solution = (double[])right.Clone();
        for (var row = 0; row < size; row++)
        {
            for (var at = 0; at < row; at++)
                solution[row] -= lower[row, at] * solution[at];
            solution[row] /= lower[row, row];
        }
        for (var row = size - 1; row >= 0; row--)
        {
            for (var at = row + 1; at < size; at++)
                solution[row] -= lower[at, row] * solution[at];
            solution[row] /= lower[row, row];
        }
        return solution;
    }
}
