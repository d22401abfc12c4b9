using Hangfire;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Saved;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Matchmaking.Web.Tests.Saved;

/// <summary>A site of which nothing runs by itself: a mail goes out when the test says so.</summary>
public sealed class FollowedSite : Site
{
    protected override void Change(IServiceCollection services)
    {
        services.RemoveAll<IHostedService>();
        services.AddSingleton<IBackgroundJobClient, QuietSite.NoJobs>();
    }

    private readonly Dictionary<Guid, List<(string Subject, string Text)>> _sent = [];

    public async Task NotifyAsync(bool send = true)
    {
        await RunAsync<FollowedNews>(news => news.RunAsync(CancellationToken.None));
        if (send)
            await SendAsync();
    }

    /// <summary>What the person has got of this feature, newest first.</summary>
    public async Task<IReadOnlyList<(string Subject, string Text)>> SentAsync(Person person)
    {
        await SendAsync();
        return _sent.GetValueOrDefault(person.Id) ?? [];
    }

    /// <summary>Writes what waits, as its sender would, and notes what became of it.</summary>
    private Task SendAsync() =>
        RunAsync<IServiceProvider>(async services =>
        {
            var db = services.GetRequiredService<MatchmakingDb>();
            var template = services.GetServices<IMailTemplate>().OfType<FollowedMail>().Single();
            var waiting = await db
                .Mails.AsNoTracking()
                .Where(m => m.Status == MailStatus.Pending && template.Kinds.Contains(m.Kind))
                .OrderBy(m => m.Id)
                .ToListAsync();
            foreach (var mail in waiting)
            {
                var content = await template.WriteAsync(
                    mail,
                    new(services.GetRequiredService<Texts>(), mail.Language),
                    CancellationToken.None
                );
                var isSent = content is { Unwanted: null };
                if (isSent)
                {
                    if (!_sent.TryGetValue(mail.PersonId!.Value, out var mails))
                        _sent[mail.PersonId.Value] = mails = [];
                    mails.Insert(0, (content!.Subject, services.GetRequiredService<MailMessages>().Bodies(mail.Language, content).Plain));
                }
                var status = isSent ? MailStatus.Accepted : MailStatus.Suppressed;
                await db.Mails.Where(m => m.Id == mail.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, status));
            }
        });

    public Task<SavedOpportunity> RowAsync(Person person) =>
        InDatabaseAsync(db => db.SavedOpportunities.AsNoTracking().SingleAsync(s => s.PersonId == person.Id));

    public Task PauseAsync(Person person, DateTimeOffset? until) =>
        InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.AlertsPausedUntil, until))
        );

    public Task FollowAsync(Person person, Opportunity listing, string note = "", bool knowsLastDay = true) =>
        InDatabaseAsync(db =>
        {
            db.Add(
                new SavedOpportunity
                {
                    PersonId = person.Id,
                    OpportunityId = listing.Id,
                    Note = note,
                    Follows = true,
                    CreatedAt = TimeProvider.System.GetUtcNow(),
                    KnownVersion = 1,
                    KnownLastDay = knowsLastDay ? listing.ValidUntil : null,
                }
            );
            return db.SaveChangesAsync();
        });
}
