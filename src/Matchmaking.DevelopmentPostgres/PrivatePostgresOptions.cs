namespace Matchmaking.DevelopmentPostgres;

/// <summary>What a private server is started with.</summary>
/// <param name="DataFolder">The folder that belongs to this server alone: its data, password, log and lock. Made if missing.</param>
/// <param name="DatabaseName">The database to connect to; created if missing.</param>
/// <param name="Throwaway">
/// For tests: nothing is flushed to disk, and the data folder is deleted when the server is disposed of. A power cut
/// would ruin such data, and nobody would miss it.
/// </param>
public sealed record PrivatePostgresOptions(string DataFolder, string DatabaseName = "matchmaking", bool Throwaway = false)
{
    /// <summary>False hides an installed PostgreSQL, so that tests can go the way of machines without one.</summary>
    internal bool SearchSystem { get; init; } = true;
}
