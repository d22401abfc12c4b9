using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Enquiries.Answers;
using Matchmaking.Web.Features.Enquiries.Mails;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.Enquiries;

/// <summary>Where answers begin: of which kind, under what is written, signed once.</summary>
public sealed class TemplateTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData(MessageKind.Answer)]
    [InlineData(MessageKind.Question)]
    [InlineData(MessageKind.News)]
    public async Task A_template_says_of_what_kind_its_message_is(MessageKind kind)
    {
        var (staff, enquiry) = await AskedAsync();
        var template = await AddAsync(kind, "By {{due}}, {{investor}}");

        var page = await UseAsync(staff, await staff.OpenAsync("/desk/enquiries/" + enquiry.Id), template);

        Assert.Equal(kind.ToString(), page.Document.QuerySelector("[name='Input.Kind'][checked]")!.GetAttribute("value"));
        var due = enquiry.Promises.Single(promise => promise.Kind == PromiseKind.Substantive).DueAt;
        Assert.Equal($"By {TwoClocks.Moment(due, "en")}, {enquiry.ContactName}", Words(page));
    }

    [Fact]
    public async Task It_is_put_under_what_is_written_and_takes_nothing_away()
    {
        var (staff, enquiry) = await AskedAsync();
        var template = await AddAsync(MessageKind.News, "Under it.");
        var page = await staff.OpenAsync("/desk/enquiries/" + enquiry.Id);

        page = await UseAsync(staff, page, template, ("Input.Words", "Typed by hand."), ("Input.Kind", "Question"));

        Assert.Equal("Typed by hand.\n\nUnder it.", Words(page));
        Assert.Equal("Question", page.Document.QuerySelector("[name='Input.Kind'][checked]")!.GetAttribute("value"));
        Assert.Single((await site.ReadAsync(enquiry.Id)).Messages);
    }

    [Fact]
    public async Task The_product_s_own_have_kinds_and_the_desk_gives_one_to_each()
    {
        var kinds = await site.InDatabaseAsync(db =>
            db.Set<AnswerTemplate>()
                .Where(t => t.Name.En == "First answer: it is mine" || t.Name.En == "We need to know more")
                .OrderBy(t => t.Id)
                .Select(t => t.Kind)
                .ToListAsync()
        );
        Assert.Equal([MessageKind.News, MessageKind.Question], kinds);
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        (string, string?)[] whole =
        [
            .. new[] { "Zh", "Az", "En" }.SelectMany(language =>
                new (string, string?)[] { ("Name." + language, "Of a kind"), ("Words." + language, "Hello") }
            ),
        ];

        var refused = await staff.SubmitAsync(
            await staff.OpenAsync("/desk/enquiries/templates/edit"),
            "main form",
            [.. whole, ("Kind", "Note")]
        );
        Assert.Equal("Of a kind", refused.ValueOf("Name.En"));
        var done = await staff.SubmitAsync(refused, "main form", ("Kind", "Question"));

        Assert.Contains("Question to the investor", done.Text, StringComparison.Ordinal);
        Assert.Equal(
            MessageKind.Question,
            await site.InDatabaseAsync(db =>
                db.Set<AnswerTemplate>().Where(t => t.Name.En == "Of a kind").Select(t => t.Kind).SingleAsync()
            )
        );
    }

    [Theory]
    [InlineData("Dear Li {{x}, thank you.", true)]
    [InlineData("  dear li {{x}, Thank you!\n\n.", true)]
    [InlineData("Dear Li {{x}, thank you.\n\nWe will look into it.", true)]
    [InlineData("我们会尽快研究。", true)]
    [InlineData("我们会尽快研究。好", false)]
    [InlineData("We will look into it. Да", false)]
    [InlineData("We will look into it. OK", false)]
    [InlineData("We will look into it. 5%", false)]
    [InlineData("We will look into it. 𠮷", false)]
    [InlineData("We will look into it. ใช่", false)]
    [InlineData("We will look into it. x", true)]
    [InlineData("We will look into it.\n\nAysel\nAZPROMO", true)]
    [InlineData("Dear , thank you.", true)]
    [InlineData("Dear -, thank you.", true)]
    [InlineData(".", true)]
    [InlineData("👍", true)]
    [InlineData("我们会尽快研究。可以", false)]
    [InlineData("We will look into it. Yes", false)]
    [InlineData("We will look into it. 20 MW", false)]
    [InlineData("Ok", false)]
    [InlineData("", false)]
    public void What_templates_say_as_they_stand_nobody_wrote(string text, bool isUntouched)
    {
        AnswerTemplate[] templates =
        [
            new()
            {
                Kind = MessageKind.Answer,
                Name = new("", "", ""),
                Text = new("您好 {{investor}}。", "", "Dear {{investor}}, thank you."),
            },
            new()
            {
                Kind = MessageKind.Answer,
                Name = new("", "", ""),
                Text = new("我们会尽快研究。", "Baxarıq.", "We will look into it."),
            },
        ];
        var enquiry = From("Li {{x}}");

        Assert.Equal(isUntouched, AnswerTemplates.IsUntouched(text, templates, enquiry, "Aysel"));
    }

    /// <summary>A due time moves when the investor replies: what the template said before is still what nobody wrote.</summary>
    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("az")]
    [InlineData("en")]
    public void Any_time_in_a_template_is_what_the_product_put_there(string language)
    {
        AnswerTemplate[] templates =
        [
            new()
            {
                Kind = MessageKind.Answer,
                Name = new("", "", ""),
                Text = new("最迟{{due}}答复您。", "Cavab: {{due}}.", "We answer by {{due}}."),
            },
        ];
        for (var (n, at) = (0, new DateTimeOffset(2026, 1, 1, 5, 7, 0, TimeSpan.Zero)); n < 800; n++, at += TimeSpan.FromHours(11.6))
        {
            var text = templates[0].Text.In(language).Replace("{{due}}", TwoClocks.Moment(at, language), StringComparison.Ordinal);

            Assert.True(AnswerTemplates.IsUntouched(text, templates, From("Li"), "Aysel"), text);
            Assert.False(AnswerTemplates.IsUntouched(text + " 20", templates, From("Li"), "Aysel"), text);
        }
    }

    [Theory]
    [InlineData("{{date", "date")]
    [InlineData("By {{date\n}} we meet", "date|}}")]
    [InlineData("{{}} and }}", "{{}}|}}")]
    [InlineData(
        "{{of a name that is longer than any template of ours has it and ends after all}}",
        "of a name that is longer than any template of ours has it an…"
    )]
    [InlineData("{one} brace", "")]
    public void A_blank_is_open_however_it_is_broken(string text, string names) =>
        Assert.Equal(names, string.Join('|', AnswerTemplates.Open(text)));

    [Fact]
    public void A_name_with_braces_is_nothing_that_is_still_to_be_filled_in()
    {
        var template = new AnswerTemplate
        {
            Kind = MessageKind.Answer,
            Name = new("", "", ""),
            Text = new("", "", "Dear {{investor}}: {{when}}"),
        };
        var enquiry = From("Li {{x}}");

        Assert.Equal(["when"], AnswerTemplates.Open(AnswerTemplates.Fill(template, enquiry, "en", "Aysel")));
    }

    [Theory]
    [InlineData("The plot is free.", true)]
    [InlineData("", true)]
    [InlineData("Aysel Quliyeva knows it.\n\nThe plot is free.\n\nIt has power.\n\nAnd water.", true)]
    [InlineData("Call Aysel.", true)]
    [InlineData("The plot is free.\n\nAysel Quliyeva", false)]
    [InlineData("The plot is free.\n\naysel quliyeva\nAZPROMO\n+994 12 000 00 00", false)]
    [InlineData("The plot is free.\n\n– Aysel", false)]
    public void A_message_is_signed_once(string said, bool isSigned)
    {
        var text = new Text(new Texts(), "en");

        Assert.Equal(isSigned, Signature.Of("Aysel Quliyeva", said, text) is not null);
    }

    [Fact]
    public async Task The_mail_and_what_is_shown_before_it_are_signed_alike()
    {
        var (staff, enquiry) = await AskedAsync();
        var officer = await site.InDatabaseAsync(db => db.Users.SingleAsync(p => p.Id == enquiry.OwnerId));
        var template = await AddAsync(MessageKind.Answer, "The plot is free.\n\n{{officer}}");
        var page = await UseAsync(staff, await staff.OpenAsync("/desk/enquiries/" + enquiry.Id), template);
        var name = Words(page).Split('\n')[^1];
        page = await staff.PressAsync(page, "#answer button[formaction*=Preview]", ("Input.Words", Words(page) + "\n"));

        Assert.Equal(1, Count(page.Document.QuerySelector("#preview .letter")!.TextContent, name));
        await staff.SubmitAsync(page, "#answer", ("Input.Words", "Today the plot is free.\n\n" + name));
        await site.SendMailsAsync();
        var mail = site.Mails.To(enquiry.Email!).Single(mail => mail.Text.Contains("Today the plot", StringComparison.Ordinal));
        Assert.Equal(1, Count(mail.Text, name));
        Assert.NotNull(officer);
    }

    private static Enquiry From(string name) =>
        new()
        {
            ContactName = name,
            Company = "Sun",
            Language = "en",
            Channel = EnquiryChannel.Site,
            ReceivedAt = DateTimeOffset.UnixEpoch,
        };

    private static int Count(string text, string word) => text.Split(word).Length - 1;

    private static string Words(Page page) => page.Document.QuerySelector("#Input_Words")!.TextContent.ReplaceLineEndings("\n");

    private static Task<Page> UseAsync(Visitor staff, Page page, Guid template, params (string, string?)[] typed) =>
        staff.PressAsync(page, $"button[name=template][value='{template}']", typed);

    private async Task<Guid> AddAsync(MessageKind kind, string text)
    {
        var template = new AnswerTemplate
        {
            Kind = kind,
            Name = new("一", "Bir", "One"),
            Text = new(text, text, text),
        };
        await site.InDatabaseAsync(db =>
        {
            db.Add(template);
            return db.SaveChangesAsync();
        });
        return template.Id;
    }

    private async Task<(Visitor Staff, Enquiry Enquiry)> AskedAsync()
    {
        var officer = await site.People.StaffAsync();
        return (await site.People.SignInAsync(officer), await site.AskAsync(await site.People.InvestorAsync()));
    }
}
