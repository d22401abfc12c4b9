using System.Net;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Alerts;

/// <summary>A link of a mail in the hands of somebody whom it was not sent to.</summary>
public sealed class ForwardedMailTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Whoever_it_was_forwarded_to_looks_and_is_asked_before_answering_for_the_addressee()
    {
        var (person, item, link) = await AlertedAsync("auto.ebus");
        var visitor = site.NewVisitor();
        var page = await visitor.OpenAsync(link);
        Assert.Contains("This alert was sent to " + MaskedAddress.Of(person.Email!), page.Text, StringComparison.Ordinal);

        var question = await visitor.SubmitAsync(page, "form[action$='/answer']", ("answer", "does-not-fit"));

        Assert.Contains("Was this email sent to you?", question.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(person.Email!, question.Html, StringComparison.Ordinal);
        Assert.Empty(await AnswersAsync(item));
        await visitor.SubmitAsync(question, "form.addressee");
        Assert.Equal([person.Id], await AnswersAsync(item));
    }

    [Fact]
    public async Task Who_has_confirmed_is_not_asked_again_in_this_browser_and_in_another_is()
    {
        var (person, item, link) = await AlertedAsync("renw.solar");
        var visitor = site.NewVisitor();
        await visitor.SubmitAsAddresseeAsync(await visitor.OpenAsync(link), "form[action$='/answer']", ("answer", "fits"));

        var again = await visitor.SubmitAsync(await visitor.OpenAsync(link), "form[action$='/answer']", ("answer", "none"));
        var elsewhere = site.NewVisitor();
        var asked = await elsewhere.SubmitAsync(await elsewhere.OpenAsync(link), "form[action$='/pause']", ("paused", "true"));

        Assert.Empty(again.Document.QuerySelectorAll("form.addressee"));
        Assert.Empty(await AnswersAsync(item));
        Assert.Single(asked.Document.QuerySelectorAll("form.addressee"));
        Assert.Null(await site.InDatabaseAsync(db => db.Mandates.Where(m => m.OwnerId == person.Id).Select(m => m.PausedAt).SingleAsync()));
    }

    [Fact]
    public async Task What_was_confirmed_for_one_person_counts_for_no_other()
    {
        var (_, _, link) = await AlertedAsync("chem");
        var (_, other, otherLink) = await AlertedAsync("agri");
        var visitor = site.NewVisitor();
        await visitor.SubmitAsAddresseeAsync(await visitor.OpenAsync(link), "form[action$='/answer']", ("answer", "fits"));

        var asked = await visitor.SubmitAsync(await visitor.OpenAsync(otherLink), "form[action$='/answer']", ("answer", "fits"));

        Assert.Single(asked.Document.QuerySelectorAll("form.addressee"));
        Assert.Empty(await AnswersAsync(other));
    }

    [Fact]
    public async Task A_colleague_who_is_signed_in_answers_in_the_own_name()
    {
        var (person, item, link) = await AlertedAsync("wast.municipal");
        var colleague = await site.People.ColleagueOfAsync(person);
        var visitor = await site.People.SignInAsync(colleague);

        await visitor.SubmitAsync(await visitor.OpenAsync(link), "form[action$='/answer']", ("answer", "fits"));

        Assert.Equal([colleague.Id], await AnswersAsync(item));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Somebody_else_who_is_signed_in_cannot_act_for_the_addressee_even_by_saying_so(bool isDesk)
    {
        var (_, item, link) = await AlertedAsync(isDesk ? "tour" : "logi");
        var visitor = await site.People.SignInAsync(isDesk ? await site.People.StaffAsync() : await site.People.InvestorAsync());

        var page = await visitor.SubmitAsync(
            await visitor.OpenAsync(link),
            "form[action$='/answer']",
            ("answer", "fits"),
            ("addressee", "true")
        );

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Contains("cannot act for the addressee", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("form.addressee"));
        Assert.Empty(await AnswersAsync(item));
    }

    [Theory]
    [InlineData("/alerts", "main form")]
    [InlineData("/language", "main form")]
    [InlineData("/keep", "main form")]
    public async Task The_settings_behind_a_forwarded_mail_ask_first_and_keep_what_was_typed(string path, string form)
    {
        var person = await site.People.InvestorAsync();
        var link = "/preferences/" + site.Services.GetRequiredService<LinkTokens>().Make(LinkPurpose.Preferences, person.Id);
        var visitor = site.NewVisitor();

        var question = await visitor.SubmitAsync(await visitor.OpenAsync(link + path), form, ("Typed", "<b>上海</b>"));

        Assert.Equal("<b>上海</b>", question.ValueOf("Typed"));
        var kept = await site.InDatabaseAsync(db => db.Users.AsNoTracking().SingleAsync(p => p.Id == person.Id));
        Assert.Equal((null, null, person.Language), (kept.LastSignOfLifeAt, kept.AlertsStoppedAt, kept.Language));
    }

    private async Task<(Person Person, AlertItem Item, string Link)> AlertedAsync(string sector)
    {
        var person = await site.People.InvestorAsync();
        await site.ResumeAsync(await site.AddMandateAsync(person, m => m.Sectors = [sector]));
        await site.PublishAsync(o => (o.Sector, o.Subsector) = (sector[..4], sector.Length > 4 ? sector : null));
        var item = await site.InDatabaseAsync(db => db.AlertItems.AsNoTracking().SingleAsync(i => i.PersonId == person.Id));
        return (person, item, "/alerts/" + site.Services.GetRequiredService<LinkTokens>().Make(LinkPurpose.Alert, item.Id));
    }

    private Task<List<Guid?>> AnswersAsync(AlertItem item) =>
        site.InDatabaseAsync(db =>
            db.Feedback.Where(f => f.OpportunityId == item.OpportunityId).Select(f => (Guid?)f.PersonId).ToListAsync()
        );
}
