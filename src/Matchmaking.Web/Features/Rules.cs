using Matchmaking.Web.Features.Account;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Matchmaking.Web.Features;

/// <summary>Who may enter which folder. What is not named here is public.</summary>
public static class Rules
{
    public const string Desk = "desk", Investor = "investor", Administrator = "administrator";

    public static void AddRules(this IServiceCollection services) => services.AddAuthorizationBuilder()
        .AddPolicy(Desk, policy => policy.RequireRole(Role.Staff, Role.Administrator))
        .AddPolicy(Investor, policy => policy.RequireRole(Role.Investor))
        .AddPolicy(Administrator, policy => policy.RequireRole(Role.Administrator));

    public static void Apply(PageConventionCollection pages)
    {
        pages.AuthorizeFolder("/Desk", Desk);
        pages.AuthorizeFolder("/Desk/People", Administrator);
        pages.AuthorizeFolder("/Mandates", Investor);
        pages.AuthorizeFolder("/Matches", Investor);
        pages.AuthorizeFolder("/Organisation", Investor);
        pages.AuthorizeFolder("/Account/Profile");
    }
}
