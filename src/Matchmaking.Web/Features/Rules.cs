using Matchmaking.Web.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Matchmaking.Web.Features;

/// <summary>
/// Who may enter which folder. What is not named here is for people who have signed in: a new folder is private until somebody says
/// otherwise. What is no page (files, health, hooks) says beside its route whom it serves.
/// </summary>
public static class Rules
{
    public const string Desk = "desk",
        Investor = "investor",
        Administrator = "administrator";

    /// <summary>
    /// For everybody. Of the account only what leads in or out, folder by folder: to be let in to a folder means to be let in to all
    /// beneath it, whatever is said of them. Where the address carries a token, the token says who it is.
    /// </summary>
    private static readonly string[] Everybody =
    [
        "/About",
        "/Compare",
        "/Dev",
        "/Error",
        "/Feed",
        "/Home",
        "/Opportunities",
        "/Progress",
        "/Regions",
        "/Sectors",
        "/Zones",
        "/Account/Confirm",
        "/Account/EmailChange",
        "/Account/Invitation",
        "/Account/Reset",
        "/Account/SignIn",
        "/Account/SignUp",
        "/Alerts",
        "/Preferences",
        "/Unsubscribe",
    ];

    public static void AddRules(this IServiceCollection services) =>
        services
            .AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(Desk, policy => policy.RequireRole(Role.Staff, Role.Administrator))
            .AddPolicy(Investor, policy => policy.RequireRole(Role.Investor))
            .AddPolicy(Administrator, policy => policy.RequireRole(Role.Administrator));

    public static void Apply(PageConventionCollection pages)
    {
        foreach (var folder in Everybody)
            pages.AllowAnonymousToFolder(folder);
        // Whoever is out already is out.
        pages.AllowAnonymousToPage("/Account/SignOut");
        // Whoever asks need not have an account; the address, or the link of an alert, says who it is.
        foreach (var page in new[] { "Alert", "Confirm", "Create", "Sent" })
            pages.AllowAnonymousToPage("/Enquiries/" + page);
        pages.AuthorizeFolder("/Desk", Desk);
        pages.AuthorizeFolder("/Desk/People", Administrator);
        pages.AuthorizeFolder("/Enquiries", Investor);
        pages.AuthorizeFolder("/Mandates", Investor);
        pages.AuthorizeFolder("/Matches", Investor);
        pages.AuthorizeFolder("/MyOrganisation", Investor);
        pages.AuthorizeFolder("/Saved", Investor);
    }
}
