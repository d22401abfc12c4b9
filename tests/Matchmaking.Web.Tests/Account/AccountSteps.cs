using System.Text.RegularExpressions;
using Matchmaking.Web.Mail;

namespace Matchmaking.Web.Tests.Account;

/// <summary>What people do with their accounts, in a few words.</summary>
internal static partial class AccountSteps
{
    public const string Password = "seven herons over the pier";

    public static string NewAddress() => $"mei.{Guid.NewGuid():N}@example.org";

    /// <summary>Fills in the whole sign-up form and sends it, with the given fields changed.</summary>
    public static async Task<Page> SignUpAsync(this Visitor visitor, string email, params (string Name, string? Value)[] changes)
    {
        (string Name, string? Value)[] all =
        [
            ("Input.Email", email),
            ("Input.Password", Password),
            ("Input.Organisation", "深圳里海新能源有限公司"),
            ("Input.Country", "CN"),
            ("Input.Language", "zh-Hans"),
            ("Input.Consent", "true"),
            ("Input.Transfer", "true"),
        ];
        return await visitor.SubmitAsync(
            await visitor.OpenAsync("/account/sign-up"),
            "main form",
            [.. all.Where(field => changes.All(change => change.Name != field.Name)), .. changes]
        );
    }

    public static async Task<Page> SignInAsync(this Visitor visitor, string email, string password, string query = "") =>
        await visitor.SubmitAsync(
            await visitor.OpenAsync("/account/sign-in" + query),
            "main form",
            ("Address", email),
            ("Password", password)
        );

    /// <summary>Opens a link of a mail and presses its button.</summary>
    public static async Task<Page> FollowAsync(this Visitor visitor, string link, params (string Name, string? Value)[] fields) =>
        await visitor.SubmitAsync(await visitor.OpenAsync(link), "main form", fields);

    public static async Task<bool> IsSignedInAsync(this Visitor visitor) =>
        (await visitor.OpenAsync("/account/profile")).Path == "/account/profile";

    /// <summary>The first link to an account page in a mail, without the site's address.</summary>
    public static string Link(this ReadMail mail) => LinkPattern().Match(mail.Text).Groups[1].Value;

    public static string Code(this ReadMail mail) => CodePattern().Match(mail.Text).Value;

    [GeneratedRegex(@"http://localhost(/account/\w[\w-]*/\S+)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"(?m)^\d{6}$")]
    private static partial Regex CodePattern();
}
