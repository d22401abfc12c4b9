using System.Text.RegularExpressions;
using Matchmaking.Web.Faults;
using Matchmaking.Web.Features;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.ResponseCompression;

namespace Matchmaking.Web.Startup;

/// <summary>Razor Pages under <c>Features/</c>: folder = feature = URL.</summary>
public static class Pages
{
    /// <summary>Carries the one-time banner over a redirect.</summary>
    public const string FlashCookie = "flash";

    public static void AddPages(this IServiceCollection services, IWebHostEnvironment environment)
    {
        services
            .AddRazorPages(options =>
            {
                options.RootDirectory = "/Features";
                options.Conventions.Add(new PageRouteTransformerConvention(new KebabCase()));
                Rules.Apply(options.Conventions);
                RateLimits.Apply(options.Conventions);
                PageCache.Apply(options.Conventions);
            })
            .AddMvcOptions(mvc =>
            {
                BindingMessages.Apply(mvc.ModelBindingMessageProvider);
                mvc.ModelBinderProviders.Insert(0, new EnumName.Provider());
                mvc.Filters.Add<StaleFormFilter>();
            })
            .AddDataAnnotationsLocalization(options => options.DataAnnotationLocalizerProvider = (_, factory) => factory.Create("", ""));
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "antiforgery";
            options.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            // Strict would not come along from a link in a mail: the page would get a new one, and every open form would be stale.
            options.Cookie.SameSite = SameSiteMode.Lax;
        });
        services.Configure<CookieTempDataProviderOptions>(flash =>
        {
            flash.Cookie.Name = FlashCookie;
            flash.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        });
        services.AddHsts(options => (options.MaxAge, options.IncludeSubDomains) = (TimeSpan.FromDays(365), true));
        services.AddResponseCompression(options =>
        {
            // Pages carry no secret beside what a visitor typed except the antiforgery token, which is masked anew each time (BREACH).
            options.EnableForHttps = true;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
        // A name that is no limit's is a mistake too.
        services
            .AddOptions<RateLimitsSettings>()
            .BindConfiguration("RateLimits", binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddRateLimiter(RateLimits.Apply);
        PageCache.Add(services);
        services.AddSingleton(System.Text.Encodings.Web.HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All));
    }

    /// <summary>Everything that finds out who is asking, in which language, and how often.</summary>
    public static void UseVisitors(this WebApplication app)
    {
        app.UseRouting();
        app.UseCleanRoutes();
        app.UseRequestBounds();
        app.UseRefusals();
        app.UseAuthentication();
        app.UseRequestLocalization();
        app.UseRateLimiter();
        app.UseUnknownAddresses();
        app.UseAuthorization();
        // Last: a kept page is for whoever may see it, in the language that was found out, and counts as a request.
        app.UseOutputCache();
    }

    public static void UseStaticAssets(this WebApplication app) => app.UseResponseCompression();

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorPages().WithStaticAssets();
    }
}

/// <summary>
/// Addresses of pages from their folders: <c>Account/SignUp</c> is <c>/account/sign-up</c>. (The option LowercaseUrls would
/// lower-case the tokens in links too.)
/// </summary>
public sealed partial class KebabCase : IOutboundParameterTransformer
{
    public string? TransformOutbound(object? value) =>
        value?.ToString() is { } name ? Humps().Replace(name, "$1-$2").ToLowerInvariant() : null;

    [GeneratedRegex("([a-z0-9])([A-Z])", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Humps();
}
