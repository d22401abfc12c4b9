using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Matchmaking.Web.Tests.Access;

/// <summary>
/// Keeps every line that may be written, with all that a logger could print of it: its values, its exception and the scopes around it.
/// </summary>
public sealed class LogCollector : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose() { }

    private static void Describe(StringBuilder line, object? state)
    {
        line.Append(CultureInfo.InvariantCulture, $" | {state}");
        if (state is IEnumerable<KeyValuePair<string, object?>> values)
            foreach (var (name, value) in values)
                line.Append(CultureInfo.InvariantCulture, $" {name}={value}");
    }

    private sealed class Logger(LogCollector collector, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => collector._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            var line = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{logLevel} {category}: {formatter(state, exception)}");
            Describe(line, state);
            collector._scopes.ForEachScope((scope, text) => Describe(text, scope), line);
            collector.Lines.Enqueue(line.Append(CultureInfo.InvariantCulture, $" | {exception}").ToString());
        }
    }
}
