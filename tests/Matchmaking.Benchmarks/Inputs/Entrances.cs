using System.Globalization;
using System.Text;
using Matchmaking.Benchmarks.Fuzz;
using Matchmaking.Matching;
using Matchmaking.Matching.Companies;
using Matchmaking.TestSupport;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Replies;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Benchmarks.Inputs;

/// <summary>
/// All of them, each with the input that would cost most if a loop inside it were not linear. At 4x, forms stay below the bound of a body
/// and addresses below that of a request line: what is refused unread costs nothing and proves nothing.
/// </summary>
internal static class Entrances
{
    public static async Task<IReadOnlyList<Entrance>> AllAsync(InputsSite site)
    {
        var nobody = site.NewVisitor();
        var investor = await site.People.SignInAsync(await site.People.InvestorAsync());
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        return
        [
            .. Forms(nobody, investor, staff),
            .. Addresses(nobody, investor, staff),
            .. Files(staff),
            .. Mails(site),
            .. Alone(site),
            new(
                "cookies of the visitor",
                6000,
                site.Cookies(size =>
                    $"lang={Many("a", size / 4)}; flash={Many("A", size / 4)}; session={Many("A", size / 4)}; "
                    + $"antiforgery={Many("A", size / 4)}"
                )
            ),
            new("many cookies", 1500, site.Cookies(size => string.Join("; ", Enumerable.Range(0, size / 8).Select(i => $"c{i}=x")))),
        ];
    }

    private static IEnumerable<Entrance> Forms(Visitor nobody, Visitor investor, Visitor staff)
    {
        // What one typed character becomes on the wire: a line end three bytes, a combining mark six.
        (string Name, string Unit, int Small)[] texts =
        [
            ("empty lines", "a\n\n\n", 2500),
            ("spaces", "a ", 8000),
            ("marks in the wrong order", "\u0301\u0316", 1900),
            ("characters of four bytes", "𠮷", 1900),
            ("invisible characters", "\u200B", 2500),
            ("placeholders", "{places}", 1800),
            ("angle brackets", "<", 8000),
        ];
        foreach (var (name, unit, small) in texts)
        {
            yield return new(
                $"listing, description: {name}",
                small,
                InputsSite.Form(
                    investor,
                    "/organisation/opportunities/create",
                    size => [("Input.Description.En", "a" + Many(unit, size)), ("Input.Title.En", "a")]
                )
            );
            yield return new(
                $"listing, title: {name}",
                small,
                InputsSite.Form(investor, "/organisation/opportunities/create", size => [("Input.Title.En", "a" + Many(unit, size))])
            );
        }
        yield return new(
            "listing, sources",
            1500,
            InputsSite.Form(investor, "/organisation/opportunities/create", size => [("Input.Sources", Lines("https://e.org/", size))])
        );
        yield return new(
            "listing, amount",
            20_000,
            InputsSite.Form(investor, "/organisation/opportunities/create", size => [("Input.AmountFrom", Many("1 ", size / 2))])
        );
        yield return new(
            "listing, same field again and again",
            200,
            InputsSite.Form(
                investor,
                "/organisation/opportunities/create",
                size => [("Input.Title.En", "a"), .. Enumerable.Range(0, size).Select(i => ("Input.Places", $"AZ-{i}"))]
            )
        );
        yield return new(
            "mandate preview, excluded words",
            3500,
            InputsSite.Form(investor, "/mandates/create", size => [("excludedWords", Words(size))], "/mandates/create?handler=Preview")
        );
        yield return new(
            "mandate preview, one excluded word",
            20_000,
            InputsSite.Form(investor, "/mandates/create", size => [("excludedWords", Many("a", size))], "/mandates/create?handler=Preview")
        );
        yield return new("mandate, name", 8000, InputsSite.Form(investor, "/mandates/create", size => [("name", Many("a ", size))]));
        yield return new(
            "deal, investor and target",
            4000,
            InputsSite.Form(
                investor,
                "/organisation/track-record/create",
                size => [("Input.Target", Many("a ", size)), ("Input.Investor", Many("Co. Ltd ", size / 4))]
            )
        );
        yield return new(
            "deal, amount",
            20_000,
            InputsSite.Form(
                investor,
                "/organisation/track-record/create",
                size => [("Input.Amount", Many("1,", size / 2)), ("Input.Target", "a")]
            )
        );
        yield return new(
            "name of an organisation",
            5000,
            InputsSite.Form(investor, "/organisation/track-record/names", size => [("NewName", Many("有限公司 Co ", size / 8))])
        );
        yield return new(
            "sign-up, organisation",
            8000,
            InputsSite.Form(
                nobody,
                "/account/sign-up",
                size => [("Input.Email", "a@example.org"), ("Input.Organisation", Many("a ", size))]
            )
        );
        yield return new(
            "sign-up, address",
            8000,
            InputsSite.Form(nobody, "/account/sign-up", size => [("Input.Email", Many("a.", size) + "@" + Many("a.", size) + "example")])
        );
        yield return new(
            "sign-up, password",
            20_000,
            InputsSite.Form(
                nobody,
                "/account/sign-up",
                size =>
                    [("Input.Email", $"{Guid.NewGuid():N}@example.org"), ("Input.Password", Many("a", size)), ("Input.Organisation", "a")]
            )
        );
        yield return new(
            "sign-in, address and password",
            10_000,
            InputsSite.Form(nobody, "/account/sign-in", size => [("Password", Many("ａ", size / 9)), ("Address", Many("a@", size / 4))])
        );
        yield return new(
            "suppression, reason",
            8000,
            InputsSite.Form(staff, "/desk/mail/suppressions/create", size => [("Address", "a@example.org"), ("Reason", Many("a ", size))])
        );
    }

