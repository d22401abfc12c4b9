using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Features.Opportunities.Versions;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk;

/// <summary>
/// Two people of the desk edit the same listing. No letter of either is lost, and nobody reverts what they never touched.
/// </summary>
public sealed class ConflictTests(Site site) : IClassFixture<Site>
{
    /// <summary>Two other values for each field of the form.</summary>
    private static readonly Dictionary<string, (string[] Theirs, string[] Mine)> Others = new()
    {
        ["Sector"] = (["agri"], ["tour"]),
        ["MoreSectors"] = (["logi"], ["tour", "agri"]),
        ["DealTypes"] = (["BOT"], ["EPC", "JV"]),
        ["TechnicalStage"] = (["3"], ["4"]),
        ["LegalStage"] = (["4"], [""]),
        ["Amount"] = (["1,000,000", "2,000,000", "USD", ""], ["5 million", "", "CNY", "at-least"]),
        ["Places"] = (["AZ-BA"], ["GAD"]),
        ["Zone"] = (["alat-fez"], ["sumgayit-chemical"]),
        ["Needs"] = (["12", "4", "true"], ["", "5.5", ""]),
        ["Sources"] = (["https://example.org/theirs"], ["https://example.org/mine"]),
        ["ValidUntil"] = (["2099-01-01"], ["2098-01-01"]),
        ["Availability"] = (["OnHold"], ["Done"]),
    };

    /// <summary>A text, a code, codes, a stage, amounts, several values in one, a day.</summary>
    private static readonly string[] OfEachKind = ["Title.Zh", "Zone", "MoreSectors", "LegalStage", "Amount", "Needs", "ValidUntil"];

    public static TheoryData<string> Fields => [.. OpportunityField.All.Select(each => each.Name)];

    [Theory, MemberData(nameof(Fields))]
    public async Task What_only_the_other_person_changed_stays_theirs_without_asking(string name)
    {
        var field = OpportunityField.Named(name)!;
        var (other, mine, listing) = await TwoFormsAsync();
        var (theirs, _) = await ValuesAsync(field);
        var touched = name == "Title.En" ? "Input.Title.Az" : "Input.Title.En";
        await SaveAsync(other, theirs);
        var saved = await SaveAsync(mine, (touched, "What I typed"));

        Assert.Contains("What somebody else saved meanwhile was kept:", saved.Html, StringComparison.Ordinal);
        await SaysAsync(listing, field, theirs);
        Assert.Equal("What I typed", (await InputAsync(listing)) is var input && name == "Title.En" ? input.Title.Az : input.Title.En);
    }

    [Theory, MemberData(nameof(Fields))]
    public async Task What_both_changed_is_asked_and_each_choice_is_kept(string name)
    {
        var field = OpportunityField.Named(name)!;
        // Fields of a kind are brought together by the same lines: one of each kind has all choices, of the others one is enough.
        var choices = Enum.GetValues<ConflictChoice>();
        foreach (var choice in OfEachKind.Contains(name) ? choices : [choices[name.Length % choices.Length]])
        {
            var (other, mine, listing) = await TwoFormsAsync();
            var (theirs, own) = await ValuesAsync(field);
            await SaveAsync(other, theirs);
            var asked = await SaveAsync(mine, own);

            // Both stand beside each other, and nothing is saved or chosen beforehand.
            Assert.Single(asked.Document.QuerySelectorAll(".conflict"));
            Assert.Equal(2, asked.TextsOf(".conflict .sides h3").Count);
            Assert.Empty(asked.Document.QuerySelectorAll(".conflict input[checked]"));
            await SaysAsync(listing, field, theirs);

            await SaveAsync((mine.Staff, asked), ($"Conflict.Choices[{name}]", $"{choice}"));
            await SaysAsync(listing, field, choice == ConflictChoice.Theirs ? theirs : own);
        }
    }

