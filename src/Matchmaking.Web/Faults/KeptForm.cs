using Matchmaking.Web.Links;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Matchmaking.Web.Faults;

/// <summary>
/// A form that could not be taken, as it was sent: the page that says so holds it, with a button that sends it again. Nothing typed is lost
/// but passwords, which do not travel twice, and files, which a page cannot hold.
/// </summary>
/// <param name="Action">Where it was sent: a path of this site with its query.</param>
/// <param name="Fields">What was typed, without passwords and without the token against forgery.</param>
/// <param name="Token">The token that it came with; null for none.</param>
/// <param name="HadPassword">Whether a password was left out.</param>
/// <param name="HadFiles">Whether files were left out.</param>
public sealed record KeptForm(
    string Action,
    IReadOnlyList<(string Name, string Value)> Fields,
    string? Token,
    bool HadPassword,
    bool HadFiles
)
{
    /// <summary>The field of the token against forgery.</summary>
    public const string TokenField = "__RequestVerificationToken";

    private const string Prefix = "kept.",
        ActionField = "kept-to";

    /// <summary>
    /// The form of a request; null when it brings none that its page could send again. Only a form of this site is kept: one that another
    /// site has sent must not come back with a button that sends it as our own. htmx keeps its page as it is.
    /// </summary>
    public static KeptForm? Of(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && !request.Headers.ContainsKey("HX-Request")
        && IsOurs(request)
        && request.HasFormContentType
        && request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IFormFeature>()?.Form is { } form
            ? new(
                request.Path + request.QueryString,
                [.. form.Where(field => !IsPassword(field.Key) && field.Key != TokenField).SelectMany(field => field.Value, Named)],
                form[TokenField].FirstOrDefault(),
                form.Keys.Any(IsPassword),
                form.Files.Count > 0
            )
            : null;

    /// <summary>The form that a sign-in carries behind it; null for none.</summary>
    public static KeptForm? BehindSignIn(HttpRequest request) =>
        request.HasFormContentType
        && request.Form[ActionField].FirstOrDefault() is { Length: > 0 } action
        && RedirectHttpResult.IsLocalUrl(action)
        && action[0] == '/'
        && !action.StartsWith(SiteLinks.SignIn, StringComparison.Ordinal)
            ? new(
                action,
                [
                    .. request
                        .Form.Where(field => field.Key.StartsWith(Prefix, StringComparison.Ordinal) && !IsPassword(field.Key))
                        .SelectMany(field => field.Value, (field, value) => (field.Key[Prefix.Length..], value ?? "")),
                ],
                null,
                false,
                false
            )
            : null;

    /// <summary>Its fields under the names that a sign-in carries them by.</summary>
    public IEnumerable<(string Name, string Value)> BehindSignIn() =>
        Fields.Select(field => (Prefix + field.Name, field.Value)).Append((ActionField, Action));

    private static (string Name, string Value) Named(
        KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues> field,
        string? value
    ) => (field.Key, value ?? "");

    private static bool IsPassword(string field) => field.Contains("password", StringComparison.OrdinalIgnoreCase);

    private static bool IsOurs(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].FirstOrDefault() is { } site
            ? site == "same-origin"
            : Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && origin.Authority == request.Host.Value;
}
