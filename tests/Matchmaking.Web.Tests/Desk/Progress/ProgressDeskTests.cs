using System.Net;
using Matchmaking.Web.Features.Progress;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.Progress;

/// <summary>The desk keeps signed documents and facts; the public reads at once what was saved.</summary>
public sealed class ProgressDeskTests(Site site) : IClassFixture<Site>
{
    private const string Create = "/desk/progress/documents/create";

    [Fact]
    public async Task A_new_document_is_public_at_once_and_its_author_is_kept()
    {
        var visitor = site.NewVisitor();
        Assert.DoesNotContain("Alat port agreement", (await visitor.OpenAsync("/progress")).Text, StringComparison.Ordinal);
        var listing = await site.PublishAsync();
        var (me, staff) = await StaffAsync();

        var done = await staff.SubmitAsync(
            await staff.OpenAsync(Create),
            "main form",
            [
                .. Texts("Title", "Alat port agreement"),
                .. Texts("Parties", "Port of Baku; CRRC"),
                .. Texts("Outcome", "Work has begun."),
                ("Input.SignedOn", "2025-04"),
                ("Input.LegalStage", "4"),
                ("Input.Sector", "logi"),
                ("Input.Listing", "https://invest.example.org/opportunities/" + listing.Slug),
                ("Input.ProgressedOn", "2025-06-30"),
                ("Input.Sources", "https://example.org/port"),
            ]
        );

        Assert.Equal("/desk/progress", done.Path);
        var page = await visitor.OpenAsync("/progress");
        Assert.Contains("Alat port agreement", page.TextsOf(".documents h3"));
        Assert.Contains("Last progress: 30 June 2025", page.Text, StringComparison.Ordinal);
        var saved = await site.InDatabaseAsync(db => db.SignedDocuments.SingleAsync(d => d.Title.En == "Alat port agreement"));
        Assert.Equal(
            (new DateOnly(2025, 4, 1), "month", 4, "logi", (Guid?)listing.Id),
            (saved.SignedOn, saved.DateKnown, saved.LegalStage!.Value, saved.Sector, saved.OpportunityId)
        );
        Assert.Equal([(ProgressEventKind.Added, (Guid?)me)], await HistoryAsync(saved.Id));
    }

    [Theory]
    [InlineData("Input.SignedOn", "30.06.2025", "“30.06.2025” is no date. Write 2025, 2025-04 or 2025-04-23.")]
    [InlineData("Input.SignedOn", "2999", "The date must lie between 1991 and today.")]
    [InlineData("Input.Title.Zh", " ", "This text is missing: 简体中文")]
    [InlineData("Input.Listing", "nothing-of-the-kind", "There is no listing “nothing-of-the-kind”.")]
    [InlineData("Input.ProgressedOn", "2025-03", "“2025-03” is no whole date. Write for example 2025-04-23.")]
    [InlineData("Input.ProgressedOn", "2025-04-22", "It must lie between the signature and today.")]
    [InlineData("Input.Sources", "", "Progress needs a source.")]
    [InlineData("Input.LegalStage", "9", "Choose from the list.")]
    [InlineData("Input.Sector", "none", "Choose from the list.")]
    public async Task What_cannot_be_read_is_said_beside_its_field_and_stays_as_typed(string field, string typed, string complaint)
    {
        var (_, staff) = await StaffAsync();
        (string, string?)[] whole =
        [
            .. Texts("Title", "Refused document"),
            .. Texts("Parties", "A; B"),
            .. Texts("Outcome", "Nothing yet."),
            ("Input.SignedOn", "2025-04-23"),
            ("Input.ProgressedOn", "2025-06-30"),
            ("Input.Sources", "https://example.org/a"),
        ];

        var answer = await staff.SubmitAsync(
            await staff.OpenAsync(Create),
            "main form",
            [.. whole.Where(one => one.Item1 != field), (field, typed)]
        );

        Assert.Contains(complaint, answer.TextsOf(".field .error"));
        Assert.Equal("Refused document", answer.TextsOf("#Input_Title_En").Single().Trim());
        Assert.False(await site.InDatabaseAsync(db => db.SignedDocuments.AnyAsync(d => d.Title.En == "Refused document")));
    }

    [Fact]
    public async Task Two_who_edit_at_once_lose_nothing_and_are_both_named()
    {
        var id = await AddAsync("Edited by two");
        var ((first, one), (second, other)) = (await StaffAsync(), await StaffAsync());
        var path = $"/desk/progress/documents/{id}/edit";
        var (mine, theirs) = (await one.OpenAsync(path), await other.OpenAsync(path));
        await one.SubmitAsync(mine, "main form", ("Input.Outcome.En", "It was built."));

        var merged = await other.SubmitAsync(theirs, "main form", ("Input.SignedOn", "2024"));

        Assert.Equal("/desk/progress", merged.Path);
        var saved = await site.InDatabaseAsync(db => db.SignedDocuments.SingleAsync(d => d.Id == id));
        Assert.Equal(("It was built.", "year"), (saved.Outcome.En, saved.DateKnown));
        Assert.Equal([(ProgressEventKind.Changed, (Guid?)second), (ProgressEventKind.Changed, first)], await HistoryAsync(id));
    }

