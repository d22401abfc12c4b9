using Hangfire;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Matchmaking.Web.Tests.Desk.Inbox;

/// <summary>A quiet site whose clock stands on a Monday morning in Baku until a test sets it.</summary>
public sealed class ClockSite : Site
{
    public FakeTimeProvider Clock { get; } = new(new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));

    protected override void Change(IServiceCollection services)
    {
        services.RemoveAll<IHostedService>();
        services.AddSingleton<IBackgroundJobClient, QuietSite.NoJobs>();
        services.RemoveAll<TimeProvider>();
        services.AddSingleton<TimeProvider>(Clock);
    }

    /// <summary>An enquiry as the form sends it; about nothing in particular.</summary>
    public async Task<Guid> AskAsync(Person investor, string text, Guid? opportunity = null)
    {
        var draft = new EnquiryDraft(
            Guid.CreateVersion7(),
            opportunity,
            null,
            null,
            null,
            EnquiryChannel.Site,
            null,
            text,
            EnquiryIntent.Invest,
            new ReadAmounts(null, null, null),
            "zh-Hans"
        );
        await RunAsync<EnquiryService>(service => service.ReceiveAsync(draft, investor.Id, CancellationToken.None));
        return draft.Id;
    }

    /// <summary>The item of a subject; null for none.</summary>
    public Task<InboxItem?> ItemAsync(InboxKind kind, string subject) =>
        InDatabaseAsync(db => db.InboxItems.AsNoTracking().SingleOrDefaultAsync(i => i.Kind == kind && i.Subject == subject));

    /// <summary>Adds an item that no source knows, for tests of the list alone.</summary>
    public async Task<Guid> AddAsync(InboxKind kind, Guid? owner, DateTimeOffset? due, string title = "Something", string who = "Somebody")
    {
        var item = new InboxItem
        {
            Kind = kind,
            Subject = kind is InboxKind.Fit or InboxKind.Refusal or InboxKind.LookAlike
                ? $"{Guid.NewGuid()}:{Guid.NewGuid()}"
                : Guid.NewGuid().ToString(),
            Who = who,
            TitleZh = title,
            TitleAz = title,
            TitleEn = title,
            Original = "",
            Since = Clock.GetUtcNow(),
            DueAt = due,
            OwnerId = owner,
            AppearedAt = Clock.GetUtcNow(),
        };
        await InDatabaseAsync(db =>
        {
            db.InboxItems.Add(item);
            return db.SaveChangesAsync();
        });
        return item.Id;
    }
}
