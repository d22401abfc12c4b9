using System.Diagnostics;
using Matchmaking.Benchmarks.Nodes;
using Matchmaking.TestSupport.MailServers;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Mail;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MimeKit;

namespace Matchmaking.Benchmarks.Delivery;

/// <summary>What one publication to many people came to.</summary>
/// <param name="PerSecond">Mails, from the first acceptance to the last.</param>
/// <param name="First">Seconds from the publication's commit to the first acceptance.</param>
/// <param name="All">Seconds from the publication's commit to the last acceptance.</param>
internal sealed record AlertTimes(double PerSecond, double First, double All);

/// <summary>Real alerts of a real publication, by the product's own loop to a sink on this machine.</summary>
internal static class AlertSpeed
{
    public static async Task<AlertTimes> MeasureAsync(string database, int connections, int mails, int number)
    {
        await using var sink = new ScriptedSmtpServer();
        using var node = Node.Build(database, sink.Port, connections, TimeProvider.System);
        await node.Services.GetRequiredService<LinkTokens>().LoadAsync(CancellationToken.None);
        await node.StartAsync();
        var published = await PublishAsync(node.Services, number);
        await sink.WaitForAsync(mails, TimeSpan.FromMinutes(10));
        var all = Stopwatch.GetElapsedTime(published).TotalSeconds;
        var (first, last) = (sink.Messages[0].At, sink.Messages[^1].At);
        await node.StopAsync();
        return new((mails - 1) / (last - first).TotalSeconds, all - (last - first).TotalSeconds, all);
    }

    /// <summary>Some of those alerts as messages, for others to send.</summary>
    public static async Task<IReadOnlyList<MimeMessage>> SamplesAsync(string database, int mails, int number)
    {
        await using var sink = new ScriptedSmtpServer { KeepBodies = true };
        using var node = Node.Build(database, sink.Port, 2, TimeProvider.System);
        await node.Services.GetRequiredService<LinkTokens>().LoadAsync(CancellationToken.None);
        await node.StartAsync();
        await PublishAsync(node.Services, number);
        await sink.WaitForAsync(mails, TimeSpan.FromMinutes(10));
        await node.StopAsync();
        return [.. sink.Messages.Take(2000).Select(mail => MimeMessage.Load(new MemoryStream(mail.Body.ToArray())))];
    }

    private static async Task<long> PublishAsync(IServiceProvider services, int number)
    {
        await using var scope = services.CreateAsyncScope();
        // Everybody's sector.
        var opportunity = World.Draft(number * World.SectorCount);
        (opportunity.Status, opportunity.PublishedAt) = (PublicationStatus.Published, TimeProvider.System.GetUtcNow());
        scope.ServiceProvider.GetRequiredService<MatchmakingDb>().Add(opportunity);
        await scope.ServiceProvider.GetRequiredService<MatchRun>().SaveAsync(opportunity, CancellationToken.None);
        return Stopwatch.GetTimestamp();
    }
}