    [Theory]
    [InlineData("az", true)]
    [InlineData("en", false)]
    public void An_amount_is_compared_as_it_reads_in_the_language_of_the_form(string language, bool isSame)
    {
        var saved = OpportunityInput.From(
            new OpportunityContent
            {
                AmountFrom = 1_250_000,
                AmountTo = 1_250_000,
                Currency = "USD",
            }
        );
        var typed = OpportunityInput.From(
            new OpportunityContent
            {
                AmountFrom = 1_250_000,
                AmountTo = 1_250_000,
                Currency = "USD",
            }
        );
        typed.AmountFrom = "1,250 mln";

        Assert.Equal(isSame, OpportunityField.Named("Amount")!.IsSame(saved, typed, language));
    }

    [Fact]
    public async Task Who_saved_and_when_is_said_with_both_texts()
    {
        var (other, mine, _) = await TwoFormsAsync();
        await SaveAsync(other, ("Input.Summary.En", "An assembly line for electric trucks and batteries in Sumgayit."));
        await SaveAsync(other with { Page = await other.Staff.OpenAsync(mine.Page.Path) }, ("Input.Title.Zh", "另一次保存"));
        var asked = await SaveAsync(mine, ("Input.Summary.En", "A hall for electric buses and batteries in Sumgayit."));

        Assert.Equal(["Summary · English"], asked.TextsOf(".conflict legend"));
        Assert.StartsWith($"Saved by {other.Person.Email}, ", asked.TextsOf(".conflict h3")[0], StringComparison.Ordinal);
        Assert.Equal(["[removed: buses]"], asked.TextsOf(".conflict .sides > div:first-child del"));
        Assert.Equal(["[added: trucks]"], asked.TextsOf(".conflict .sides > div:first-child ins"));
        Assert.Equal(["[added: A hall]"], asked.TextsOf(".conflict .sides > div:last-child ins"));
        Assert.Equal("A hall for electric buses and batteries in Sumgayit.", asked.ValueOf("Input.Summary.En"));
        // The history of the form that was opened is not shown as a difference of what only they changed.
        Assert.Single(asked.Document.QuerySelectorAll(".conflict"));
    }

    [Fact]
    public async Task As_edited_is_what_stands_in_the_form_and_mine_is_what_stood_in_it_before()
    {
        foreach (var (choice, kept) in new[] { ("AsEdited", "Put together"), ("Mine", "Mine"), ("Theirs", "Theirs") })
        {
            var (other, mine, listing) = await TwoFormsAsync();
            await SaveAsync(other, ("Input.Title.En", "Theirs"));
            var asked = await SaveAsync(mine, ("Input.Title.En", "Mine"));
            await SaveAsync((mine.Staff, asked), ("Input.Title.En", "Put together"), ("Conflict.Choices[Title.En]", choice));

            Assert.Equal(kept, (await InputAsync(listing)).Title.En);
        }
    }

    [Fact]
    public async Task Without_a_choice_nothing_is_saved_and_everything_stays()
    {
        var (other, mine, listing) = await TwoFormsAsync();
        await SaveAsync(other, ("Input.Title.En", "Theirs"), ("Input.Title.Az", "Onunku"), ("Input.Summary.Zh", "对方的摘要"));
        var asked = await SaveAsync(mine, ("Input.Title.En", "Mine"), ("Input.Title.Az", "Mənimki"));
        foreach (var bad in new[] { null, "", "7", "nonsense" })
        {
            asked = await SaveAsync(
                (mine.Staff, asked),
                ("Conflict.Choices[Title.En]", "Theirs"),
                ("Conflict.Choices[Title.Az]", bad),
                ("Input.Title.Az", "Mənimki, düzəldilmiş")
            );

            Assert.Contains("Some fields are not chosen yet; nothing was saved.", asked.Text, StringComparison.Ordinal);
            Assert.Equal(["Choose one."], asked.TextsOf("#Conflict_Title_Az .error"));
            Assert.Equal(
                ["Theirs"],
                asked.Document.QuerySelectorAll("#Conflict_Title_En input[checked]").Select(box => box.GetAttribute("value")!)
            );
            Assert.Equal("Mənimki, düzəldilmiş", asked.ValueOf("Input.Title.Az"));
        }
        await SaveAsync((mine.Staff, asked), ("Conflict.Choices[Title.Az]", "AsEdited"));
        var saved = await InputAsync(listing);
        Assert.Equal(("Theirs", "Mənimki, düzəldilmiş", "对方的摘要"), (saved.Title.En, saved.Title.Az, saved.Summary.Zh));
    }

