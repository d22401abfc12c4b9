using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Matchmaking.Benchmarks.Fuzz;

/// <summary>Something that must not happen.</summary>
/// <param name="Request">The number of the request that caused it; null when none did.</param>
/// <param name="Where">Handler, view or log.</param>
/// <param name="What">The message of the log, if it is one.</param>
/// <param name="Error">The exception.</param>
internal sealed record Flaw(int? Request, string Where, string What, Exception? Error)
{
    /// <summary>Alike for flaws with one cause: type, and the first place of the product's own code.</summary>
    public string Kind => $"{Where}: {Error?.GetType().Name ?? What} {Frames(Error).FirstOrDefault() ?? ""}".Trim();

    /// <summary>The product's own part of the stack.</summary>
    public static IEnumerable<string> Frames(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            foreach (var line in (error.StackTrace ?? "").Split('\n'))
                if (line.Contains("at Matchmaking.", StringComparison.Ordinal) && !line.Contains("Benchmarks", StringComparison.Ordinal))
                    yield return line.Trim();
    }
}

/// <summary>
/// Sees, from inside the application, what a visitor is not shown: exceptions of handlers and views whatever became of them, errors in the
/// log, and whether a POST reached its handler.
/// </summary>
internal sealed class Watch : ILoggerProvider, IStartupFilter, IAsyncPageFilter, IAsyncAlwaysRunResultFilter, IOrderedFilter
{
    /// <summary>Carries a request's number.</summary>
    public const string Header = "X-Fuzz-Number";

    private readonly AsyncLocal<int?> _request = new();

    public ConcurrentQueue<Flaw> Flaws { get; } = new();

    /// <summary>Numbers of the POSTs that reached their handler with a valid token.</summary>
    public ConcurrentDictionary<int, bool> Reached { get; } = new();

    /// <summary>Outside of all other filters.</summary>
    public int Order => int.MinValue;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(
                (context, rest) =>
                {
                    _request.Value = int.TryParse(
                        context.Request.Headers[Header],
                        NumberStyles.None,
                        CultureInfo.InvariantCulture,
                        out var number
                    )
                        ? number
                        : null;
                    return rest(context);
                }
            );
            next(app);
        };

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (
            context.HandlerMethod is not null
            && HttpMethods.IsPost(http.Request.Method)
            && _request.Value is { } number
            && await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)
        )
            Reached[number] = true;
        Note("handler", (await next()).Exception);
    }

    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next) =>
        Note("view", (await next()).Exception);

    public ILogger CreateLogger(string categoryName) => new Log(this, categoryName);

    public void Dispose() { }

    private void Note(string where, Exception? error)
    {
        if (error is not null)
            Flaws.Enqueue(new(_request.Value, where, "", error));
    }

    private sealed class Log(Watch watch, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        void ILogger.Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (logLevel >= LogLevel.Error || (logLevel == LogLevel.Warning && exception is not null))
                watch.Flaws.Enqueue(new(watch._request.Value, "log", $"{category}: {formatter(state, exception)}", exception));
        }
    }
}
