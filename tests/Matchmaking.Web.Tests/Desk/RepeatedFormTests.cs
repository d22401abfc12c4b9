using System.Net;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Tests.Architecture;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk;

/// <summary>A form that adds something adds it once, however often it is sent at the same moment.</summary>
public sealed class RepeatedFormTests(Site site) : IClassFixture<Site>
{
    private const int Times = 20;

    /// <summary>Forms that add, by the page on which they stand: <c>{e}</c> is an enquiry, <c>{o}</c> its organisation,
    /// <c>{l}</c> a listing.</summary>
    private static readonly Dictionary<string, (string Form, (string, string?)[] Fields, string Table, string Where)> Forms = new()
    {
        ["/enquiries/{e}"] = ("#reply", [("Words", "Only once")], "enquiry_messages", "text = 'Only once'"),
        ["/desk/enquiries/{e}"] = (
            "#answer",
            [("Input.Words", "Said once"), ("Input.Seen", null), ("Input.Standing", null)],
            "enquiry_messages",
            "text = 'Said once'"
        ),
        ["/desk/enquiries/{e}#notes"] = ("#notes form", [("Words", "Noted once")], "enquiry_messages", "text = 'Noted once'"),
        ["/desk/organisations/{o}/contacts/create"] = (
            "main form",
            [("Input.Name", "Li Once"), ("Input.WeChat", "li_once")],
            "organisation_contacts",
            "name = 'Li Once'"
        ),
        ["/desk/organisations/{o}/entries/create"] = (
            "main form",
            [("Words", "Called once")],
            "organisation_entries",
            "text = 'Called once'"
        ),
        ["/desk/organisations/{o}/entries/create?kind=Note"] = (
            "main form",
            [("Words", "Written once")],
            "organisation_entries",
            "text = 'Written once'"
        ),
        ["/desk/organisations/{o}/deals/create"] = (
            "main form",
            [
                ("Input.Year", "2019"),
                ("Input.Country", "KZ"),
                ("Input.Sector", "renw.solar"),
                ("Input.DealType", "JV"),
                ("Input.Target", "Sun once"),
                ("Input.Source", "https://example.org/once"),
            ],
            "deals",
            "year = 2019"
        ),
        ["/desk/organisations/create"] = (
            "main form",
            [("Input.Name", "Once Wind Works"), ("Input.Country", "CN")],
            "organisations",
            "name = 'Once Wind Works'"
        ),
        ["/desk/enquiries/owners"] = (
            "form.panel",
            [("Rule.Language", "az"), ("Rule.Sector", "papr"), ("Rule.Person", "{me}")],
            "owner_rules",
            "sector = 'papr'"
        ),
        ["/desk/enquiries/absences"] = (
            "form.panel",
            [("Away.Person", "{me}"), ("Away.From", "2090-01-02"), ("Away.Until", "2090-01-09"), ("Away.Deputy", "{colleague}")],
            "absences",
            "\"from\" = '2090-01-02'"
        ),
        ["/desk/enquiries/templates/edit"] = (
            "main form",
            [.. Texts("Name", "Once"), .. Texts("Words", "Hello once")],
            "answer_templates",
            "name_en = 'Once'"
        ),
        ["/desk/progress/facts/create"] = (
            "main form",
            [.. Texts("Input.Text", "Fact once"), ("Input.Date", "2024")],
            "sector_facts",
            "text_en = 'Fact once'"
        ),
        ["/desk/progress/documents/create"] = (
            "main form",
            [
                .. Texts("Input.Title", "Signed once"),
                .. Texts("Input.Parties", "Two"),
                .. Texts("Input.Outcome", "Begun"),
                ("Input.SignedOn", "2024"),
                ("Input.Sources", "https://example.org/once"),
            ],
            "signed_documents",
            "title_en = 'Signed once'"
        ),
        ["/desk/opportunities/create"] = (
            "main form",
            [("Input.Title.En", "Drafted once"), ("Input.Sector", "renw")],
            "opportunities",
            "title_en = 'Drafted once'"
        ),
        ["/desk/opportunities/{l}/copy"] = ("main form", [], "opportunities", "title_en = 'Copied once' AND published_at IS NULL"),
        ["/mandates/create"] = ("#mandate", [("name", "Wanted once"), ("sectors", "renw")], "mandates", "name = 'Wanted once'"),
        ["/organisation/opportunities/create"] = (
            "main form",
            [("Input.Title.En", "Sent in once"), ("Input.Summary.En", "A tower works."), ("Input.Sector", "renw")],
            "opportunities",
            "title_en = 'Sent in once'"
        ),
    };

    /// <summary>Page models that add rows without such a key, with what makes theirs one.</summary>
    private static readonly Dictionary<string, string> Others = new()
    {
        ["Desk/Enquiries/Watch.cshtml.cs"] = "a row a person",
        ["Desk/Organisations/Import/Preview.cshtml.cs"] = "one upload is imported once",
        ["MyOrganisation/TrackRecord/Names.cshtml.cs"] = "a row a name",
        ["Desk/Mail/Suppressions/Create.cshtml.cs"] = "a row an address",
    };

