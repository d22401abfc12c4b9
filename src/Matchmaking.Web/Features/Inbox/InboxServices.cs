using Matchmaking.Web.Jobs;

namespace Matchmaking.Web.Features.Inbox;

public static class InboxServices
{
    public static void AddInbox(this IServiceCollection services)
    {
        services.AddScoped<InboxService>().AddScoped<InboxChanges>().AddScoped<InboxMails>().AddSingleton<InboxFollower>();
        services
            .AddScheduledJob<FollowInboxJob>(FollowInboxJob.Queue, "* * * * *", TimeSpan.FromMinutes(10))
            .AddScheduledJob<SweepInboxJob>(SweepInboxJob.Queue, "17 * * * *", TimeSpan.FromHours(3))
            .AddScheduledJob<MorningInboxJob>(MorningInboxJob.Queue, "*/5 * * * *", TimeSpan.FromMinutes(30));
    }
}
