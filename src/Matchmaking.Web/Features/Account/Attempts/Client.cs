using System.Security.Cryptography;
using System.Text;
using Matchmaking.Web.Features.Account.SignIn;

namespace Matchmaking.Web.Features.Account.Attempts;

/// <summary>
/// Who tries something with an account: a browser in which its owner has signed in before, or a stranger at a network address.
/// </summary>
/// <param name="Key">Tells clients of one account apart; at most <see cref="KeyLength"/> characters.</param>
/// <param name="IsKnown">The account's owner has signed in with this browser.</param>
public readonly record struct Client(string Key, bool IsKnown)
{
    public const int KeyLength = 64;
}

/// <summary>
/// Tells the owner's browsers from strangers (a "device cookie" in the words of OWASP): a browser in which somebody signed in carries a
/// note of the account, so that strangers who guess at that account never use up the attempts of its owner.
/// </summary>
public sealed class Clients(ProtectedCookies notes)
{
    private const string Note = "device";
    private static readonly TimeSpan Lifespan = TimeSpan.FromDays(180);

    /// <summary>Several people may use one browser.</summary>
    private const int MostAccounts = 5;

    /// <summary>
    /// Under which name an account is counted, whether it exists or not: half of the SHA-256 of its address in upper case, in hexadecimal.
    /// </summary>
    public static string AccountOf(string email) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email.ToUpperInvariant())).AsSpan(0, 16));

    /// <summary>The client of a request, as seen from one account.</summary>
    public Client Of(HttpContext context, string email) =>
        OfAccount(context, AccountOf(email)) is { IsKnown: true } known ? known
        // Whoever is signed in is no stranger to the own account.
        : context.User.Identity is { IsAuthenticated: true, Name: { } name } && AccountOf(name) == AccountOf(email)
            ? new("session " + context.User.PersonId(), true)
        : OfAccount(context, AccountOf(email));

    /// <summary>The same by the account's name; see <see cref="AccountOf"/>.</summary>
    public Client OfAccount(HttpContext context, string account) =>
        Read(context) is var (device, accounts) && accounts.Contains(account)
            ? new("device " + device, true)
            : new(ClientAddress.Of(context.Connection.RemoteIpAddress), false);

    /// <summary>Notes in the browser that the owner of an account has signed in with it.</summary>
    public void Remember(HttpContext context, string email)
    {
        var account = AccountOf(email);
        var (device, accounts) = Read(context) ?? (Guid.NewGuid().ToString("N"), []);
        notes.Write(
            context,
            Note,
            string.Join(' ', [device, account, .. accounts.Where(other => other != account).Take(MostAccounts - 1)]),
            Lifespan
        );
    }

    private (string Device, string[] Accounts)? Read(HttpContext context) =>
        notes.Read(context, Note)?.Split(' ') is [var device, .. var accounts] ? (device, accounts) : null;
}
