using System.Net.Sockets;
using Npgsql;

namespace Matchmaking.Web.Database;

/// <summary>Tells an outage, which waiting cures, from something that the database will never take.</summary>
public static class DatabaseFaults
{
    /// <summary>
    /// Whether the cause is that the database cannot be reached, is shutting down, or cannot write at all: its disk is full, or it is
    /// read-only (a replica, a restore). Whatever is tried meanwhile fails the same way.
    /// </summary>
    public static bool IsAway(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
            // FATAL ends the connection: the server shuts down, refuses connections or has no room for one.
            if (
                e
                    is PostgresException { InvariantSeverity: "FATAL" or "PANIC" }
                        or PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction }
                || (
                    e is PostgresException { SqlState: { } state }
                    && (state.StartsWith("53", StringComparison.Ordinal) || state.StartsWith("58", StringComparison.Ordinal))
                )
                // A value that cannot be written comes wrapped like this too; that is no outage.
                || e
                    is NpgsqlException
                        and not PostgresException
                        and { InnerException: null or IOException or SocketException or TimeoutException or NpgsqlException }
                || e is SocketException
            )
                return true;
        return false;
    }

    /// <summary>Whether the same may work in a moment: an outage, a deadlock, a lock that somebody else holds.</summary>
    public static bool IsAwayOrBusy(Exception? e)
    {
        if (IsAway(e))
            return true;
        for (; e is not null; e = e.InnerException)
            if (e is NpgsqlException { IsTransient: true })
                return true;
        return false;
    }
}