    [Fact]
    public async Task A_third_persons_save_asks_again()
    {
        var (other, mine, listing) = await TwoFormsAsync();
        await SaveAsync(other, ("Input.Title.En", "Second"));
        var asked = await SaveAsync(mine, ("Input.Title.En", "Mine"));
        await SaveAsync(other with { Page = await other.Staff.OpenAsync(mine.Page.Path) }, ("Input.Title.En", "Third"));

        var again = await SaveAsync((mine.Staff, asked), ("Conflict.Choices[Title.En]", "Theirs"));
        Assert.Contains("Third", again.TextsOf(".conflict .sides > div:first-child ins")[0], StringComparison.Ordinal);
        Assert.Equal("Third", (await InputAsync(listing)).Title.En);
        await SaveAsync((mine.Staff, again), ("Conflict.Choices[Title.En]", "Mine"));
        Assert.Equal("Mine", (await InputAsync(listing)).Title.En);
    }

    [Fact]
    public async Task The_same_change_by_both_is_no_conflict()
    {
        var (other, mine, listing) = await TwoFormsAsync();
        await SaveAsync(other, ("Input.Title.En", "The same"), ("Input.AmountFrom", "5,000,000"));
        var saved = await SaveAsync(mine, ("Input.Title.En", "The same"), ("Input.AmountFrom", "5 million"), ("Input.Title.Az", "Mənimki"));

        Assert.Empty(saved.Document.QuerySelectorAll(".conflict"));
        Assert.Equal("Mənimki", (await InputAsync(listing)).Title.Az);
    }

    [Fact]
    public async Task A_form_whose_version_was_tampered_with_is_asked_for_all_that_differs()
    {
        foreach (var opened in new[] { "", "0", "-1", "99", "x" })
        {
            var (other, mine, listing) = await TwoFormsAsync();
            await SaveAsync(other, ("Input.Title.En", "Theirs"));
            var asked = await SaveAsync(mine, ("Input.Opened", opened), ("Input.Title.Az", "Mənimki"));

            Assert.Equal(["Title · Azərbaycanca", "Title · English"], asked.TextsOf(".conflict legend"));
            Assert.Equal("Theirs", (await InputAsync(listing)).Title.En);
        }
    }

    [Fact]
    public async Task What_the_merged_form_breaks_is_said_and_the_next_save_is_on_top_of_theirs()
    {
        var (other, mine, listing) = await TwoFormsAsync();
        await SaveAsync(other, ("Input.Title.En", "Theirs"));
        var refused = await SaveAsync(mine, ("Input.Summary.Az", ""));
        Assert.Contains("The summary is missing: Azərbaycanca", refused.TextsOf(".error-summary a"));
        Assert.Contains("What somebody else saved meanwhile was kept: Title · English.", refused.Text, StringComparison.Ordinal);

        await SaveAsync((mine.Staff, refused), ("Input.Summary.Az", "Mənim xülasəm"));
        var saved = await InputAsync(listing);
        Assert.Equal(("Theirs", "Mənim xülasəm"), (saved.Title.En, saved.Summary.Az));
    }

    [Fact]
    public async Task Hostile_texts_of_both_are_shown_and_never_run()
    {
        var (other, mine, listing) = await TwoFormsAsync();
        const string Hostile = "\"><script>alert(1)</script>\r\n\r\n  </textarea><b>";
        await SaveAsync(other, ("Input.Summary.En", "</ins><img src=x onerror=alert(2)>"));
        var asked = await SaveAsync(mine, ("Input.Summary.En", Hostile));
        Assert.Null(asked.Document.QuerySelector(".conflict script, .conflict img, .conflict b"));

        await SaveAsync((mine.Staff, asked), ("Conflict.Choices[Summary.En]", "Mine"));
        Assert.Equal("\"><script>alert(1)</script>\n\n  </textarea><b>", (await InputAsync(listing)).Summary.En);
    }

