using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Features.Account.Invitation;
using Matchmaking.Web.Features.Account.Passwords;
using Matchmaking.Web.Features.Account.Requests;
using Matchmaking.Web.Features.Account.Sessions;
using Matchmaking.Web.Features.Account.SignIn;
using Matchmaking.Web.Jobs;
using Matchmaking.Web.Queues;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Matchmaking.Web.Features.Account;

public static class AccountServices
{
    /// <summary>How often a password is hashed: OWASP's least for PBKDF2 with SHA-512.</summary>
    public const int HashIterations = 210_000;

    public static void AddAccounts(this IServiceCollection services, IWebHostEnvironment environment)
    {
        // Not AddIdentity: its cookies of other providers and second factors are not used, and its sessions outlive what they stand for.
        services
            .AddIdentityCore<Person>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                identity.User.AllowedUserNameCharacters = "";
            })
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<MatchmakingDb>()
            .AddErrorDescriber<AccountErrors>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<InvitationTokens>(InvitationTokens.Provider);
        services
            .AddAuthentication(SessionService.Scheme)
            .AddCookie(SessionService.Scheme, cookie => SessionCookie.Configure(cookie, environment));
        // As the contact of a listing.
        services.AddSingleton(
            new PublicRows(
                typeof(Person),
                nameof(Person.FullName),
                nameof(Person.Email),
                nameof(Person.PhoneNumber),
                nameof(Person.LockoutEnd)
            )
        );
        services.AddHttpContextAccessor();
        services.AddSingleton<SecurityLog>();
        services.AddScoped<SessionService>().AddScoped<AttemptService>().AddSingleton<Clients>();
        services
            .AddScoped<AccountRequests>()
            .AddSingleton<AccountRequestSignal>()
            .AddSingleton<AccountRequestLoop>()
            .AddHostedService(provider => provider.GetRequiredService<AccountRequestLoop>())
            .AddSingleton<IQueueWatch, AccountRequestWatch>();
        // NIST SP 800-63B-4: length and a block list, no rules of composition; so Identity's own validator goes.
        services.RemoveAll<IPasswordValidator<Person>>();
        services.AddScoped<IPasswordValidator<Person>, PasswordRules>();
        services.AddScoped<IPasswordHasher<Person>, NormalisedPasswords>();
        // Older hashes are renewed when their owner signs in.
        services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = HashIterations);
        services.Configure<DataProtectionTokenProviderOptions>(tokens => tokens.TokenLifespan = AccountLinks.Lifespan);
        services
            .AddScoped<AccountMails>()
            .AddScoped<AccountLinks>()
            .AddScoped<SignInService>()
            .AddScoped<Invitations>()
            .AddScoped<SignUp.Registration>()
            .AddScoped<SignUp.BotTrap>()
            .AddScoped<SignUp.UnconfirmedAccounts>()
            .AddScoped<SignIn.SignInRequests>();
        services.AddSingleton<ProtectedCookies>();
        services.AddScheduledJob<SignUp.SweepAccountsJob>(SignUp.UnconfirmedAccounts.Queue, "17 * * * *", TimeSpan.FromHours(3));
    }
}
