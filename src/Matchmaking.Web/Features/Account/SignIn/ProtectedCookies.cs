using Microsoft.AspNetCore.DataProtection;

namespace Matchmaking.Web.Features.Account.SignIn;

/// <summary>Short notes that only this site can write and read, kept by the visitor's browser: "this is where it was asked for".</summary>
public sealed class ProtectedCookies(IDataProtectionProvider protection)
{
    /// <summary>Which sign-up this browser made.</summary>
    public const string SignUp = "sign-up";

    /// <summary>For which one-time code this browser waits.</summary>
    public const string SignInRequest = "sign-in-request";

    public void Write(HttpContext context, string name, string note, TimeSpan lifespan) =>
        context.Response.Cookies.Append(
            name,
            Protector(name).Protect(note, lifespan),
            new()
            {
                MaxAge = lifespan,
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                IsEssential = true,
            }
        );

    /// <summary>The note; null when there is none, or none of ours, or it is too old.</summary>
    public string? Read(HttpContext context, string name)
    {
        if (context.Request.Cookies[name] is not { Length: > 0 and < 2000 } note)
            return null;
        try
        {
            return Protector(name).Unprotect(note);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    public void Forget(HttpContext context, string name) => context.Response.Cookies.Delete(name);

    private ITimeLimitedDataProtector Protector(string name) =>
        protection.CreateProtector("browser-note", name).ToTimeLimitedDataProtector();
}