    [Fact]
    public async Task A_preview_in_between_changes_nothing_of_it()
    {
        var (other, mine, listing) = await TwoFormsAsync();
        await SaveAsync(other, ("Input.Title.En", "Theirs"));
        var previewed = await mine.Staff.SubmitAsync(await ActAsync(mine.Page, "?handler=Reach"), "main form", ("Input.Title.En", "Mine"));
        Assert.Equal("Theirs", (await InputAsync(listing)).Title.En);
        var asked = await SaveAsync((mine.Staff, await ActAsync(previewed, "")), ("Input.Title.En", "Mine"));
        Assert.Single(asked.Document.QuerySelectorAll(".conflict"));

        static Task<Page> ActAsync(Page page, string handler)
        {
            page.Document.QuerySelector("main form")!.SetAttribute("action", page.Path.Split('?')[0] + handler);
            return Task.FromResult(page);
        }
    }

    private sealed record Open(Visitor Staff, Person Person, Page Page);

    private async Task<(Open Other, Open Mine, Opportunity Listing)> TwoFormsAsync()
    {
        var (one, two) = (await site.People.StaffAsync(), await site.People.StaffAsync());
        var listing = await site.PublishAsync(o =>
            (o.Status, o.PublishedAt, o.ContactId) = (PublicationStatus.Published, o.PublishedAt, one.Id)
        );
        var path = $"/desk/opportunities/{listing.Id}/edit";
        var (a, b) = (await site.People.SignInAsync(one), await site.People.SignInAsync(two));
        return (new(a, one, await a.OpenAsync(path)), new(b, two, await b.OpenAsync(path)), listing);
    }

    private static Task<Page> SaveAsync(Open open, params (string Name, string? Value)[] fields) =>
        SaveAsync((open.Staff, open.Page), fields);

    private static Task<Page> SaveAsync((Visitor Staff, Page Page) open, params (string Name, string? Value)[] fields) =>
        open.Staff.SubmitAsync(open.Page, "main form", fields);

    /// <summary>What the two type into a field.</summary>
    private async Task<((string, string?)[] Theirs, (string, string?)[] Mine)> ValuesAsync(OpportunityField field)
    {
        var (theirs, mine) =
            field.Name == "ContactId" ? ([(await site.People.StaffAsync()).Id.ToString()], [(await site.People.StaffAsync()).Id.ToString()])
            : field.Language is null ? Others[field.Name]
            : (["What they wrote"], ["我写的"]);
        return (Pairs(theirs), Pairs(mine));

        (string, string?)[] Pairs(string[] values) =>
            field.Parts.Count == 1
                ? [.. values.Select(value => ("Input." + field.Parts[0].Name, (string?)value))]
                : [.. field.Parts.Zip(values, (part, value) => ("Input." + part.Name, (string?)value))];
    }

    private async Task SaysAsync(Opportunity listing, OpportunityField field, (string Name, string? Value)[] pairs)
    {
        var expected = new OpportunityInput();
        foreach (var part in field.Parts)
            part.Write(expected, [.. pairs.Where(pair => pair.Name == "Input." + part.Name).Select(pair => pair.Value ?? "")]);
        var saved = await InputAsync(listing);
        Assert.True(field.IsSame(expected, saved), $"{field.Name}: {string.Join(' ', field.Parts.SelectMany(part => part.Read(saved)))}");
    }

    private async Task<OpportunityInput> InputAsync(Opportunity listing) =>
        OpportunityInput.From(
            OpportunityContent.Of(await site.InDatabaseAsync(db => db.Opportunities.AsNoTracking().SingleAsync(o => o.Id == listing.Id)))
        );
}
