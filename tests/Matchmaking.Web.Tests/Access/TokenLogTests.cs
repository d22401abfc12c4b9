using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Incoming;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Matchmaking.Web.Tests.Access;

/// <summary>
/// Whatever somebody may come in with is used rightly and wrongly, and stands in no line of the log, however much is logged.
/// </summary>
public sealed partial class TokenLogTests(LoggedSite site) : IClassFixture<LoggedSite>
{
    private const string Typed = "a password that nobody else has typed";

    /// <summary>What must not be found, by what it is.</summary>
    private readonly Dictionary<string, string> _secrets = new() { ["password"] = Typed, ["hook secret"] = SmtpSite.HookSecret };

    /// <summary>The addresses that carry one.</summary>
    private readonly List<string> _links = [];

    private readonly HashSet<int> _answers = [];

    [Fact]
    public async Task Nothing_that_opens_anything_is_ever_logged()
    {
        var person = await site.People.InvestorAsync();
        await AddLinksAsync(person);
        var visitor = await SignInByMailAsync(person);

        await PlayAsync(visitor);
        await OnServerAsync("ALTER TABLE people RENAME TO people_gone");
        await PlayAsync(visitor);
        await OnServerAsync("ALTER TABLE people_gone RENAME TO people");
        var database = new NpgsqlConnectionStringBuilder(site.Database).Database!;
        await OnServerAsync(
            $"ALTER DATABASE {database} ALLOW_CONNECTIONS false",
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
        );
        await PlayAsync(visitor);
        await OnServerAsync($"ALTER DATABASE {database} ALLOW_CONNECTIONS true");
        await KnockTooOftenAsync(visitor);
        await HandInAsync(person);
        await SendNonsenseAsync();

        Assert.Superset(new HashSet<int> { 200, 204, 302, 400, 401, 404, 405, 413, 422, 429, 500, 503 }, _answers);
        Assert.Contains(site.Log.Lines, line => line.Contains("GET account/reset/{id:guid}/{token} failed", StringComparison.Ordinal));
        Assert.Contains(
            site.Log.Lines,
            line => line.Contains("GET alerts/{token}: the database cannot be reached", StringComparison.Ordinal)
        );
        Assert.Equal([], Found());
        // And what is there is found, down to the lowest level.
        site.Services.GetRequiredService<ILoggerFactory>().CreateLogger("test").LogTrace("{Planted}", _secrets["alert"]);
        Assert.Equal(["alert"], Found().Select(found => found.Split(':')[0]));
    }

