using System.Globalization;

namespace Matchmaking.Benchmarks.Nodes;

/// <summary>A clock that runs like any other but can be put forward, for several processes at once, by a file.</summary>
/// <param name="file">Holds by how many ticks it is ahead.</param>
internal sealed class SharedClock(string file) : TimeProvider
{
    private readonly Lock _lock = new();
    private long _ahead,
        _read = long.MinValue;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            if (Environment.TickCount64 - 50 > _read)
                (_ahead, _read) = (long.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture), Environment.TickCount64);
            return base.GetUtcNow().AddTicks(_ahead);
        }
    }

    /// <summary>Puts it to a time. Every process sees it within a twentieth of a second; it is never put back.</summary>
    public async Task SetAsync(DateTimeOffset to)
    {
        await File.WriteAllTextAsync(file + ".new", (to - base.GetUtcNow()).Ticks.ToString(CultureInfo.InvariantCulture));
        File.Move(file + ".new", file, overwrite: true);
        await Task.Delay(100);
    }
}