    public static TheoryData<string> Pages => [.. Forms.Keys];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Sent_many_times_at_once_it_adds_one_and_again_with_other_words_another(string path)
    {
        var (officer, colleague) = (await site.People.StaffAsync(), await site.People.StaffAsync());
        var investor = await site.People.InvestorAsync();
        var enquiry = await site.AskAsync(investor);
        var listing = await site.PublishAsync(o => o.Title = new("Copied once", "Copied once", "Copied once"));
        var (form, fields, table, where) = Forms[path];
        var sender = await site.People.SignInAsync(path.StartsWith("/desk", StringComparison.Ordinal) ? officer : investor);
        var page = await sender.OpenAsync(
            path.Split('#')[0]
                .Replace("{e}", enquiry.Id.ToString(), StringComparison.Ordinal)
                .Replace("{o}", investor.OrganisationId.ToString(), StringComparison.Ordinal)
                .Replace("{l}", listing.Id.ToString(), StringComparison.Ordinal)
        );
        var typed = fields
            .Select(field =>
                (
                    field.Item1,
                    field
                        .Item2?.Replace("{me}", officer.Id.ToString(), StringComparison.Ordinal)
                        .Replace("{colleague}", colleague.Id.ToString(), StringComparison.Ordinal)
                )
            )
            .ToArray();

        var answers = await Task.WhenAll(Enumerable.Range(0, Times).Select(_ => sender.SubmitAsync(page, form, typed)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Single(answers.Select(answer => answer.Path).Distinct());
        Assert.Equal(1, await CountAsync(table, where));
        if (path is "/desk/organisations/create" or "/desk/enquiries/absences")
            // Two of one name, or of one time, are refused, however they come.
            return;
        await sender.SubmitAsync(page, form, [.. typed, ("FormKey", Guid.NewGuid().ToString())]);
        Assert.Equal(2, await CountAsync(table, where));
    }

    [Fact]
    public async Task A_name_of_ones_own_organisation_is_added_once()
    {
        var investor = await site.People.InvestorAsync();
        var sender = await site.People.SignInAsync(investor);
        var page = await sender.OpenAsync("/organisation/track-record/names");

        await Task.WhenAll(Enumerable.Range(0, Times).Select(_ => sender.SubmitAsync(page, "main form", ("NewName", "Known Once As"))));

        Assert.Equal(1, await CountAsync("organisation_names", "text = 'Known Once As'"));
    }

    [Fact]
    public async Task Nobody_reads_or_changes_somebody_elses_row_by_its_key()
    {
        var (first, second) = (await site.People.InvestorAsync(), await site.People.InvestorAsync());
        var (theirs, own) = (await site.AskAsync(first), await site.AskAsync(second));
        var victim = await site.People.SignInAsync(first);
        var page = await victim.OpenAsync("/enquiries/" + theirs.Id);
        var key = page.ValueOf("FormKey");
        await victim.SubmitAsync(page, "#reply", ("Words", "Of the first"));
        var said = (await site.ReadAsync(theirs.Id)).Messages.Single(message => message.Text == "Of the first");
        var other = await site.People.SignInAsync(second);

        foreach (var taken in new[] { key, said.Id.ToString() })
        {
            var answer = await other.SubmitAsync(
                await other.OpenAsync("/enquiries/" + own.Id),
                "#reply",
                ("Words", "Of the first"),
                ("FormKey", taken)
            );
            Assert.Equal("/enquiries/" + own.Id, answer.Path.Split('#')[0]);
        }

        Assert.Equal(
            2,
            (await site.ReadAsync(own.Id)).Messages.Count(message => message.AuthorId == second.Id && message.Text == "Of the first")
        );
        Assert.Equal(2, (await site.ReadAsync(theirs.Id)).Messages.Count);
    }

    [Fact]
    public void Every_page_that_adds_has_such_a_key()
    {
        string[] adding = [".Add(", "TellAsync(", "HearAsync(", "entry.AddAsync(", "saving.AddOnceAsync("];
        var pages = Source
            .Files("src/Matchmaking.Web/Features", ".cshtml.cs")
            .Where(file =>
                file.Name.Contains("/Features/Desk/", StringComparison.Ordinal)
                || file.Name.Contains("/Features/Enquiries/", StringComparison.Ordinal)
                || file.Name.Contains("/Features/MyOrganisation/", StringComparison.Ordinal)
            )
            .Where(file => adding.Any(word => file.Text.Contains("db" + word, StringComparison.Ordinal) || AddsToTable(file.Text, word)))
            .ToList();

        Assert.True(pages.Count > 8, "Pages that add are found.");
        var without = pages
            .Where(file =>
                !file.Text.Contains("FormKey.Of(FormKey", StringComparison.Ordinal)
                && !file.Text.Contains("AddAsync(Input, FormKey", StringComparison.Ordinal)
            )
            .Select(file => file.Name.Split("/Features/")[1]);
        Assert.Equal([], without.Except(Others.Keys));
    }

    private static bool AddsToTable(string text, string word) =>
        word == ".Add("
            ? text.Split('\n')
                .Any(line =>
                    line.TrimStart().StartsWith("db.", StringComparison.Ordinal)
                    && !line.Contains("ProgressEvents", StringComparison.Ordinal)
                    && line.Contains(word, StringComparison.Ordinal)
                )
            : text.Contains(word, StringComparison.Ordinal);

    private static (string, string?)[] Texts(string field, string text) =>
        [($"{field}.Zh", text), ($"{field}.Az", text), ($"{field}.En", text)];

    private Task<int> CountAsync(string table, string where)
    {
        var sql = string.Join(' ', "SELECT count(*)::int AS \"Value\" FROM", table, "WHERE", where);
        return site.InDatabaseAsync(db => db.Database.SqlQueryRaw<int>(sql).SingleAsync());
    }
}
