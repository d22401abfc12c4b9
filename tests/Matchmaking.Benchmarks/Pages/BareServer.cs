using System.Diagnostics;
using Matchmaking.Benchmarks.Speed;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Matchmaking.Benchmarks.Pages;

/// <summary>
/// What a page is measured by: an endpoint that sends the page's own statements by plain Npgsql, reads every column of every row, and
/// writes the page's own bytes; and one that says hello.
/// </summary>
internal sealed class BareServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _database;
    private readonly Dictionary<string, (IReadOnlyList<Statement> Statements, byte[] Body)> _pages = [];

    private BareServer(WebApplication app, string database) => (_app, _database) = (app, database);

    /// <summary>The port that it listens on.</summary>
    public int Port => new Uri(_app.Urls.Single()).Port;

    public static async Task<BareServer> StartAsync(string database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new BareServer(builder.Build(), database);
        server._app.MapGet("/hello", static (HttpContext context) => context.Response.WriteAsync("Hello"));
        server._app.MapGet("/page/{name}", (HttpContext context, string name) => server.AnswerAsync(context, name));
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Answers <c>/page/NAME</c> from now on.</summary>
    public void Serve(string name, IReadOnlyList<Statement> statements, byte[] body) => _pages[name] = (statements, body);

    /// <summary>How long the statements of a page take alone, one after another on one connection.</summary>
    public async Task<Timings> SqlAloneAsync(string name, int rounds)
    {
        var times = new List<double>();
        for (var round = -5; round < rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            await RunAsync(_pages[name].Statements);
            if (round >= 0)
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return Timings.Of(times);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, string name)
    {
        var (statements, body) = _pages[name];
        await RunAsync(statements);
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private async Task RunAsync(IReadOnlyList<Statement> statements)
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = statement.On(connection);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                for (var column = 0; column < reader.FieldCount; column++)
                    _ = reader.GetValue(column);
        }
    }
}