    private static IEnumerable<Entrance> Addresses(Visitor nobody, Visitor investor, Visitor staff)
    {
        yield return new("search, words", 1600, InputsSite.Get(nobody, size => "/opportunities?q=" + Many("a+", size / 2)));
        yield return new("search, one word", 1600, InputsSite.Get(nobody, size => "/opportunities?q=" + Many("a", size)));
        yield return new("search, Han", 1600, InputsSite.Get(nobody, size => "/opportunities?q=" + Hostile.Percent(Many("电", size / 9))));
        yield return new("search, sectors", 1600, InputsSite.Get(nobody, size => "/opportunities?" + Pairs("sector", size)));
        yield return new("search, position in the list", 1600, InputsSite.Get(nobody, size => "/opportunities?from=" + Many("A", size)));
        yield return new("feed", 1600, InputsSite.Get(nobody, size => "/feed?" + Pairs("sector", size)));
        yield return new("an address that nobody knows", 1600, InputsSite.Get(nobody, size => "/" + Many("a/", size / 2)));
        yield return new("token of a link", 1600, InputsSite.Get(nobody, size => "/alerts/" + Many("A", size)));
        yield return new("matches", 1600, InputsSite.Get(investor, size => "/matches?" + Pairs("mandate", size)));
        yield return new("desk, organisations", 1600, InputsSite.Get(staff, size => "/desk/organisations?q=" + Many("a+", size / 2)));
        yield return new(
            "desk, opportunities",
            1600,
            InputsSite.Get(staff, size => "/desk/opportunities?sector=" + Many("a", size / 2) + "&q=" + Many("%25", size / 6))
        );
        yield return new("desk, mails", 1600, InputsSite.Get(staff, size => "/desk/mail?q=" + Many("_", size)));
    }

    private static IEnumerable<Entrance> Files(Visitor staff)
    {
        yield return new("name of a file", 2500, size => Upload(staff, Many("a", size) + ".csv", InputsSite.Deals(1)));
        yield return new("file, cells without end", 20_000, size => Upload(staff, "deals.csv", InputsSite.Deals(1) + Many("\"", size)));
        yield return new("file, upload", 5000, size => Upload(staff, "deals.csv", InputsSite.Deals(size)));
        yield return new(
            "file, preview: new companies",
            4000,
            async size =>
            {
                using var kept = await InputsSite.UploadAsync(staff, "deals.csv", InputsSite.Deals(size));
                var look = kept.Headers.Location!;
                return () => InputsSite.AnswerAsync(staff.Client.GetAsync(look));
            }
        );
        yield return new(
            "file, preview: investors of one deal",
            200,
            async size =>
            {
                var row = InputsSite
                    .Deals(1)
                    .Replace(
                        " Works",
                        " Works ; " + string.Join(" ; ", Enumerable.Range(0, size).Select(i => $"Co{i}")),
                        StringComparison.Ordinal
                    );
                using var kept = await InputsSite.UploadAsync(staff, "deals.csv", row);
                var look = kept.Headers.Location!;
                return () => InputsSite.AnswerAsync(staff.Client.GetAsync(look));
            }
        );
        yield return new(
            "file, import: new companies",
            500,
            async size =>
            {
                using var kept = await InputsSite.UploadAsync(staff, "deals.csv", InputsSite.Deals(size));
                return await InputsSite.Form(staff, kept.Headers.Location!.ToString(), _ => [("Country", "AZ")])(size);
            }
        );
    }

