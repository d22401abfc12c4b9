using System.Text.RegularExpressions;
using System.Threading.RateLimiting;
using Matchmaking.Web.Faults;
using Matchmaking.Web.Features;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.ResponseCompression;

namespace Matchmaking.Web;

/// <summary>Razor Pages under <c>Features/</c>: folder = feature = URL.</summary>
public static class Pages
{
    /// <summary>Carries the one-time banner over a redirect.</summary>
    public const string FlashCookie = "flash";

    public static void AddPages(this IServiceCollection services, IWebHostEnvironment environment)
    {
        services.AddRazorPages(options =>
            {
                options.RootDirectory = "/Features";
                options.Conventions.Add(new PageRouteTransformerConvention(new KebabCase()));
                Rules.Apply(options.Conventions);
            })
            .AddMvcOptions(mvc => BindingMessages.Apply(mvc.ModelBindingMessageProvider))
            .AddDataAnnotationsLocalization(options => options.DataAnnotationLocalizerProvider = (_, factory) => factory.Create("", ""));
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "antiforgery";
            options.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            options.Cookie.SameSite = SameSiteMode.Strict;
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
        services.AddRateLimiter(RateLimits.Apply);
        services.AddSingleton(System.Text.Encodings.Web.HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All));
    }

    /// <summary>Everything that finds out who is asking, in which language, and how often.</summary>
    public static void UseVisitors(this WebApplication app)
    {
        app.UseRouting();
        app.UseRefusals();
        app.UseAuthentication();
        app.UseRequestLocalization();
        app.UseRateLimiter();
        app.UseAuthorization();
    }

    public static void UseStaticAssets(this WebApplication app) => app.UseResponseCompression();

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
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

    [GeneratedRegex("([a-z0-9])([A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex Humps();
}

/// <summary>How often one address may knock. Windows slide, so that a limit is never doubled at its edge.</summary>
public static class RateLimits
{
    public const string SignIn = "sign-in", SignUp = "sign-up", Reset = "reset", Search = "search";

    internal static void Apply(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        Add(options, SignIn, 20, TimeSpan.FromMinutes(5));
        Add(options, SignUp, 10, TimeSpan.FromMinutes(10));
        Add(options, Reset, 10, TimeSpan.FromMinutes(10));
        Add(options, Search, 120, TimeSpan.FromMinutes(1));
    }

    private static void Add(RateLimiterOptions options, string policy, int requests, TimeSpan window) =>
        options.AddPolicy(policy, context =>
            // Looking at a form costs nothing; only posting it does. A search is a GET.
            policy != Search && HttpMethods.IsGet(context.Request.Method)
                ? RateLimitPartition.GetNoLimiter("look")
                : RateLimitPartition.GetSlidingWindowLimiter(
                    context.Connection.RemoteIpAddress?.ToString() ?? "",
                    _ => new() { PermitLimit = Limit(context, policy, requests), Window = window, SegmentsPerWindow = 5 }));

    /// <summary>Settings <c>RateLimits:sign-in</c> and so on replace the numbers.</summary>
    private static int Limit(HttpContext context, string policy, int requests) =>
        context.RequestServices.GetRequiredService<IConfiguration>().GetValue("RateLimits:" + policy, requests);
}
