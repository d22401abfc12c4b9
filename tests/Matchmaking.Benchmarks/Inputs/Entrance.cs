namespace Matchmaking.Benchmarks.Inputs;

/// <summary>A way in for what comes from outside.</summary>
/// <param name="Name">Where it is, and what makes it work hardest.</param>
/// <param name="Small">The size at 1x, in whatever it counts: characters, words, rows, headers.</param>
/// <param name="PrepareAsync">Gets ready for an input of a size; what it returns is measured.</param>
internal sealed record Entrance(string Name, int Small, Func<int, Task<Func<Task>>> PrepareAsync)
{
    /// <summary>One without preparation that needs no server.</summary>
    public static Entrance Of<T>(string name, int small, Func<int, T> make, Action<T> take) =>
        new(
            name,
            small,
            size =>
            {
                var input = make(size);
                return Task.FromResult<Func<Task>>(() =>
                {
                    take(input);
                    return Task.CompletedTask;
                });
            }
        );
}
