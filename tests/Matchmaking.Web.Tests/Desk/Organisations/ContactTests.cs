using System.Net;
using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Features.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.Organisations;

/// <summary>The desk knows whom to call, writes down what was said, and reads all that has passed in one line.</summary>
public sealed class ContactTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_person_is_added_called_corrected_and_erased()
    {
        var organisation = await site.AddProspectAsync();
        var staff = await StaffAsync();
        var page = $"/desk/organisations/{organisation.Id}";
        Assert.Contains("Nobody yet.", (await staff.OpenAsync(page)).Text, StringComparison.Ordinal);

        var added = await staff.SubmitAsync(
            await staff.OpenAsync(page + "/contacts/create"),
            "main form",
            ("Input.Name", "李伟"),
            ("Input.Role", "投资经理"),
            ("Input.Phone", "+86 10 1234-5678"),
            ("Input.WeChat", "liwei_88")
        );
        Assert.Equal(page, added.Path);
        Assert.Equal("tel:+861012345678", added.Document.QuerySelector("a[href^=tel]")!.GetAttribute("href"));
        Assert.Contains("liwei_88", added.Text, StringComparison.Ordinal);

        var person = await site.InDatabaseAsync(db => db.ContactPeople.SingleAsync(p => p.OrganisationId == organisation.Id));
        var call = await staff.OpenAsync($"{page}/entries/create?contact={person.Id}");
        Assert.Equal("李伟", call.Document.QuerySelector("#With")!.GetAttribute("value"));
        var called = await staff.SubmitAsync(call, "main form", ("When", "2026-06-01T10:15"), ("Words", "Asked about gas prices."));
        Assert.Contains("Asked about gas prices.", called.Text, StringComparison.Ordinal);
        Assert.Contains("01.06.2026 10:15 (Baku time)", called.Text, StringComparison.Ordinal);

        var edit = await staff.OpenAsync($"/desk/organisations/contacts/{person.Id}/edit");
        await staff.SubmitAsync(edit, "main form", ("Input.Phone", ""));
        var look = await staff.OpenAsync($"/desk/organisations/contacts/{person.Id}/removal");
        var gone = await staff.SubmitAsync(look, "main form");

        Assert.False(await site.InDatabaseAsync(db => db.ContactPeople.AnyAsync(p => p.Id == person.Id)));
        Assert.Contains("Asked about gas prices.", gone.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.SubmitAsync(look, "main form")).Status);
    }

    [Theory]
    [InlineData("Input.Name", " ", "A name is needed.")]
    [InlineData("Input.Email", "no address", "Give a valid email address")]
    [InlineData("Input.Phone", "abc", "Write a telephone number.")]
    [InlineData("Input.Phone", "12-34", "Write a telephone number.")]
    [InlineData("Input.Email", "", "Write at least one way to reach this person")]
    public async Task A_person_without_a_name_or_with_a_wrong_address_is_refused(string field, string typed, string complaint)
    {
        var organisation = await site.AddProspectAsync();
        var staff = await StaffAsync();
        (string, string?)[] whole = [("Input.Name", "Li Wei"), ("Input.Role", "Kept role"), ("Input.Email", "li@example.org")];

        var answer = await staff.SubmitAsync(
            await staff.OpenAsync($"/desk/organisations/{organisation.Id}/contacts/create"),
            "main form",
            [.. whole.Where(one => one.Item1 != field), (field, typed)]
        );

        Assert.StartsWith(complaint, answer.TextsOf(".field .error").Single(), StringComparison.Ordinal);
        Assert.Equal("Kept role", answer.Document.QuerySelector("#Input_Role")!.GetAttribute("value"));
        Assert.False(await site.InDatabaseAsync(db => db.ContactPeople.AnyAsync(p => p.OrganisationId == organisation.Id)));
    }

    [Theory]
    [InlineData("Words", "", "Write what was said.")]
    [InlineData("When", "2999-01-01T10:00", "Write a day and time that have passed.")]
    [InlineData("When", "yesterday", "Write a day and time that have passed.")]
    [InlineData("When", "0001-01-01T00:00", "Write a day and time that have passed.")]
    public async Task A_call_without_words_or_of_the_future_is_refused_and_stays_as_typed(string field, string typed, string complaint)
    {
        var organisation = await site.AddProspectAsync();
        var staff = await StaffAsync();
        (string, string?)[] whole = [("With", "Kept name"), ("When", "2026-06-01T10:15"), ("Words", "Something")];

        var answer = await staff.SubmitAsync(
            await staff.OpenAsync($"/desk/organisations/{organisation.Id}/entries/create"),
            "main form",
            [.. whole.Where(one => one.Item1 != field), (field, typed)]
        );

        Assert.Equal([complaint], answer.TextsOf(".field .error"));
        Assert.Equal("Kept name", answer.Document.QuerySelector("#With")!.GetAttribute("value"));
        Assert.False(await site.InDatabaseAsync(db => db.OrganisationEntries.AnyAsync(e => e.OrganisationId == organisation.Id)));
    }

    [Fact]
    public async Task All_that_passed_stands_in_one_line_of_its_own_organisation_alone()
    {
        var (investor, stranger) = (await site.People.InvestorAsync(), await site.People.InvestorAsync());
        var listing = await site.PublishAsync();
        await site.AskAsync(investor, listing);
        await site.AskAsync(stranger, listing);
        await site.InDatabaseAsync(async db =>
        {
            foreach (var (person, text) in new[] { (investor, "Ours was said."), (stranger, "Theirs was said.") })
            {
                db.OrganisationEntries.Add(Entry(person.OrganisationId!.Value, OrganisationEntryKind.Note, text));
                var feedback = new Web.Features.Matches.Feedback.OpportunityFeedback
                {
                    OrganisationId = person.OrganisationId.Value,
                    OpportunityId = listing.Id,
                    Answer = FeedbackAnswer.DoesNotFit,
                };
                feedback.Note(listing, FeedbackAnswer.DoesNotFit, FeedbackCause.Place, person.Id, TimeProvider.System.GetUtcNow());
                db.Feedback.Add(feedback);
            }
            return await db.SaveChangesAsync();
        });
        var staff = await StaffAsync();

        var all = await staff.OpenAsync($"/desk/organisations/{investor.OrganisationId}");
        Assert.Contains("Ours was said.", all.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Theirs was said.", all.Text, StringComparison.Ordinal);
        Assert.Single(Lines(all), line => line.Contains("It does not fit · ", StringComparison.Ordinal));
        Assert.Single(Lines(all), line => line.Contains("Enquiry 0", StringComparison.Ordinal));

        var notes = await staff.OpenAsync($"/desk/organisations/{investor.OrganisationId}?kind=note");
        Assert.Single(Lines(notes), line => line.Contains("Ours was said.", StringComparison.Ordinal));
        Assert.Single(Lines(notes));
    }

    [Fact]
    public async Task The_timeline_goes_on_without_a_line_lost_or_doubled_also_when_all_are_of_one_moment()
    {
        var organisation = await site.AddProspectAsync();
        var at = new DateTimeOffset(2026, 6, 1, 8, 0, 0, TimeSpan.Zero);
        await site.InDatabaseAsync(db =>
        {
            db.AddRange(
                Enumerable
                    .Range(0, 65)
                    .Select(i => Entry(organisation.Id, (OrganisationEntryKind)(i % 2), FormattableString.Invariant($"line {i:00}"), at))
            );
            return db.SaveChangesAsync();
        });
        var staff = await StaffAsync();

        var (seen, path) = (new List<string>(), $"/desk/organisations/{organisation.Id}");
        for (var pages = 0; path is not null && pages < 5; pages++)
        {
            var page = await staff.OpenAsync(path);
            seen.AddRange(page.TextsOf("section[aria-labelledby=timeline] .kept-lines").Select(line => line.Trim()));
            path = page
                .Document.QuerySelectorAll("section[aria-labelledby=timeline] .pagination a")
                .Select(link => link.GetAttribute("href")!)
                .SingleOrDefault(href => href.Contains("after=", StringComparison.Ordinal));
        }

        Assert.Equal(65, seen.Count);
        Assert.Equal(65, seen.Distinct().Count());
    }

    [Fact]
    public async Task Whom_to_call_names_the_person_and_leads_to_the_call()
    {
        var organisation = await site.AddProspectAsync();
        var staff = await StaffAsync();
        await site.InDatabaseAsync(db =>
        {
            db.ContactPeople.Add(
                new()
                {
                    OrganisationId = organisation.Id,
                    Name = "Li Wei",
                    CreatedAt = TimeProvider.System.GetUtcNow(),
                }
            );
            return db.SaveChangesAsync();
        });

        var page = await staff.OpenAsync($"/desk/organisations/{organisation.Id}");

        Assert.Contains("Li Wei", page.TextsOf(".name-list b"));
        Assert.Contains("No telephone or WeChat yet", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("a[aria-label='Record a call with Li Wei']"));
    }

    [Fact]
    public async Task A_code_with_a_wrong_check_is_refused_with_what_was_meant_and_a_right_one_is_called_valid_in_form()
    {
        var organisation = await site.AddProspectAsync();
        var staff = await StaffAsync();
        var path = $"/desk/organisations/{organisation.Id}/edit";

        var refused = await staff.SubmitAsync(await staff.OpenAsync(path), "main form", ("Input.RegistrationCode", "9144O300192317458F"));
        Assert.Equal(
            "It has a character that no USCC has (there is no I, O, S, V or Z). Did you mean 91440300192317458F?",
            refused.TextsOf(".field .error").Single()
        );
        Assert.Equal("9144O300192317458F", refused.Document.QuerySelector("#Input_RegistrationCode")!.GetAttribute("value"));

        var saved = await staff.SubmitAsync(
            refused,
            "main form",
            ("Input.RegistrationCode", "9144 0300 1923 1745 8f"),
            ("Input.Website", "https://example.org/"),
            ("Input.Intent", "ContractWork")
        );
        Assert.Contains("91440300192317458F", saved.Text, StringComparison.Ordinal);
        Assert.Contains("form valid", saved.Text, StringComparison.Ordinal);
        Assert.Contains("Do contract work", saved.TextsOf(".facts dd"));
        Assert.Contains(organisation.Name, (await staff.OpenAsync("/desk/organisations?kind=contractor")).Text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Lines(Page page) => page.TextsOf("section[aria-labelledby=timeline] ol > li");

    private static OrganisationEntry Entry(Guid organisation, OrganisationEntryKind kind, string text, DateTimeOffset? at = null) =>
        new()
        {
            OrganisationId = organisation,
            Kind = kind,
            At = at ?? TimeProvider.System.GetUtcNow(),
            With = "",
            Text = text,
        };

    private async Task<Visitor> StaffAsync() => await site.People.SignInAsync(await site.People.StaffAsync());
}
