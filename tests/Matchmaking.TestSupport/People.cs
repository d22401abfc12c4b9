using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Account.Sessions;
using Matchmaking.Web.Features.Organisations;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Matchmaking.TestSupport;

/// <summary>Makes people with accounts, and signs them in without walking through the sign-in page each time.</summary>
public sealed class People(Site site)
{
    public const string Password = "a long walk along the sea";

    /// <summary>An investor of a new organisation, with a confirmed address.</summary>
    public Task<Person> InvestorAsync(string language = "en", string country = "CN", string domain = "example.org") =>
        MakeAsync(Role.Investor, language, country, domain);

    /// <summary>Another person of an investor's organisation.</summary>
    public async Task<Person> ColleagueOfAsync(Person investor)
    {
        var colleague = await InvestorAsync();
        colleague.OrganisationId = investor.OrganisationId;
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == colleague.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.OrganisationId, investor.OrganisationId))
        );
        return colleague;
    }

    public Task<Person> StaffAsync(string language = "en") => MakeAsync(Role.Staff, language, null);

    public Task<Person> AdministratorAsync(string language = "en") => MakeAsync(Role.Administrator, language, null);

    /// <summary>A visitor who carries the sign-in cookie of a person.</summary>
    /// <param name="person">Who it is.</param>
    /// <param name="node">A client of another node on the same database, which knows the same cookies.</param>
    public async Task<Visitor> SignInAsync(Person person, HttpClient? node = null)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var session = await scope.ServiceProvider.GetRequiredService<SessionService>().NewAsync(person);
        var cookie = scope.ServiceProvider.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(SessionService.Scheme);
        var visitor = node is null ? site.NewVisitor(person.Language) : new(node, person.Language);
        visitor.Client.DefaultRequestHeaders.Add(
            "Cookie",
            $"{cookie.Cookie.Name}={cookie.TicketDataFormat.Protect(SessionService.TicketOf(session, stay: false))}"
        );
        return visitor;
    }

    private async Task<Person> MakeAsync(string role, string language, string? country, string domain = "example.org")
    {
        await using var scope = site.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var now = TimeProvider.System.GetUtcNow();
        var email = $"{role}-{Guid.NewGuid():N}@{domain}";
        var person = new Person
        {
            UserName = email,
            Email = email,
            EmailConfirmed = true,
            Language = language,
            CreatedAt = now,
            Organisation = country is null
                ? null
                : new Organisation
                {
                    Name = "Organisation " + email[9..14],
                    Country = country,
                    CreatedAt = now,
                },
        };
        var made = await people.CreateAsync(person, Password);
        if (!made.Succeeded)
            throw new InvalidOperationException(string.Join(", ", made.Errors.Select(error => error.Description)));
        await people.AddToRoleAsync(person, role);
        return person;
    }
}
