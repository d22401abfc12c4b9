using System.Globalization;

namespace Matchmaking.DevelopmentPostgres;

/// <summary>The settings file that the cluster's postgresql.conf includes; written anew before every start.</summary>
internal static class ServerSettings
{
    public const string FileName = "private.conf";

    /// <summary>The only address listened on: the same on every system, and without the length limit of Unix socket paths.</summary>
    public const string Address = "127.0.0.1";

    public static string Text(int port, bool throwaway)
    {
        // Tests run side by side, each with a pool of its own.
        var connections = throwaway ? 300 : 100;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # Written at every start of the application: changes made here do not last.
            listen_addresses = '{Address}'
            port = {port}
            unix_socket_directories = ''
            max_connections = {connections}
            shared_buffers = '128MB'
            password_encryption = 'scram-sha-256'
            timezone = 'UTC'
            log_timezone = 'UTC'
            log_min_messages = 'warning'
            lc_messages = 'C'
            # Planning is what small queries spend their time on, and compiling them would only add to it.
            jit = off

            """
        );
        return throwaway
            ? text
                + """
                    fsync = off
                    synchronous_commit = off
                    full_page_writes = off
                    # Tests are over before a vacuum is due, and count the transactions of a database.
                    autovacuum = off

                    """
            : text;
    }
}
