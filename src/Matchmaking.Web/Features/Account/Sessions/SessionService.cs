using System.Security.Claims;
using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Account.Sessions;

/// <summary>Begins, finds and ends sessions.</summary>
public sealed class SessionService(MatchmakingDb db, SecurityLog log, TimeProvider time)
{
    /// <summary>How long a session lasts at most, however much it is used.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(14),
        LongestOfDesk = TimeSpan.FromHours(12);

    /// <summary>The name of the authentication scheme.</summary>
    public const string Scheme = "session";
    private const string IdClaim = "session";

    /// <summary>Begins a session and gives the browser its cookie. The person has proved who it is, and may come in.</summary>
    /// <param name="context">The browser's request.</param>
    /// <param name="person">Who it is.</param>
    /// <param name="stay">Whether the browser keeps the cookie when it is closed.</param>
    /// <param name="by">How it was proved, for the log.</param>
    public async Task BeginAsync(HttpContext context, Person person, bool stay, string by)
    {
        // Whoever signs in once more is not meant to leave the session before open.
        if (IdOf(context.User) is { } before)
            await db.Sessions.Where(other => other.Id == before).ExecuteDeleteAsync();
        var session = await NewAsync(person);
        log.SignedIn(person.Id, session.Id, by);
        await GiveAsync(context, session, stay);
        // What is left of this request is theirs: a form that is sent on gets a token for them.
        context.User = await FindAsync(session.Id, context.RequestAborted) ?? context.User;
    }

    /// <summary>
    /// Puts a new session into the place of this browser's and ends all others of the person: after a change that made the older ones
    /// worthless, a copy of this browser's own cookie included. The new one ends when the old one would have.
    /// </summary>
    public async Task RenewAsync(HttpContext context, Person person)
    {
        var old = await context.AuthenticateAsync(Scheme);
        var session = await NewAsync(person, old.Properties?.ExpiresUtc);
        await db.Sessions.Where(other => other.PersonId == person.Id && other.Id != session.Id).ExecuteDeleteAsync();
        await GiveAsync(context, session, old.Properties?.IsPersistent == true);
    }

    /// <summary>Ends this browser's session, wherever its cookie may have been copied to.</summary>
    public async Task EndAsync(HttpContext context)
    {
        if (IdOf(context.User) is { } id)
        {
            await db.Sessions.Where(session => session.Id == id).ExecuteDeleteAsync();
            log.SignedOut(context.User.PersonId(), id);
        }
        await context.SignOutAsync(Scheme);
    }

    /// <summary>Where else than here the person is signed in.</summary>
    public IQueryable<Session> OthersOf(ClaimsPrincipal user)
    {
        var (now, person, here) = (time.GetUtcNow(), user.PersonId(), IdOf(user));
        return db.Sessions.Where(other =>
            other.PersonId == person && other.Id != here && other.EndsAt > now && other.Stamp == other.Person!.SecurityStamp
        );
    }

    /// <summary>Writes a session down.</summary>
    /// <param name="person">Whose it is, with the stamp that was checked.</param>
    /// <param name="notAfter">An earlier end than the usual one.</param>
    public async Task<Session> NewAsync(Person person, DateTimeOffset? notAfter = null)
    {
        var now = time.GetUtcNow();
        var ends = now + (person.OrganisationId is null ? LongestOfDesk : Longest);
        var session = new Session
        {
            PersonId = person.Id,
            Stamp = person.SecurityStamp!,
            BeganAt = now,
            EndsAt = notAfter < ends ? notAfter.Value : ends,
        };
        db.Sessions.Add(session);
        await db.SaveChangesAsync();
        return session;
    }

    /// <summary>What the cookie of a session holds.</summary>
    public static AuthenticationTicket TicketOf(Session session, bool stay) =>
        new(
            new(new ClaimsIdentity([new(IdClaim, session.Id.ToString())], Scheme)),
            new()
            {
                IssuedUtc = session.BeganAt,
                ExpiresUtc = session.EndsAt,
                IsPersistent = stay,
                AllowRefresh = false,
            },
            Scheme
        );

    private static Task GiveAsync(HttpContext context, Session session, bool stay)
    {
        var ticket = TicketOf(session, stay);
        return context.SignInAsync(Scheme, ticket.Principal, ticket.Properties);
    }

    /// <summary>
    /// Who is behind a session, with the rights of this moment; null when it is over: ended, too old, begun under another security stamp,
    /// or its person withdrawn. One statement, by primary keys.
    /// </summary>
    public async Task<ClaimsPrincipal?> FindAsync(Guid id, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var found = await db
            .Database.SqlQuery<Holder>(
                $"""
                SELECT p.id, p.email, p.full_name, p.language, p.organisation_id,
                    (SELECT min(r.name) FROM person_roles h JOIN roles r ON r.id = h.role_id WHERE h.user_id = p.id) AS role
                FROM sessions s JOIN people p ON p.id = s.person_id
                WHERE s.id = {id} AND s.ends_at > {now} AND s.stamp = p.security_stamp AND p.email_confirmed
                    AND (p.lockout_end IS NULL OR p.lockout_end < 'infinity')
                """
            )
            .ToListAsync(cancel);
        return found is [var person] ? new(IdentityOf(id, person)) : null;
    }

    internal static Guid? IdOf(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(IdClaim), out var id) ? id : null;

    private static ClaimsIdentity IdentityOf(Guid session, Holder person)
    {
        var identity = new ClaimsIdentity(Scheme);
        identity.AddClaim(new(IdClaim, session.ToString()));
        identity.AddClaim(new(ClaimTypes.NameIdentifier, person.Id.ToString()));
        identity.AddClaim(new(ClaimTypes.Name, person.Email));
        identity.AddClaim(new(VisitorLanguage.Claim, person.Language));
        if (person.FullName.Length > 0)
            identity.AddClaim(new(CurrentPerson.NameClaim, person.FullName));
        if (person.OrganisationId is { } organisation)
            identity.AddClaim(new(CurrentPerson.OrganisationClaim, organisation.ToString()));
        // Of several roles the one that may do most, as the list of people shows it: "administrator" comes before "investor" and "staff".
        if (person.Role is { } role)
            identity.AddClaim(new(ClaimTypes.Role, role));
        return identity;
    }

    private sealed record Holder(Guid Id, string Email, string FullName, string Language, Guid? OrganisationId, string? Role);
}
