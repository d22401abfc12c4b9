namespace Matchmaking.Web.Files;

/// <summary>
/// What looking at one file may cost: everything that is read, compared or remembered for it is counted here, so that no way of making a
/// file takes longer than another.
/// </summary>
/// <param name="most">About a character read, each.</param>
/// <param name="time">For the deadline; there is none without it.</param>
/// <param name="cancel">Ends it early.</param>
internal sealed class FileWork(long most = FileWork.Most, TimeProvider? time = null, CancellationToken cancel = default)
{
    /// <summary>Several times what the largest ordinary table takes.</summary>
    public const long Most = 1_000_000_000;

    /// <summary>How much is done between two looks at the clock.</summary>
    private const long BetweenLooks = 1_000_000;
    private readonly long _began = time?.GetTimestamp() ?? 0;
    private long _spent,
        _nextLook = BetweenLooks;
    private int _seconds = 6;

    /// <summary>For a file of this length: a third of it for a small one, for which other small ones wait.</summary>
    public static FileWork For(int length, TimeProvider? time = null, CancellationToken cancel = default) =>
        length <= FileCheck.Small ? new(Most / 3, time, cancel) { _seconds = 2 } : new(Most, time, cancel);

    /// <exception cref="TooComplicatedException">It has become too much.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    public void Spend(long cost)
    {
        _spent += cost;
        if (_spent > most)
            throw new TooComplicatedException("More in it than any document has.");
        if (_spent < _nextLook)
            return;
        _nextLook = _spent + BetweenLooks;
        cancel.ThrowIfCancellationRequested();
        if (time?.GetElapsedTime(_began) > TimeSpan.FromSeconds(_seconds))
            throw new TooComplicatedException("It takes too long.");
    }
}

/// <summary>A file costs more to look at than a file may.</summary>
internal sealed class TooComplicatedException(string message) : Exception(message);
