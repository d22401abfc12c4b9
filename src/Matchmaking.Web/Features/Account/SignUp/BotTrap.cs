using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Matchmaking.Web.Database;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Account.SignUp;

/// <summary>What a stamp says of the form that came back with it.</summary>
public enum StampVerdict
{
    /// <summary>Shown to somebody, some time ago, and never sent before.</summary>
    Good,

    /// <summary>Sent sooner than a person could fill it in, never shown at all, or shown too long ago: it is shown again.</summary>
    Bad,

    /// <summary>Sent before for the same address: the button was pressed twice.</summary>
    Repeated,
}

/// <summary>
/// Keeps simple robots out without a riddle for people: a field that only robots fill in, a form that nobody can fill in within two
/// seconds (setting <c>SignUp:LeastSeconds</c>), and a stamp that opens one account.
/// </summary>
public sealed class BotTrap(MatchmakingDb db, IDataProtectionProvider protection, IConfiguration configuration, TimeProvider time)
{
    /// <summary>An older form is shown again.</summary>
    public static readonly TimeSpan Lifespan = TimeSpan.FromHours(24);

    private readonly IDataProtector _protector = protection.CreateProtector("sign-up-form");

    /// <summary>When the form was shown, and which one it is, in a form that nobody else can write.</summary>
    public string Stamp() =>
        _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow().ToUnixTimeMilliseconds()} {Guid.NewGuid():N}"));

    /// <summary>Looks at a stamp, and spends a good one.</summary>
    /// <param name="stamp">As it came back.</param>
    /// <param name="email">For which address the form was sent.</param>
    public async Task<StampVerdict> SpendAsync(string? stamp, string email, CancellationToken cancel)
    {
        if (Read(stamp) is not var (shown, id))
            return StampVerdict.Bad;
        var (now, pressed) = (time.GetUtcNow(), new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{id:N} {email}")).AsSpan(0, 16)));
        if (await db.SpentStamps.AnyAsync(spent => spent.Id == pressed, cancel))
            return StampVerdict.Repeated;
        if (now - shown < TimeSpan.FromSeconds(configuration.GetValue("SignUp:LeastSeconds", 2.0)) || now - shown > Lifespan)
            return StampVerdict.Bad;
        var expires = shown + Lifespan;
        // The second row is for the address: whoever pressed twice sees the page of the first time, a robot with another address does not.
        return await db.Database.ExecuteSqlAsync(
                $"""
                WITH first AS (INSERT INTO spent_stamps (id, expires_at) VALUES ({id}, {expires}) ON CONFLICT DO NOTHING RETURNING id)
                INSERT INTO spent_stamps (id, expires_at) SELECT {pressed}, {expires} FROM first
                """,
                cancel
            ) == 1
                ? StampVerdict.Good
            : await db.SpentStamps.AnyAsync(spent => spent.Id == pressed, cancel) ? StampVerdict.Repeated
            : StampVerdict.Bad;
    }

    /// <summary>Null for what we have not written.</summary>
    private (DateTimeOffset Shown, Guid Id)? Read(string? stamp)
    {
        try
        {
            return _protector.Unprotect(stamp ?? "").Split(' ') is [var shown, var id]
                ? (DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(shown, CultureInfo.InvariantCulture)), Guid.ParseExact(id, "N"))
                : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
