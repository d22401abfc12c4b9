using Hangfire;
using Hangfire.PostgreSql;
using Matchmaking.Matching;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Transport;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using MimeKit;
using Npgsql;

namespace Matchmaking.Benchmarks.Crash;

/// <summary>
/// The way it is usually built, for comparison: the publication is saved, a Hangfire job is enqueued for each mail, and a job
/// marks its mail after sending it. Of Hangfire's defaults only the time after which a dead worker's job comes back is changed,
/// from 30 minutes to 10 seconds.
/// </summary>
internal static class Naive
{
    public static async Task MakeAsync(string database)
    {
        await using var connection = await WorkTable.OpenAsync(database);
        await new NpgsqlCommand(
            "CREATE TABLE naive_sent (address text, mark text, PRIMARY KEY (address, mark))",
            connection
        ).ExecuteNonQueryAsync();
    }

    public static void Configure(IServiceCollection services)
    {
        services.RemoveAll<IHostedService>();
        services.AddHangfire(
            (provider, hangfire) =>
                hangfire
                    .UseSimpleAssemblyNameTypeSerializer()
                    .UseRecommendedSerializerSettings()
                    .UsePostgreSqlStorage(
                        storage => storage.UseNpgsqlConnection(provider.GetRequiredService<DatabaseAddress>().ConnectionString),
                        new() { InvisibilityTimeout = TimeSpan.FromSeconds(10), QueuePollInterval = TimeSpan.FromSeconds(1) }
                    )
        );
        services.AddHangfireServer(server => server.WorkerCount = 4);
        services.AddScoped<NaiveMailJob>();
    }

    public static async Task PublishAsync(IServiceProvider services, Guid id)
    {
        var db = services.GetRequiredService<MatchmakingDb>();
        var opportunity = await db.Opportunities.SingleAsync(o => o.Id == id);
        // Done a second time it would enqueue everything a second time.
        if (opportunity.Status == PublicationStatus.Published)
            return;
        opportunity.Status = PublicationStatus.Published;
        await db.SaveChangesAsync();
        var reference = services.GetRequiredService<ReferenceData>();
        var facts = opportunity.ToFacts(reference);
        var mandates = await db.Mandates.AsNoTracking().Include(m => m.Owner).Where(m => m.Owner!.AlertsStoppedAt == null).ToListAsync();
        var jobs = services.GetRequiredService<IBackgroundJobClient>();
        foreach (
            var address in mandates
                .Where(m => Matcher.Assess(m.ToCriteria(reference), facts).IsMatch)
                .Select(m => m.Owner!.Email!)
                .Distinct()
        )
            jobs.Enqueue<NaiveMailJob>(job => job.RunAsync(address, opportunity.Title.En));
    }
}

/// <summary>Sends one mail.</summary>
public sealed class NaiveMailJob(DatabaseAddress database, IMailTransport transport, SenderAddress sender, ProviderRegister book)
{
    public async Task RunAsync(string address, string title)
    {
        await using var connection = await WorkTable.OpenAsync(database.ConnectionString);
        await using var sent = new NpgsqlCommand("SELECT EXISTS (SELECT FROM naive_sent WHERE address = $1 AND mark = $2)", connection)
        {
            Parameters =
            {
                new() { Value = address },
                new() { Value = title },
            },
        };
        if ((bool)(await sent.ExecuteScalarAsync())!)
            return;
        using var message = new MimeMessage
        {
            Subject = title,
            Body = new TextPart("plain") { Text = title },
        };
        message.From.Add(sender.From);
        message.To.Add(MailboxAddress.Parse(address));
        // A new connection and a new Message-ID each time, as in most examples.
        await using (var mail = transport.Open(ProviderGroup.Others, book.Limits(ProviderGroup.Others)))
            await mail.SendAsync(message, sender.From, message.To.Mailboxes.First(), CancellationToken.None);
        await using var mark = new NpgsqlCommand(
            "INSERT INTO naive_sent (address, mark) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            connection
        )
        {
            Parameters =
            {
                new() { Value = address },
                new() { Value = title },
            },
        };
        await mark.ExecuteNonQueryAsync();
    }
}