    private async Task AddLinksAsync(Person person)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var (account, links) = (scope.ServiceProvider.GetRequiredService<AccountLinks>(), site.Services.GetRequiredService<LinkTokens>());
        Add("confirmation", await account.ConfirmAsync(person));
        Add("reset", await account.ResetAsync(person));
        Add("invitation", site.Address + await account.InvitationPathAsync(person));
        Add("change of address", await account.EmailChangeAsync(person, "next@example.org"));
        await site.AddMandateAsync(person);
        await site.PublishAsync();
        var item = await site.InDatabaseAsync(db => db.Set<AlertItem>().Where(i => i.PersonId == person.Id).Select(i => i.Id).FirstAsync());
        Add("alert", $"{site.Address}/alerts/{links.Make(LinkPurpose.Alert, item)}");
        Add("preferences", $"{site.Address}/preferences/{links.Make(LinkPurpose.Preferences, person.Id)}");
        Add("unsubscribe", $"{site.Address}/unsubscribe/{links.Make(LinkPurpose.Unsubscribe, person.Id)}");
    }

    private void Add(string name, string link)
    {
        var path = new Uri(link).PathAndQuery;
        _secrets[name] = path.Split('?')[0].Split('/')[^1];
        _links.Add(path);
    }

    /// <summary>By code and link, with a wrong password before; afterwards with cookies that let somebody in.</summary>
    private async Task<Visitor> SignInByMailAsync(Person person)
    {
        var cookies = new CookieContainer();
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies };
        var visitor = new Visitor(new(handler) { BaseAddress = new(site.Address) }, "en");
        var form = await visitor.OpenAsync("/account/sign-in");
        Note(await visitor.SubmitAsync(form, "main form", ("Address", person.Email), ("Password", Typed)), "wrong password");
        var asked = await visitor.SubmitAsync(await visitor.OpenAsync("/account/sign-in/mail"), "main form", ("Address", person.Email));
        var mail = await site.Mails.WaitForAsync(person.Email!, mail => CodePattern().IsMatch(mail.Text));
        _secrets["code"] = CodePattern().Match(mail.Text).Value;
        Add("sign-in link", LinkPattern().Match(mail.Text).Value);
        var page = await visitor.SubmitAsync(asked, "main form", ("Code", "000000"));
        Note(page, "wrong code");
        foreach (var cookie in cookies.GetAllCookies().Where(cookie => cookie.Value.Length > 40))
            _secrets[cookie.Name + " cookie before"] = cookie.Value;
        Note(await visitor.SubmitAsync(page, "main form", ("Code", _secrets["code"])), "right code");
        foreach (var cookie in cookies.GetAllCookies().Where(cookie => cookie.Value.Length > 40))
            _secrets[cookie.Name + " cookie"] = cookie.Value;
        Assert.Superset(new HashSet<string> { "session cookie", "antiforgery cookie" }, _secrets.Keys.ToHashSet());
        _secrets["antiforgery token"] = (await visitor.OpenAsync("/account/profile")).ValueOf("__RequestVerificationToken")!;
        return visitor;
    }

    private void Note(Page page, string name)
    {
        _answers.Add((int)page.Status);
        if (page.ValueOf("__RequestVerificationToken") is { } token)
            _secrets["token beside the " + name] = token;
    }

    /// <summary>Every link in every way, and some that nobody serves.</summary>
    private async Task PlayAsync(Visitor visitor)
    {
        foreach (var link in _links)
        {
            var token = _secrets["antiforgery token"];
            HttpRequestMessage[] requests =
            [
                new(HttpMethod.Get, link),
                new(HttpMethod.Get, link) { Headers = { { "HX-Request", "true" } } },
                new(HttpMethod.Get, link + "x"),
                new(HttpMethod.Get, $"/no/such/page{link}"),
                new(HttpMethod.Get, $"/account/profile?back={Uri.EscapeDataString(link)}"),
                new(HttpMethod.Trace, link),
                new(HttpMethod.Get, link + (link.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "handler=None"),
                Form(link),
                Form(link, ("__RequestVerificationToken", token + "x")),
                Form(link, ("__RequestVerificationToken", token), ("Password", Typed)),
                Form(link, ("[x", "1")),
                // It is refused before it is read: whoever sends it all the same may find nobody who listens.
                new(HttpMethod.Post, link) { Content = new ByteArrayContent(new byte[200_000]), Headers = { ExpectContinue = true } },
            ];
            foreach (var request in requests)
                using (request)
                {
                    using var answer = await visitor.Client.SendAsync(request);
                    _answers.Add((int)answer.StatusCode);
                }
        }
    }

    private async Task KnockTooOftenAsync(Visitor visitor)
    {
        for (var i = 0; i < 60; i++)
        {
            using var request = Form(
                _links.First(link => link.StartsWith("/account/reset/", StringComparison.Ordinal)),
                ("Password", Typed)
            );
            using var answer = await visitor.Client.SendAsync(request);
            _answers.Add((int)answer.StatusCode);
        }
    }

    /// <summary>At the hook: a report with a signed address in all places, an unsubscription, and a subject that is a token.</summary>
    private async Task HandInAsync(Person person)
    {
        var address = new BounceAddress(site.Services.GetRequiredService<LinkTokens>().Keys).Make(
            Guid.CreateVersion7(),
            SmtpSite.BounceDomain
        );
        _secrets["return address"] = address.Split('@')[0];
        foreach (
            var message in (string[])
                [
                    $"From: MAILER-DAEMON@mx.example.net\r\nTo: {address}\r\nSubject: Undelivered\r\n\r\n550 5.1.1 <{address}>: no\r\n",
                    $"From: {person.Email}\r\nTo: unsub+{_secrets["unsubscribe"]}@example.org\r\n"
                        + $"Subject: unsubscribe {_secrets["unsubscribe"]}\r\n\r\n",
                    $"From: {person.Email}\r\nTo: alerts@example.org\r\nSubject: Fwd: {_secrets["preferences"]}\r\n\r\n"
                        + $"{_secrets["preferences"]}\r\n",
                    // Left for a person: nobody can tell whose it is.
                    $"From: {person.Email}\r\nTo: alerts@example.org\r\nSubject: unsubscribe {new string('x', 44)}\r\n\r\n",
                ]
        )
        foreach (var secret in (string[])[SmtpSite.HookSecret, "wrong " + SmtpSite.HookSecret])
        {
            using var client = new HttpClient { BaseAddress = new(site.Address) };
            using var request = new HttpRequestMessage(HttpMethod.Post, ReportHook.Path);
            request.Content = new StringContent(message, Encoding.UTF8, "message/rfc822");
            request.Headers.Add("X-Hook-Secret", secret);
            using var answer = await client.SendAsync(request);
            _answers.Add((int)answer.StatusCode);
        }
    }

    /// <summary>What no client of .NET would send: request lines that are none.</summary>
    private async Task SendNonsenseAsync()
    {
        foreach (var line in (string[])["GET {0} HTTP/9.9", "GET {0}", "G\tT {0} HTTP/1.1", "GET {0}%00%zz HTTP/1.1"])
        {
            using var socket = new TcpClient("127.0.0.1", new Uri(site.Address).Port);
            await socket
                .GetStream()
                .WriteAsync(Encoding.ASCII.GetBytes(line.Replace("{0}", _links[0], StringComparison.Ordinal) + "\r\n\r\n"));
            using var reader = new StreamReader(socket.GetStream());
            await reader.ReadToEndAsync();
        }
    }

    /// <summary>What was found of the secrets, and whatever else is made by the same keys.</summary>
    private List<string> Found() =>
        [
            .. site
                .Log.Lines.SelectMany(line =>
                    _secrets
                        .Where(secret => IsIn(line, secret.Value))
                        .Select(secret => secret.Key)
                        .Concat(line.Contains("CfDJ8", StringComparison.Ordinal) ? ["protected"] : [])
                        .Select(name => $"{name}: {line}")
                )
                .Take(5),
        ];

    private static bool IsIn(string line, string secret) =>
        secret.Length == 6
            ? Regex.IsMatch(line, $@"(?<![\w.-]){secret}(?![\w.-])")
            : line.Contains(secret, StringComparison.OrdinalIgnoreCase);

    private static HttpRequestMessage Form(string path, params (string Name, string Value)[] fields) =>
        new(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };

    private async Task OnServerAsync(params string[] statements)
    {
        foreach (var statement in statements)
        {
            var isOutside = statement.Contains("DATABASE", StringComparison.Ordinal) || statement.Contains("pg_", StringComparison.Ordinal);
            var address = new NpgsqlConnectionStringBuilder(await TestDatabases.OwnerOfAsync(site.Database)) { Pooling = false };
            if (isOutside)
                address.Database = "postgres";
            await using var connection = new NpgsqlConnection(address.ConnectionString);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    [GeneratedRegex(@"(?m)^\d{6}$")]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"https?://\S+/account/sign-in/link/\S+")]
    private static partial Regex LinkPattern();
}
