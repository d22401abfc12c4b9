using System.Security.Claims;
using Matchmaking.Web.Database;
using Matchmaking.Web.Links;

namespace Matchmaking.Web.Features.Account;

/// <summary>What is known of the person behind a request, read with its session.</summary>
public static class CurrentPerson
{
    internal const string OrganisationClaim = "organisation",
        NameClaim = "full_name";

    /// <summary>The id of the signed-in person; throws for a visitor, since pages that ask are closed to visitors.</summary>
    public static Guid PersonId(this ClaimsPrincipal user) =>
        Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("Nobody is signed in."));

    /// <summary>The investor's organisation; null for visitors and the desk.</summary>
    public static Guid? OrganisationId(this ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(OrganisationClaim), out var id) ? id : null;

    /// <summary>The name to show in the account menu.</summary>
    public static string DisplayName(this ClaimsPrincipal user) =>
        user.FindFirstValue(NameClaim) is { Length: > 0 } name ? name : user.Identity?.Name ?? "";

    public static bool IsSignedIn(this ClaimsPrincipal user) => user.Identity?.IsAuthenticated == true;

    public static bool IsInvestor(this ClaimsPrincipal user) => user.IsInRole(Role.Investor);

    /// <summary>Staff or administrator.</summary>
    public static bool IsDesk(this ClaimsPrincipal user) => user.IsInRole(Role.Staff) || user.IsInRole(Role.Administrator);

    /// <summary>Where somebody begins who has signed in.</summary>
    public static string Home(this ClaimsPrincipal user) => user.IsDesk() ? SiteLinks.Desk : SiteLinks.Matches;

    public static bool IsAdministrator(this ClaimsPrincipal user) => user.IsInRole(Role.Administrator);
}
