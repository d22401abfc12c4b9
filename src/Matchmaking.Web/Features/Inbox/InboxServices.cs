namespace Matchmaking.Web.Features.Inbox;

public static class InboxServices
{
    public static void AddInbox(this IServiceCollection services) => services.AddScoped<InboxService>();
}
