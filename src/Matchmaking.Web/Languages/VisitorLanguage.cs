using System.Security.Claims;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Languages;

/// <summary>
/// Which language a visitor reads: <c>?lang=</c> if asked for (remembered in a cookie), then the cookie (signing in sets it to the
/// account's language), then the account, then <c>Accept-Language</c>.
/// </summary>
public static class VisitorLanguage
{
    private const string CookieName = "lang";

    /// <summary>The claim of a signed-in person that holds the account's language.</summary>
    public const string Claim = "language";

    public static void AddLanguages(this IServiceCollection services)
    {
        services.AddSingleton<Texts>();
        // Not scoped: it costs nothing to make, and a page asks for it so often that the lock of a scope would be felt.
        services.AddTransient(provider => new Text(provider.GetRequiredService<Texts>(), Language.Current));
        services.AddSingleton<IStringLocalizerFactory, TextLocalizerFactory>();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            var cultures = Language.All.Select(Language.CultureOf).ToArray();
            options.SupportedCultures = cultures;
            options.SupportedUICultures = cultures;
            options.DefaultRequestCulture = new(Language.CultureOf(Language.English));
            options.RequestCultureProviders = [new CustomRequestCultureProvider(context => Task.FromResult(Choose(context)))];
        });
    }

    /// <summary>Remembers the language for a year.</summary>
    public static void Remember(HttpContext context, string language) =>
        context.Response.Cookies.Append(
            CookieName,
            language,
            new()
            {
                MaxAge = TimeSpan.FromDays(365),
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                IsEssential = true,
            }
        );

    /// <summary>What the visitor reads, as far as the request tells; null when it does not.</summary>
    public static string? Of(HttpContext context) =>
        // The page for a status code is a second run of the same request, without its query.
        context.Items[CookieName] as string
        ?? Language.FromTag(context.Request.Query["lang"])
        ?? Language.FromTag(context.Request.Cookies[CookieName])
        ?? Language.FromTag(context.User.FindFirstValue(Claim))
        ?? context
            .Request.GetTypedHeaders()
            .AcceptLanguage.OrderByDescending(accepted => accepted.Quality ?? 1)
            .Select(accepted => Language.FromTag(accepted.Value.Value))
            .FirstOrDefault(tag => tag is not null);

    private static ProviderCultureResult? Choose(HttpContext context)
    {
        if (context.Items[CookieName] is null && Language.FromTag(context.Request.Query["lang"]) is { } asked)
        {
            Remember(context, asked);
            context.Items[CookieName] = asked;
        }
        return Of(context) is { } language ? Result(language) : null;
    }

    private static ProviderCultureResult Result(string language) => new(Language.CultureOf(language).Name);
}

/// <summary>Lets validation attributes (<c>[Required(ErrorMessage = "key")]</c>) speak through <see cref="Texts"/>.</summary>
public sealed class TextLocalizerFactory(Texts texts) : IStringLocalizerFactory, IStringLocalizer
{
    public IStringLocalizer Create(Type resourceSource) => this;

    public IStringLocalizer Create(string baseName, string location) => this;

    public LocalizedString this[string name] =>
        texts.All.TryGetValue(name, out var text) ? new(name, text.In(Language.Current)) : new(name, name, resourceNotFound: true);
    public LocalizedString this[string name, params object[] arguments] =>
        new(name, string.Format(Language.CultureOf(Language.Current), this[name].Value, arguments));

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => texts.All.Keys.Select(key => this[key]);
}
