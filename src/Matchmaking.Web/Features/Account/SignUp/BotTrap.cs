using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Matchmaking.Web.Features.Account.SignUp;

/// <summary>
/// Keeps simple robots out without a riddle for people: a field that only robots fill in, and a form that nobody can fill in within two
/// seconds (setting <c>SignUp:LeastSeconds</c>).
/// </summary>
public sealed class BotTrap(IDataProtectionProvider protection, IConfiguration configuration, TimeProvider time)
{
    private readonly IDataProtector _protector = protection.CreateProtector("sign-up-form");

    /// <summary>When the form was shown, in a form that nobody else can write.</summary>
    public string Stamp() => _protector.Protect(time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether the form came back sooner than a person could have sent it, or was never shown at all.</summary>
    public bool IsTooSoon(string? stamp)
    {
        try
        {
            var shown = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(_protector.Unprotect(stamp ?? ""), CultureInfo.InvariantCulture));
            return time.GetUtcNow() - shown < TimeSpan.FromSeconds(configuration.GetValue("SignUp:LeastSeconds", 2.0));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return true;
        }
    }
}
