using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.Enquiries;

/// <summary>Whoever answers sees what the same investor asked beside it, and whoever asks again is shown what was asked.</summary>
public sealed class BesideTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_desk_sees_what_the_same_organisation_asked_open_and_ended_and_nobody_elses()
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var (investor, other) = (await site.People.InvestorAsync(), await site.People.InvestorAsync());
        var colleague = await site.People.ColleagueOfAsync(investor);
        var first = await site.AskAsync(investor, text: "The first question");
        var visitor = await site.People.SignInAsync(investor);
        await visitor.SubmitAsync(await visitor.OpenAsync($"/enquiries/{first.Id}/withdrawal"), "main form");
        var second = await site.AskAsync(colleague, text: "The second question");
        var alone = await site.AskAsync(other, text: "Of another company");

        var page = await staff.OpenAsync("/desk/enquiries/" + second.Id);

        Assert.Equal(["The first question"], page.TextsOf("#beside a"));
        Assert.Contains("Withdrawn", page.TextsOf("#beside .pill").Single(), StringComparison.Ordinal);
        Assert.Null((await staff.OpenAsync("/desk/enquiries/" + alone.Id)).Document.QuerySelector("#beside"));
    }

    [Fact]
    public async Task Somebody_without_an_account_is_known_by_the_address()
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var investor = await site.People.InvestorAsync();
        var (one, other) = (await site.AskAsync(investor, text: "One"), await site.AskAsync(investor, text: "Other"));
        Guid[] both = [one.Id, other.Id];
        await site.InDatabaseAsync(db =>
            db.Enquiries.Where(e => both.Contains(e.Id))
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(e => e.OrganisationId, (Guid?)null)
                        .SetProperty(e => e.PersonId, (Guid?)null)
                        .SetProperty(e => e.Email, "plain@example.net")
                )
        );

        Assert.Equal(["Other"], (await staff.OpenAsync("/desk/enquiries/" + one.Id)).TextsOf("#beside a"));
    }

    [Fact]
    public async Task Who_asks_about_a_listing_again_is_shown_what_was_asked_and_may_ask_still()
    {
        await site.People.StaffAsync();
        var listing = await site.PublishAsync();
        var investor = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(investor);
        var path = "/enquiries/create?listing=" + listing.Slug;
        Assert.Null((await visitor.OpenAsync(path)).Document.QuerySelector("#before"));
        var asked = await site.AskAsync(investor, listing);

        var page = await visitor.OpenAsync(path);

        Assert.Equal($"/enquiries/{asked.Id}", page.Document.QuerySelector("#before a")!.GetAttribute("href"));
        var sent = await visitor.SubmitAsync(page, "form.ask", ("Input.Words", "And the water?"));
        Assert.NotEqual(asked.Id.ToString(), sent.Path.Split('/')[2].Split('?')[0]);
        Assert.Equal(2, await site.InDatabaseAsync(db => db.Enquiries.CountAsync(e => e.OpportunityId == listing.Id)));
        var stranger = await site.People.SignInAsync(await site.People.InvestorAsync());
        Assert.Null((await stranger.OpenAsync(path)).Document.QuerySelector("#before"));
        Assert.Null((await site.NewVisitor().OpenAsync(path)).Document.QuerySelector("#before"));
    }
}
