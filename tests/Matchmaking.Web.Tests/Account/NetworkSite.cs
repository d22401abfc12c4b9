using System.Net;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Account.Sessions;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Matchmaking.Web.Tests.Account;

/// <summary>A site on a clock that the test moves, whose visitors come from network addresses that the test chooses.</summary>
public class NetworkSite : Site
{
    private const string Peer = "Test-Peer";

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    protected override void Change(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider>(Clock);
        services.AddTransient<IStartupFilter, PeerAddress>();
    }

    /// <summary>Somebody at a browser at a network address.</summary>
    public Visitor NewVisitorFrom(string address)
    {
        var visitor = NewVisitor();
        visitor.Client.DefaultRequestHeaders.Add(Peer, address);
        return visitor;
    }

    /// <summary>Somebody else's browser with a copy of the cookie that the person's newest session has.</summary>
    public async Task<Visitor> CopyAsync(Person person)
    {
        var session = await InDatabaseAsync(db =>
            db.Sessions.AsNoTracking().Where(s => s.PersonId == person.Id).OrderByDescending(s => s.Id).FirstAsync()
        );
        var cookie = Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(SessionService.Scheme);
        var visitor = NewVisitor();
        visitor.Client.DefaultRequestHeaders.Add(
            "Cookie",
            $"{SessionCookie.Name}={cookie.TicketDataFormat.Protect(SessionService.TicketOf(session, stay: true))}"
        );
        return visitor;
    }

    private sealed class PeerAddress : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (context, rest) =>
                    {
                        if (context.Request.Headers[Peer].FirstOrDefault() is { } address)
                            context.Connection.RemoteIpAddress = IPAddress.Parse(address);
                        return rest(context);
                    }
                );
                next(app);
            };
    }
}
