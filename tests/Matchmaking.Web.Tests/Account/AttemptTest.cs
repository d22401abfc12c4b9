using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Account.Attempts;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Account;

/// <summary>Strangers and owners at their addresses, and what they try.</summary>
public abstract class AttemptTest(NetworkSite site)
{
    protected NetworkSite Net { get; } = site;

    protected const string Stranger = "203.0.113.7",
        Office = "198.51.100.20",
        Home = "192.0.2.33";
    protected const string TooMany = "too many wrong passwords",
        Wrong = "The address or the password is not right";

    protected static async Task GuessAsync(Visitor visitor, string email, int times)
    {
        var page = await visitor.OpenAsync("/account/sign-in");
        for (var number = 0; number < times; number++)
            await visitor.SubmitAsync(page, "main form", ("Address", email), ("Password", "wrong password number " + number));
    }

    protected static async Task AskAsync(Visitor visitor, string page, Person person) =>
        await visitor.SubmitAsync(await visitor.OpenAsync(page), "main form", ("Address", person.Email));

    protected async Task<string> AskForCodeAsync(Visitor visitor, Person person)
    {
        await AskAsync(visitor, "/account/sign-in/mail", person);
        return (await Net.Mails.WaitForAsync(person.Email!, mail => mail.Code().Length > 0)).Code();
    }

    protected static async Task<Page> EnterCodeAsync(Visitor visitor, string code) =>
        await visitor.SubmitAsync(await visitor.OpenAsync("/account/sign-in/code"), "main form", ("Code", code));

    /// <summary>What many strangers have used up already.</summary>
    protected Task<int> SetAsync(Person person, AttemptLimits limits, int count, string all = "*")
    {
        var until = Net.Clock.GetUtcNow() + limits.OfStrangers.Within;
        return Net.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO attempts (kind, account, client, count, until) VALUES ({limits.Kind}, {Clients.AccountOf(
                    person.Email!
                )}, {all}, {count}, {until})
                ON CONFLICT (account, kind, client) DO UPDATE SET count = excluded.count, until = excluded.until
                """
            )
        );
    }
}
