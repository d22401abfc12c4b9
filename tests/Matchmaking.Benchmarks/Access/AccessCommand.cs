using System.Globalization;
using System.Text.RegularExpressions;
using Matchmaking.Benchmarks.Speed;
using Matchmaking.TestSupport;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Account.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Benchmarks.Access;

/// <summary>
/// Plays what ends somebody's access, each with a copy of the cookie in another browser that is in use all the time, and
/// prints after how many of its requests that browser was out; then how many guesses a stranger has, and what asking who is
/// behind a session costs a request.
/// </summary>
internal static class AccessCommand
{
    private const string NewPassword = "eleven quiet lighthouses";
    private const int Most = 20,
        Rounds = 1000;

    public static async Task<int> RunAsync()
    {
        await using var site = new AccessSite();
        await site.InitializeAsync();
        Print($"{"", -66} {"out after", 12}");
        var late = 0;
        foreach (var (name, story) in Stories(site))
        {
            var requests = await story();
            late += requests == 1 ? 0 : 1;
            Print($"{name, -66} {(requests is { } number ? $"{number} request" : "NEVER"), 12}");
        }
        var (answered, refused, getsIn) = await GuessAsync(site);
        Print(
            $"60 wrong passwords at once: {answered} were looked at, {refused} refused unseen; ",
            $"the owner's own browser {(getsIn ? "gets in" : "is LOCKED OUT")}"
        );
        await CostAsync(site);
        return late == 0 && answered == 10 && getsIn ? 0 : 1;
    }

    private static IEnumerable<(string Name, Func<Task<int?>> Play)> Stories(AccessSite site)
    {
        foreach (var (role, path) in new[] { ("investor", "/matches"), ("staff", "/desk"), ("administrator", "/desk/people") })
            yield return (
                $"{role}: access withdrawn",
                () =>
                    PlayAsync(
                        site,
                        role,
                        path,
                        async (person, _) =>
                        {
                            using var administrator = await NewAsync(site, await site.People.AdministratorAsync());
                            await administrator.SubmitAsync($"/desk/people/{person.Id}/access", ("Withdraw", "true"));
                        }
                    )
            );
        yield return (
            "owner chooses a new password",
            () =>
                PlayAsync(
                    site,
                    "investor",
                    "/matches",
                    (_, owner) =>
                        owner.SubmitAsync("/account/profile/password", ("CurrentPassword", People.Password), ("NewPassword", NewPassword))
                )
        );
        yield return (
            "owner resets the password from another browser",
            () =>
                PlayAsync(
                    site,
                    "investor",
                    "/matches",
                    async (person, _) =>
                    {
                        using var other = new Browser(site.Address);
                        await other.SubmitAsync("/account/reset", ("Address", person.Email));
                        await other.SubmitAsync(await LinkAsync(site, person.Email!, "reset"), ("Password", NewPassword));
                    }
                )
        );
        yield return (
            "owner changes the address",
            () =>
                PlayAsync(
                    site,
                    "investor",
                    "/matches",
                    async (_, owner) =>
                    {
                        var address = $"new-{Guid.NewGuid():N}@example.org";
                        await owner.SubmitAsync("/account/profile/email", ("Address", address), ("CurrentPassword", People.Password));
                        await owner.SubmitAsync(await LinkAsync(site, address, "email"));
                    }
                )
        );
        yield return (
            "owner signs out",
            () =>
                PlayAsync(
                    site,
                    "investor",
                    "/matches",
                    async (_, owner) =>
                        await owner.Visitor.SubmitAsync(
                            await owner.Visitor.OpenAsync("/account/profile"),
                            "form[action='/account/sign-out']"
                        )
                )
        );
        yield return (
            "the command \"admin create\" lets an administrator in anew",
            () =>
                PlayAsync(
                    site,
                    "administrator",
                    "/desk/people",
                    (person, _) =>
                        site.RunAsync<Microsoft.AspNetCore.Identity.UserManager<Person>>(async people =>
                            await people.UpdateSecurityStampAsync((await people.FindByIdAsync(person.Id.ToString()))!)
                        )
                )
        );
        yield return (
            "an administrator becomes staff",
            () =>
                PlayAsync(
                    site,
                    "administrator",
                    "/desk/people",
                    (person, _) =>
                        site.AsOwnerAsync(db =>
                            db.Database.ExecuteSqlAsync(
                                $"UPDATE person_roles SET role_id = (SELECT id FROM roles WHERE name = 'staff') WHERE user_id = {person.Id}"
                            )
                        )
                )
        );
        yield return (
            "14 days of an investor are over",
            () => PlayAsync(site, "investor", "/matches", (_, _) => PassAsync(site, TimeSpan.FromDays(14)))
        );
        yield return (
            "12 hours of a member of staff are over",
            () => PlayAsync(site, "staff", "/desk", (_, _) => PassAsync(site, TimeSpan.FromHours(12)))
        );
    }

