using System.Text.RegularExpressions;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.MyOrganisation;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Desk.People;

/// <summary>
/// What remains of somebody whose access was withdrawn: links that do nothing, and listings that somebody else looks after.
/// </summary>
public sealed class LeavingTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_listings_of_a_colleague_who_leaves_get_the_contact_that_was_chosen()
    {
        var (leaving, staying) = (await site.People.StaffAsync(), await site.People.StaffAsync());
        var (theirs, others) = (await ListingOfAsync(leaving), await ListingOfAsync(staying));
        var administrator = await AdministratorAsync();
        var page = await administrator.OpenAsync($"/desk/people/{leaving.Id}/access");
        Assert.Contains("the contact for listings (1)", page.Text, StringComparison.Ordinal);
        Assert.Contains(
            page.Document.QuerySelectorAll("select[name=Successor] option"),
            option => option.GetAttribute("value") == staying.Id.ToString()
        );
        Assert.DoesNotContain(
            page.Document.QuerySelectorAll("select[name=Successor] option"),
            option => option.GetAttribute("value") == leaving.Id.ToString()
        );

        await administrator.SubmitAsync(page, "main form", ("Withdraw", "true"), ("Successor", staying.Id.ToString()));

        Assert.Equal(
            [staying.Id, staying.Id],
            await site.InDatabaseAsync(db =>
                db.Opportunities.Where(o => o.Id == theirs.Id || o.Id == others.Id).Select(o => o.ContactId!.Value).ToListAsync()
            )
        );
        var open = (await site.NewVisitor().OpenAsync("/opportunities/" + theirs.Slug)).Html;
        Assert.Contains(staying.Email!, open, StringComparison.Ordinal);
        Assert.DoesNotContain(leaving.Email!, open, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0193a000-0000-7000-8000-000000000000")]
    [InlineData("themselves")]
    [InlineData("investor")]
    public async Task Nobody_leaves_before_the_listings_are_handed_to_somebody_of_the_desk(string successor)
    {
        var leaving = await site.People.StaffAsync();
        var listing = await ListingOfAsync(leaving);
        var administrator = await AdministratorAsync();
        var chosen = successor switch
        {
            "themselves" => leaving.Id.ToString(),
            "investor" => (await site.People.InvestorAsync()).Id.ToString(),
            _ => successor,
        };

        var answer = await administrator.SubmitAsync(
            await administrator.OpenAsync($"/desk/people/{leaving.Id}/access"),
            "main form",
            ("Withdraw", "true"),
            ("Successor", chosen)
        );

        Assert.Contains("Choose who takes the listings over", answer.Text, StringComparison.Ordinal);
        Assert.Equal(
            leaving.Id,
            await site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == listing.Id).Select(o => o.ContactId!.Value).SingleAsync())
        );
        Assert.False(
            await site.InDatabaseAsync(db =>
                db.Users.Where(p => p.Id == leaving.Id).Select(p => p.LockoutEnd == DateTimeOffset.MaxValue).SingleAsync()
            )
        );
    }

    [Fact]
    public async Task One_who_left_is_neither_shown_nor_offered_as_a_contact()
    {
        var left = await site.People.StaffAsync();
        var listing = await ListingOfAsync(left);
        // As it was before listings were handed over.
        await WithdrawAsync(left);

        Assert.DoesNotContain(
            left.Email!,
            (await site.NewVisitor().OpenAsync("/opportunities/" + listing.Slug)).Html,
            StringComparison.Ordinal
        );
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        Assert.DoesNotContain(
            left.Id.ToString(),
            (await staff.OpenAsync($"/desk/opportunities/{listing.Id}/edit")).Html,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(left.Id.ToString(), (await staff.OpenAsync("/desk/opportunities/create")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_in_old_alerts_do_nothing()
    {
        var person = await site.People.InvestorAsync();
        await site.AddMandateAsync(person);
        var listing = await site.PublishAsync();
        var mail = await site.Mails.WaitForAsync(person.Email!, m => m.Text.Contains("/alerts/", StringComparison.Ordinal));
        var link = Regex.Match(mail.Text, @"http://localhost(/alerts/[\w-]{44})").Groups[1].Value;
        var (visitor, another) = (site.NewVisitor(), site.NewVisitor());
        var page = await visitor.OpenAsync(link);
        var stopped = await another.SubmitAsync(
            await another.OpenAsync("/unsubscribe/" + Token(LinkPurpose.Unsubscribe, person)),
            "main form"
        );
        var keep = await visitor.OpenAsync("/preferences/" + Token(LinkPurpose.Preferences, person) + "/keep");
        await WithdrawAsync(person);

        var answers = new[]
        {
            await visitor.OpenAsync(link),
            await visitor.SubmitAsync(page, "form[action$='/answer']", ("answer", "fits")),
            await visitor.SubmitAsync(page, "form[action$='/pause']", ("paused", "true")),
            await another.SubmitAsync(stopped, "form[action$='/resume']"),
            await visitor.SubmitAsync(keep, "main form"),
            await visitor.OpenAsync("/preferences/" + Token(LinkPurpose.Preferences, person)),
        };

        Assert.All(answers, answer => Assert.Equal(404, (int)answer.Status));
        Assert.False(await site.InDatabaseAsync(db => db.Feedback.AnyAsync(f => f.OpportunityId == listing.Id)));
        Assert.True(await site.InDatabaseAsync(db => db.Mandates.AnyAsync(m => m.OwnerId == person.Id && m.PausedAt == null)));
        Assert.NotNull(
            await site.InDatabaseAsync(db => db.Users.Where(p => p.Id == person.Id).Select(p => p.AlertsStoppedAt).SingleAsync())
        );
        // A mail program's one click must not be told that it failed.
        var shown = await site.NewVisitor().OpenAsync("/unsubscribe/" + Token(LinkPurpose.Unsubscribe, person));
        Assert.Empty(shown.Document.QuerySelectorAll("main form, main a[href^='/preferences/']"));
    }

    [Fact]
    public async Task What_became_of_a_submission_is_told_to_members_who_still_have_access()
    {
        var (there, left) = (await site.People.InvestorAsync(), await site.People.InvestorAsync());
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == left.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.OrganisationId, there.OrganisationId))
        );
        await WithdrawAsync(left);
        var listing = await site.PublishAsync(o => o.SubmittedById = there.OrganisationId);

        await site.InDatabaseAsync(async db =>
        {
            var saved = await db.Opportunities.SingleAsync(o => o.Id == listing.Id);
            await SubmissionMail.AddAsync(
                db,
                site.Services.GetRequiredService<RecipientProviders>(),
                saved,
                SubmissionMail.Accepted,
                TimeProvider.System.GetUtcNow(),
                CancellationToken.None
            );
            return await db.SaveChangesAsync();
        });
        Assert.Equal(
            [there.Id],
            await site.InDatabaseAsync(db =>
                db.Mails.Where(m => m.Kind == SubmissionMail.Accepted && (m.PersonId == there.Id || m.PersonId == left.Id))
                    .Select(m => m.PersonId!.Value)
                    .ToListAsync()
            )
        );
    }

    private async Task<Visitor> AdministratorAsync() => await site.People.SignInAsync(await site.People.AdministratorAsync());

    private Task<Opportunity> ListingOfAsync(Person contact) =>
        site.PublishAsync(o => (o.ContactId, o.Subsector) = (contact.Id, "auto.parts"));

    private string Token(LinkPurpose purpose, Person person) => site.Services.GetRequiredService<LinkTokens>().Make(purpose, person.Id);

    private Task<int> WithdrawAsync(Person person) =>
        site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == person.Id)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(p => p.LockoutEnd, DateTimeOffset.MaxValue)
                        .SetProperty(p => p.AlertsStoppedAt, TimeProvider.System.GetUtcNow())
                )
        );
}