    [Fact]
    public async Task What_both_changed_is_asked()
    {
        var id = await AddAsync("Asked about");
        var ((_, one), (_, other)) = (await StaffAsync(), await StaffAsync());
        var path = $"/desk/progress/documents/{id}/edit";
        var (mine, theirs) = (await one.OpenAsync(path), await other.OpenAsync(path));
        await one.SubmitAsync(mine, "main form", ("Input.Outcome.En", "It was built."));

        var asked = await other.SubmitAsync(theirs, "main form", ("Input.Outcome.En", "It was given up."));

        Assert.Equal(["What has followed"], asked.TextsOf(".conflict legend"));
        Assert.Equal(
            "It was built.",
            await site.InDatabaseAsync(db => db.SignedDocuments.Where(d => d.Id == id).Select(d => d.Outcome.En).SingleAsync())
        );
    }

    [Fact]
    public async Task A_removed_document_leaves_the_public_page_and_a_line_of_who_removed_it()
    {
        var id = await AddAsync("To be removed");
        var visitor = site.NewVisitor();
        Assert.Contains("To be removed", (await visitor.OpenAsync("/progress")).Text, StringComparison.Ordinal);
        var (me, staff) = await StaffAsync();

        var look = await staff.OpenAsync($"/desk/progress/documents/{id}/removal");
        Assert.Contains("To be removed", look.Text, StringComparison.Ordinal);
        var done = await staff.SubmitAsync(look, "main form");

        Assert.DoesNotContain("To be removed", (await visitor.OpenAsync("/progress")).Text, StringComparison.Ordinal);
        Assert.Equal([(ProgressEventKind.Removed, (Guid?)me)], await HistoryAsync(id));
        Assert.Contains("To be removed", done.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.SubmitAsync(look, "main form")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync($"/desk/progress/documents/{id}/edit")).Status);
    }

    [Fact]
    public async Task What_nothing_was_heard_of_for_longest_comes_first()
    {
        await AddAsync("Z silent since 1999", d => d.SignedOn = new(1999, 1, 1));
        await AddAsync("Z signed 1998, news of 2020", d => (d.SignedOn, d.ProgressedOn) = (new(1998, 1, 1), new(2020, 1, 1)));
        var (_, staff) = await StaffAsync();

        var titles = (await staff.OpenAsync("/desk/progress")).TextsOf("tbody th a").Where(title => title.StartsWith('Z'));

        Assert.Equal(["Z silent since 1999", "Z signed 1998, news of 2020"], titles);
    }

    [Fact]
    public async Task A_fact_is_added_corrected_and_removed()
    {
        var (_, staff) = await StaffAsync();
        await staff.SubmitAsync(
            await staff.OpenAsync("/desk/progress/facts/create"),
            "main form",
            [
                .. Texts("Text", "A dated fact"),
                ("Input.Date", "2025-04"),
                ("Input.Sector", "agri"),
                ("Input.Place", "ABX"),
                ("Input.Source", "https://example.org/fact"),
            ]
        );
        var fact = await site.InDatabaseAsync(db => db.SectorFacts.SingleAsync(f => f.Text.En == "A dated fact"));
        Assert.Equal(("2025-04", "agri", "ABX"), (fact.Date, fact.Sector, fact.Place));
        Assert.Contains("A dated fact", (await site.NewVisitor().OpenAsync("/sectors/agri")).Text, StringComparison.Ordinal);

        var edit = await staff.OpenAsync($"/desk/progress/facts/{fact.Id}/edit");
        await staff.SubmitAsync(edit, "main form", ("Input.Text.En", "A corrected fact"));
        Assert.Contains("A corrected fact", (await site.NewVisitor().OpenAsync("/sectors/agri")).Text, StringComparison.Ordinal);

        await staff.SubmitAsync(await staff.OpenAsync($"/desk/progress/facts/{fact.Id}/removal"), "main form");
        Assert.DoesNotContain("A corrected fact", (await site.NewVisitor().OpenAsync("/sectors/agri")).Text, StringComparison.Ordinal);
    }

    private static IEnumerable<(string, string?)> Texts(string field, string text) =>
        [($"Input.{field}.Zh", text), ($"Input.{field}.Az", text), ($"Input.{field}.En", text)];

    private async Task<(Guid Id, Visitor Visitor)> StaffAsync()
    {
        var staff = await site.People.StaffAsync();
        return (staff.Id, await site.People.SignInAsync(staff));
    }

    private async Task<(ProgressEventKind, Guid?)[]> HistoryAsync(Guid row) =>
        [
            .. (
                await site.InDatabaseAsync(db =>
                    db.ProgressEvents.AsNoTracking().Where(e => e.RowId == row).OrderByDescending(e => e.At).ToListAsync()
                )
            ).Select(line => (line.Kind, line.ById)),
        ];

    private Task<Guid> AddAsync(string title, Action<SignedDocument>? change = null) =>
        site.InDatabaseAsync(async db =>
        {
            var document = new SignedDocument
            {
                SignedOn = new(2025, 4, 23),
                DateKnown = "day",
                Title = new(title, title, title),
                Parties = new("甲；乙", "A; B", "A; B"),
                Outcome = new("未见公布。", "Açıqlanmayıb.", "Nothing is published."),
            };
            change?.Invoke(document);
            db.SignedDocuments.Add(document);
            await db.SaveChangesAsync();
            return document.Id;
        });
}