    /// <summary>How many requests the copied cookie needed to be out; null when it never was.</summary>
    private static async Task<int?> PlayAsync(AccessSite site, string role, string path, Func<Person, Browser, Task> what)
    {
        var person = role switch
        {
            "investor" => await site.People.InvestorAsync(),
            "staff" => await site.People.StaffAsync(),
            _ => await site.People.AdministratorAsync(),
        };
        using var owner = await NewAsync(site, person);
        using var thief = owner.Copy();
        if (!await thief.IsInAsync(path))
            throw new InvalidOperationException("The copied cookie was not in at all.");
        await what(person, owner);
        for (var request = 1; request <= Most; request++)
            // Posting the profile once made a fresh cookie.
            if (
                request % 2 == 1
                    ? !await thief.IsInAsync(path)
                    : !(await thief.SubmitAsync("/account/profile", ("FullName", "Thief"))).Path.StartsWith(
                        "/account/profile",
                        StringComparison.Ordinal
                    )
            )
                return request;
        return null;
    }

    private static async Task<(int Answered, int Refused, bool OwnerGetsIn)> GuessAsync(AccessSite site)
    {
        var person = await site.People.InvestorAsync();
        using var owner = await NewAsync(site, person);
        await owner.Visitor.SubmitAsync(await owner.Visitor.OpenAsync("/account/profile"), "form[action='/account/sign-out']");
        using var stranger = new Browser(site.Address);
        var page = await stranger.Visitor.OpenAsync("/account/sign-in");
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 60)
                .Select(number =>
                    stranger.Visitor.SubmitAsync(
                        page,
                        "main form",
                        ("Address", person.Email),
                        ("Password", "wrong password number " + number)
                    )
                )
        );
        await owner.SignInAsync(person.Email!, People.Password);
        var refused = answers.Count(answer => answer.Text.Contains("too many", StringComparison.OrdinalIgnoreCase));
        return (answers.Length - refused, refused, await owner.IsInAsync("/matches"));
    }

    /// <summary>A page that asks the database nothing else, for a visitor and for somebody who is signed in, in turn.</summary>
    private static async Task CostAsync(AccessSite site)
    {
        var person = await site.People.InvestorAsync();
        using var signedIn = await NewAsync(site, person);
        using var visitor = new Browser(site.Address);
        var (with, without, check, empty) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        await using var scope = site.Services.CreateAsyncScope();
        var session = await site.InDatabaseAsync(db => db.Sessions.Where(s => s.PersonId == person.Id).Select(s => s.Id).SingleAsync());
        for (var round = -50; round < Rounds; round++)
        {
            var times = new[]
            {
                await TakeAsync(() => signedIn.Visitor.Client.GetAsync("/about")),
                await TakeAsync(() => visitor.Visitor.Client.GetAsync("/about")),
                await TakeAsync(async () =>
                {
                    await using var inner = site.Services.CreateAsyncScope();
                    return await inner.ServiceProvider.GetRequiredService<SessionService>().FindAsync(session, CancellationToken.None);
                }),
                await TakeAsync(() => site.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"SELECT 1"))),
            };
            if (round < 0)
                continue;
            with.Add(times[0]);
            without.Add(times[1]);
            check.Add(times[2]);
            empty.Add(times[3]);
        }
        var (one, other, alone, nothing) = (Timings.Of(with), Timings.Of(without), Timings.Of(check), Timings.Of(empty));
        Print(
            $"/about, {Rounds} times in turn: signed in {one.P50:F2} ms, visitor {other.P50:F2} ms (p50); ",
            $"asking who it is alone {alone.P50:F2} ms, an empty statement {nothing.P50:F2} ms (p50)"
        );
    }

    private static async Task<double> TakeAsync<T>(Func<Task<T>> what)
    {
        var began = TimeProvider.System.GetTimestamp();
        await what();
        return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task<Browser> NewAsync(AccessSite site, Person person)
    {
        var browser = new Browser(site.Address);
        await browser.SignInAsync(person.Email!, People.Password);
        return browser;
    }

    private static async Task<string> LinkAsync(AccessSite site, string address, string page)
    {
        var mail = await site.Mails.WaitForAsync(address, mail => mail.Text.Contains($"/account/{page}/", StringComparison.Ordinal));
        return new Uri(Regex.Match(mail.Text, $@"http\S+/account/{page}/\S+").Value).PathAndQuery;
    }

    private static Task PassAsync(AccessSite site, TimeSpan time)
    {
        site.Clock.Advance(time);
        return Task.CompletedTask;
    }

    private static void Print(params FormattableString[] line) =>
        Console.WriteLine(string.Concat(line.Select(FormattableString.Invariant)));
}
