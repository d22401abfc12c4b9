using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account.Invitation;
using Matchmaking.Web.Features.Account.Passwords;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Matchmaking.Web.Features.Account;

public static class AccountServices
{
    public static void AddAccounts(this IServiceCollection services, IWebHostEnvironment environment)
    {
        services.AddIdentity<Person, IdentityRole<Guid>>(identity =>
            {
                identity.SignIn.RequireConfirmedEmail = true;
                identity.User.RequireUniqueEmail = true;
                identity.User.AllowedUserNameCharacters = "";
                identity.Lockout.MaxFailedAccessAttempts = 10;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            })
            .AddEntityFrameworkStores<MatchmakingDb>()
            .AddClaimsPrincipalFactory<PersonClaims>()
            .AddErrorDescriber<AccountErrors>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<InvitationTokens>(InvitationTokens.Provider);
        // NIST SP 800-63B-4: length and a block list, no rules of composition; so Identity's own validator goes.
        services.RemoveAll<IPasswordValidator<Person>>();
        services.AddScoped<IPasswordValidator<Person>, PasswordRules>();
        services.AddScoped<IPasswordHasher<Person>, NormalisedPasswords>();
        // OWASP's least for PBKDF2 with SHA-512. Older hashes are renewed when their owner signs in.
        services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 210_000);
        services.Configure<DataProtectionTokenProviderOptions>(tokens => tokens.TokenLifespan = AccountLinks.Lifespan);
        // A withdrawn or changed account is signed out everywhere within this time.
        services.Configure<SecurityStampValidatorOptions>(stamps => stamps.ValidationInterval = TimeSpan.FromMinutes(5));
        services.ConfigureApplicationCookie(cookie => Configure(cookie, environment));
        services.AddScoped<AccountMails>().AddScoped<AccountLinks>().AddScoped<Entrance>().AddScoped<Invitations>()
            .AddScoped<SignUp.Registration>().AddScoped<SignUp.BotTrap>().AddScoped<SignUp.UnconfirmedAccounts>().AddScoped<SignIn.SignInRequests>();
        services.AddSingleton<BrowserNotes>();
        services.AddRules();
    }

    private static void Configure(CookieAuthenticationOptions cookie, IWebHostEnvironment environment)
    {
        cookie.Cookie.Name = "session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
        cookie.LoginPath = "/account/sign-in";
        cookie.Events.OnRedirectToLogin = context =>
        {
            if (!context.Request.Headers.ContainsKey("HX-Request"))
                context.Response.Redirect(context.RedirectUri);
            else
            {
                // A redirect would put the sign-in page into a corner of the page; the whole browser must go there, and come back to
                // the page that it shows, not to the fragment.
                context.Response.Headers["HX-Redirect"] = cookie.LoginPath + QueryString.Create(cookie.ReturnUrlParameter, ShownPage(context.Request));
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            }
            return Task.CompletedTask;
        };
        // What a person may not see is not found.
        cookie.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
    }

    private static string ShownPage(HttpRequest request) =>
        Uri.TryCreate(request.Headers["HX-Current-URL"], UriKind.Absolute, out var shown) && shown.Authority == request.Host.Value
            ? shown.PathAndQuery
            : "/";
}
