using System.Collections.Concurrent;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Mail.Transport;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>
/// Says what waiting will not cure: to the administrators by mail, once a day each, and on the desk which mail server takes nothing. Every
/// answer that somebody must look at comes by here. That nothing can be said just now holds up no mail.
/// </summary>
public sealed partial class SendingTroubles(IServiceScopeFactory scopes, Parking parking, TimeProvider time, ILogger<SendingTroubles> log)
{
    private readonly ConcurrentDictionary<(string What, string About), DateOnly> _told = new();

    /// <summary>After an attempt that did not succeed.</summary>
    public async Task AfterAsync(Outcome outcome, Exception failure, CancellationToken cancel)
    {
        try
        {
            if (outcome.Relay is { Name.Length: > 0 } relay)
                await parking.NoteRunAsync(relay.Queue, failure, cancel);
            if (outcome.TellDesk)
            {
                var (what, about) = outcome.Relay is { } server ? ("relay", server.Name) : ("refused", outcome.Provider.ToString());
                await TellAsync(what, about, outcome.Answer ?? failure.Message, cancel);
            }
        }
        catch (Exception e)
        {
            NotTold(e);
        }
    }

    /// <summary>A mail server works (again): whoever waited because of it waits no longer.</summary>
    public async Task RelayWorksAsync(Relay relay, CancellationToken cancel)
    {
        try
        {
            await parking.NoteRunAsync(relay.Queue, null, cancel);
            var (providers, prefix) = (relay.Providers.Select(provider => provider.ToString()).ToArray(), relay.Prefix);
            await using var scope = scopes.CreateAsyncScope();
            await scope
                .ServiceProvider.GetRequiredService<MatchmakingDb>()
                .Database.ExecuteSqlAsync(
                    $"""
                    UPDATE mail_providers SET paused_until = NULL, answer = NULL
                    WHERE provider = ANY({providers}) AND starts_with(answer, {prefix})
                    """,
                    cancel
                );
        }
        catch (Exception e)
        {
            NotTold(e);
        }
    }

    private async Task TellAsync(string what, string about, string said, CancellationToken cancel)
    {
        var today = BakuDay.Of(time);
        if (_told.TryGetValue((what, about), out var day) && day == today)
            return;
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IDeskNotices>().AddAsync(what, about, said, cancel);
        _told[(what, about)] = today;
    }

    [LoggerMessage(LogLevel.Error, "The desk could not be told how the sending of mails is")]
    private partial void NotTold(Exception e);
}
