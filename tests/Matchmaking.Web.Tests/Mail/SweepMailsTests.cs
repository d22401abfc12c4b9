using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Mail;

/// <summary>The job that looks after the mails of dead senders.</summary>
public sealed class SweepMailsTests(QuietSite site) : IClassFixture<QuietSite>
{
    [Fact]
    public async Task A_process_that_has_not_seen_the_database_for_a_while_calls_nobody_dead()
    {
        // This site's lease was never taken, as that of a process is stale right after an outage; and so is everybody else's then.
        var mail = new OutgoingMail
        {
            Kind = "alert",
            ToAddress = "reader@example.org",
            Language = "en",
            CreatedAt = TimeProvider.System.GetUtcNow(),
            NotBefore = TimeProvider.System.GetUtcNow(),
            Status = MailStatus.Sending,
            SenderId = Guid.CreateVersion7(),
            Attempts = 1,
        };
        await site.InDatabaseAsync(async db =>
        {
            db.Mails.Add(mail);
            await db.SaveChangesAsync();
            return await db.Database.ExecuteSqlAsync(
                $"INSERT INTO mail_senders (id, seen_at, name) VALUES ({mail.SenderId}, now() - interval '1 minute', 'another')"
            );
        });

        await ActivatorUtilities.CreateInstance<SweepMailsJob>(site.Services).RunAsync(CancellationToken.None);

        Assert.Equal(
            MailStatus.Sending,
            await site.InDatabaseAsync(db => db.Mails.Where(m => m.Id == mail.Id).Select(m => m.Status).SingleAsync())
        );
    }
}
