using Matchmaking.Web.Demo;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Jobs;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Queues;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Database;

/// <summary>What must be done before the application listens: migrations, roles, keys, schedules and (Development) demo data.</summary>
public static class Preparation
{
    public static async Task PrepareAsync(this IHost app, CancellationToken cancel = default)
    {
        await using (var scope = app.Services.CreateAsyncScope())
        {
            // EF guards its migrations with a lock of its own, so that two starting nodes do not race.
            await scope.ServiceProvider.GetRequiredService<MatchmakingDb>().Database.MigrateAsync(cancel);
            // A full bucket for each provider; one that is there keeps what it knows.
            await scope.ServiceProvider.GetRequiredService<MatchmakingDb>().Database.ExecuteSqlAsync($"""
                INSERT INTO mail_providers (provider, tokens, refilled_at, pauses, needs_desk)
                SELECT provider, 1, 'epoch', 0, false FROM unnest({Enum.GetNames<ProviderGroup>()}) AS known(provider) ON CONFLICT DO NOTHING
                """, cancel);
            var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole<Guid>>>();
            foreach (var role in Role.All)
                if (!await roles.RoleExistsAsync(role))
                    await roles.CreateAsync(new(role) { Id = Guid.CreateVersion7() });
        }
        // From here on the promises of the queues count.
        app.Services.GetRequiredService<ProcessStart>();
        await app.Services.GetRequiredService<LinkTokens>().LoadAsync(cancel);
        Schedules.Register(app.Services);
        if (app.Services.GetRequiredService<IHostEnvironment>().IsDevelopment() && app.Services.GetRequiredService<IConfiguration>().GetValue("Demo:Load", true))
        {
            await using var scope = app.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<DemoData>().LoadAsync(cancel);
        }
    }
}
