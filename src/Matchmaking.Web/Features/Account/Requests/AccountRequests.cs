using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Features.Account.SignIn;
using Matchmaking.Web.Features.Account.SignUp;
using Matchmaking.Web.Mail.Sending;
using Matchmaking.Web.Queues;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Web.Features.Account.Requests;

/// <summary>Writes down what is asked for an address, and deals with it when the answer has gone.</summary>
public sealed class AccountRequests(
    MatchmakingDb db,
    UserManager<Person> people,
    Registration registration,
    SignInRequests signIns,
    AccountMails mails,
    AttemptService attempts,
    Parking parking,
    AccountRequestSignal signal,
    MailWakeUp wakeUp,
    TimeProvider time
)
{
    /// <summary>The name under which a request that cannot be dealt with is parked.</summary>
    public const string Queue = "account-requests";

    private const int Most = 200;

    /// <summary>Writes a request down and has it dealt with soon. Equal work for every address.</summary>
    public async Task AddAsync(
        AccountRequestKind kind,
        string address,
        Client client,
        CancellationToken cancel,
        params (string Name, string Value)[] data
    )
    {
        db.AccountRequests.Add(
            new()
            {
                Kind = kind,
                Address = address,
                Client = client.Key,
                IsKnownClient = client.IsKnown,
                Data = data.ToDictionary(pair => pair.Name, pair => pair.Value),
                CreatedAt = time.GetUtcNow(),
            }
        );
        await db.SaveChangesAsync(cancel);
        signal.Set();
    }

    /// <summary>Deals with everything that waits and is not parked, each alone.</summary>
    /// <param name="alsoParked">Those that failed earlier get another turn.</param>
    /// <param name="cancel">Stops it, between two requests.</param>
    public async Task RunAsync(bool alsoParked, CancellationToken cancel)
    {
        for (Guid last = default; ; )
        {
            var waiting = db.AccountRequests.Where(request => request.Id > last);
            if (!alsoParked)
                waiting = waiting.Where(request => !db.ParkedItems.Any(item => item.Queue == Queue && item.Item == request.Id.ToString()));
            var some = await waiting.OrderBy(request => request.Id).Take(Most).Select(request => request.Id).ToListAsync(cancel);
            if (some.Count == 0)
                return;
            await parking.EachAsync(Queue, some, id => id.ToString(), id => DealWithAsync(id, cancel), cancel);
            last = some[^1];
        }
    }

    private async Task DealWithAsync(Guid id, CancellationToken cancel)
    {
        try
        {
            await TryAsync(id, cancel);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Pressed twice, and another node has opened the account meanwhile: now it is a known one.
            await TryAsync(id, cancel);
        }
    }

    private async Task TryAsync(Guid id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Another node may have it in hand.
        if (
            await db
                .AccountRequests.FromSql($"SELECT * FROM account_requests WHERE id = {id} FOR UPDATE SKIP LOCKED")
                .SingleOrDefaultAsync(cancel)
            is not { } request
        )
            return;
        await DoAsync(request, cancel);
        db.AccountRequests.Remove(request);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        wakeUp.MailsWaiting();
    }

    private async Task DoAsync(AccountRequest request, CancellationToken cancel)
    {
        var client = new Client(request.Client, request.IsKnownClient);
        if (request.Kind == AccountRequestKind.SignUp)
        {
            await registration.RegisterAsync(NewInvestor.From(request), client, cancel);
            return;
        }
        var person = await people.FindByEmailAsync(request.Address) is { HasJoined: true, IsDisabled: false } found ? found : null;
        switch (request.Kind)
        {
            case AccountRequestKind.Confirm when person is not null:
                await mails.AskAsync(person, person.EmailConfirmed ? AccountMails.Known : AccountMails.Confirm, client, cancel);
                break;
            case AccountRequestKind.SignIn when person is { EmailConfirmed: false }:
                await mails.AskAsync(person, AccountMails.Confirm, client, cancel);
                break;
            case AccountRequestKind.SignIn when person is not null:
                if (
                    await mails.AskAsync(
                        person,
                        AccountMails.SignIn,
                        client,
                        cancel,
                        [.. request.Data.Select(pair => (pair.Key, pair.Value))]
                    )
                )
                    await signIns.GrantAsync(Guid.Parse(request.Data["request"]), person, cancel);
                break;
            case AccountRequestKind.Reset when person is not null:
                await mails.AskAsync(person, AccountMails.Reset, client, cancel);
                break;
            case AccountRequestKind.EmailChange
                when await db.Users.FindAsync([Guid.Parse(request.Data["person"])], cancel) is { IsDisabled: false } asking:
                // Who asks pays for it, and once more as a stranger to that address, whether somebody has it or not.
                if (
                    !await mails.MayAskAsync(asking, AccountMails.EmailChange, client, cancel)
                    || !(
                        await attempts.PayAsync(
                            AttemptLimits.Mail(AccountMails.EmailChange),
                            Clients.AccountOf(request.Address),
                            new("by " + asking.Id, false),
                            cancel
                        )
                    ).IsAllowed
                )
                    break;
                if (person is not null)
                    mails.Add(person, person.Email!, AccountMails.Known);
                // An address that was invited, or withdrawn, is taken and has nobody to tell.
                else if (await people.FindByEmailAsync(request.Address) is null)
                    mails.Add(asking, request.Address, AccountMails.EmailChange, ("email", request.Address));
                break;
            case AccountRequestKind.Refused
                when person is { EmailConfirmed: false } && request.Data.ContainsKey(SignInService.RightPassword):
                await mails.AskAsync(person, AccountMails.Confirm, client, cancel);
                break;
            case AccountRequestKind.Refused when person is { EmailConfirmed: true } && request.Data.ContainsKey(SignInService.WorthTelling):
                if ((await attempts.PayAsync(AttemptLimits.Notice, Clients.AccountOf(person.Email!), new("*", true), cancel)).IsAllowed)
                    mails.Add(person, person.Email!, AccountMails.Attempts);
                break;
        }
    }
}
