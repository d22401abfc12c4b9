namespace Matchmaking.DevelopmentPostgres;

/// <summary>The private server could not be started; the message is written for the person who typed <c>dotnet run</c>.</summary>
public class PrivatePostgresException(string message, Exception? inner = null) : Exception(message, inner);