    private static IEnumerable<Entrance> Mails(InputsSite site)
    {
        const string Html = "Subject: Undelivered mail\r\nContent-Type: text/html\r\n\r\n",
            Plain = "Subject: Undelivered mail\r\nContent-Type: text/plain\r\n\r\n",
            Report =
                "Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n--r\r\n"
                + "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a\r\n\r\n",
            Failed = "Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 ";
        foreach (
            var (name, start, unit, small) in ((string, string, string, int)[])
                [
                    ("<style and line ends", "<style", "\n", 9000),
                    ("<script and spaces", "<script", " ", 50_000),
                    ("angle brackets", "", "<", 50_000),
                    ("<style> without end", "", "<style>", 8000),
                    ("comments without end", "", "<!--", 12_000),
                    ("entities", "", "&#1;", 12_000),
                    ("tags without end", "", "<a ", 16_000),
                ]
        )
            yield return new($"mail, HTML: {name}", small, site.Hook(size => Html + start + Many(unit, size)));
        foreach (
            var (name, unit, small) in ((string, string, int)[])
                [
                    ("spaces", " ", 50_000),
                    ("digits", "550 5.1.1 ", 5000),
                    ("reasons", "reason: ", 6000),
                    ("退信原因", "退信原因：", 3000),
                    ("lines", "\r\n", 25_000),
                    ("words", "delivery to the following ", 2000),
                ]
        )
            yield return new($"mail, text: {name}", small, site.Hook(size => Plain + Many(unit, size)));
        yield return new("mail, subject", 12_000, site.Hook(size => $"Subject: {Many("delivery unsubscribe ", size / 20)}\r\n\r\n550\r\n"));
        yield return new("mail, subject of blanks", 12_000, site.Hook(size => $"Subject: unsubscribe{Many(" ", size)}x\r\n\r\n550\r\n"));
        yield return new(
            "mail, recipients",
            2000,
            site.Hook(size => $"Cc: {Many("unsub+a@b.example, ", size)}a@b.example\r\nSubject: x\r\n\r\n550\r\n")
        );
        yield return new(
            "mail, headers",
            2500,
            site.Hook(size => Numbered("X-{0}: a\r\nTo: bounce+{0}@bounces.example.org\r\n", size) + Plain + "550\r\n")
        );
        yield return new(
            "mail, parts within parts",
            200,
            site.Hook(size => Numbered("Content-Type: multipart/mixed; boundary=b{0}\r\n\r\n--b{0}\r\n", size) + "\r\n550\r\n")
        );
        yield return new(
            "mail, parts beside parts",
            2000,
            site.Hook(size => "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + Many("--b\r\n\r\n550\r\n", size) + "--b--\r\n")
        );
        yield return new(
            "mail, groups of a delivery status",
            500,
            site.Hook(size =>
                Report + Numbered("Final-Recipient: rfc822; a{0}@example.org\r\n" + Failed + "no such user\r\n\r\n", size) + "--r--\r\n"
            )
        );
        yield return new(
            "mail, length of a diagnostic",
            40_000,
            site.Hook(size =>
                Report + "Final-Recipient: rfc822; a@example.org\r\n" + Failed + Many("no such user ", size / 13) + "\r\n\r\n--r--\r\n"
            )
        );
    }

    /// <summary>What has no page of its own.</summary>
    private static IEnumerable<Entrance> Alone(InputsSite site)
    {
        var answers = site.Services.GetRequiredService<SmtpReplyTable>();
        return
        [
            .. Each(
                "answer of a mail server",
                text => answers.Classify(ProviderGroup.NetEase, 550, null, text),
                "user ",
                " ",
                "mailbox ",
                "DT:SPM",
                "频率",
                "550-",
                "a"
            ),
            .. Each("name of a company", text => CompanyName.Of(text), "Co., Ltd. ", "(", "有限公司", "a", "a.", "&", "\u0301\u0316"),
            .. Each("folding of text", text => FoldedText.Of(text), "İstanbul 电池 "),
            .. Each("amount", text => AmountInput.Read(text, Language.Chinese), "1", "1,", " ", "0.", "万"),
        ];

        static IEnumerable<Entrance> Each(string name, Action<string> read, params string[] units) =>
            units.Select(unit => Entrance.Of($"{name}: {unit}", 60_000, size => Many(unit, size / unit.Length), read));
    }

    private static async Task<Func<Task>> Upload(Visitor staff, string name, string csv)
    {
        await staff.OpenAsync("/desk/organisations/import");
        return () => InputsSite.AnswerAsync(InputsSite.UploadAsync(staff, name, csv));
    }

    private static string Many(string unit, int times) => new StringBuilder(unit.Length * times).Insert(0, unit, times).ToString();

    private static string Numbered(string format, int times) =>
        string.Concat(
            Enumerable
                .Range(0, times)
                .Select(i => format.Replace("{0}", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
        );

    private static string Lines(string start, int times) =>
        string.Join('\n', Enumerable.Range(0, times).Select(i => start + i.ToString(CultureInfo.InvariantCulture)));

    private static string Words(int times) =>
        string.Join(", ", Enumerable.Range(0, times).Select(i => "w" + i.ToString(CultureInfo.InvariantCulture)));

    private static string Pairs(string name, int size) =>
        string.Join('&', Enumerable.Range(0, size / (name.Length + 5)).Select(i => $"{name}={i}"));
}
