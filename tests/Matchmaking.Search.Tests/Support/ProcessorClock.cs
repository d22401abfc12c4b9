using System.Runtime.InteropServices;

namespace Matchmaking.Search.Tests.Support;

/// <summary>How long this thread really worked: what other programs on the machine take is not counted.</summary>
internal static class ProcessorClock
{
    private const int OfThread = 3;

    /// <summary>Milliseconds of this thread so far; on Linux only.</summary>
    public static double Milliseconds => Read(OfThread, out var time) == 0 ? time.Seconds * 1e3 + time.Nanoseconds / 1e6 : 0;

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int Read(int clock, out Time time);

    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
