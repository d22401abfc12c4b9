using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account.Attempts;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Account.SignIn;

/// <summary>
/// One-time links and codes. Each step is one statement that checks and changes together, so that two clicks at once let in one, and five
/// wrong codes are five, however they are sent.
/// </summary>
public sealed class SignInRequests(MatchmakingDb db, AttemptService attempts, SecurityLog log, TimeProvider time)
{
    public static readonly TimeSpan Lifespan = TimeSpan.FromMinutes(15);

    /// <summary>The name under which a request and its mail keep where its link leads.</summary>
    internal const string ReturnKey = "return";

    /// <summary>In characters.</summary>
    internal const int LongestReturn = 500;
    private const int MostCodes = 5;

    /// <summary>Opens a request for an address, whether somebody has it or not. Part of the caller's unit of work.</summary>
    public void Add(Guid id, string email) =>
        db.SignInRequests.Add(
            new()
            {
                Id = id,
                Account = Clients.AccountOf(email),
                ExpiresAt = time.GetUtcNow() + Lifespan,
            }
        );

    /// <summary>The address has an account, whose owner gets the mail.</summary>
    public Task GrantAsync(Guid id, Person person, CancellationToken cancel) =>
        Open(id)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.PersonId, person.Id).SetProperty(r => r.Stamp, person.SecurityStamp), cancel);

    /// <summary>
    /// Makes token and code of a request; they exist only in the mail that is being written. Null when the request is over.
    /// </summary>
    public async Task<(string Token, string Code)?> IssueAsync(Guid id, CancellationToken cancel)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        return
            await Open(id)
                .Where(request => request.Person!.SecurityStamp == request.Stamp)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(request => request.TokenHash, HashOf(token))
                            .SetProperty(request => request.CodeHash, HashOf(id, code)),
                    cancel
                ) == 1
            ? (token, code)
            : null;
    }

    /// <summary>Whether a link still works. Changes nothing.</summary>
    public Task<bool> IsOpenAsync(string token, CancellationToken cancel) =>
        Open(token).AnyAsync(request => request.Person!.SecurityStamp == request.Stamp, cancel);

    /// <summary>Uses a link up; null when there is nothing to use.</summary>
    public Task<Person?> UseLinkAsync(string token, CancellationToken cancel) => UseAsync(Open(token), cancel);

    /// <summary>
    /// Tries a code, which costs one of the request's five attempts and one of those that all codes for this account share: whoever asks
    /// for new codes again and again must not guess for ever. Null when it is wrong or the request is over.
    /// </summary>
    /// <param name="id">Of the request, from this browser's note.</param>
    /// <param name="code">Six digits.</param>
    /// <param name="clientOf">The client of this browser, as seen from an account.</param>
    public async Task<Person?> UseCodeAsync(Guid id, string code, Func<string, Client> clientOf, CancellationToken cancel)
    {
        if (await Open(id).Select(request => request.Account).SingleOrDefaultAsync(cancel) is not { } account)
            return null;
        var paid = await attempts.PayAsync(AttemptLimits.Code, account, clientOf(account), cancel);
        var person = paid.IsAllowed ? await TryCodeAsync(id, code, cancel) : null;
        if (person is null)
            log.Failed(account, "code", paid.Number);
        if (person is null && paid.IsLast)
            log.Locked(account, "code", clientOf(account).Key);
        return person;
    }

    private async Task<Person?> TryCodeAsync(Guid id, string code, CancellationToken cancel)
    {
        // The attempt is paid for first: attempts made at the same time cannot share one.
        if (
            await Open(id)
                .Where(request => request.WrongCodes < MostCodes)
                .ExecuteUpdateAsync(set => set.SetProperty(request => request.WrongCodes, request => request.WrongCodes + 1), cancel) == 0
        )
            return null;
        var hash = HashOf(id, code);
        return await UseAsync(Open(id).Where(request => request.CodeHash == hash), cancel);
    }

    private async Task<Person?> UseAsync(IQueryable<SignInRequest> request, CancellationToken cancel)
    {
        // A new password or address, or a withdrawal, ends what was asked for before.
        if (
            await request
                .AsNoTracking()
                .Where(r => r.Person!.SecurityStamp == r.Stamp)
                .Select(r => new
                {
                    r.Id,
                    r.PersonId,
                    r.Stamp,
                })
                .SingleOrDefaultAsync(cancel)
            is not { } found
        )
            return null;
        var now = time.GetUtcNow();
        return await Open(found.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.UsedAt, now), cancel) == 1
            // Read after it was used up: a reset at this very moment has changed the stamp.
            ? await db.Users.SingleOrDefaultAsync(person => person.Id == found.PersonId && person.SecurityStamp == found.Stamp, cancel)
            : null;
    }

    private IQueryable<SignInRequest> Open(Guid id) => Open().Where(request => request.Id == id);

    private IQueryable<SignInRequest> Open(string token)
    {
        var hash = HashOf(token);
        return Open().Where(request => request.TokenHash == hash);
    }

    private IQueryable<SignInRequest> Open()
    {
        var now = time.GetUtcNow();
        return db.SignInRequests.Where(request => request.UsedAt == null && request.ExpiresAt > now);
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static byte[] HashOf(Guid id, string code) => SHA256.HashData(Encoding.UTF8.GetBytes($"{id:N}{code}"));
}
