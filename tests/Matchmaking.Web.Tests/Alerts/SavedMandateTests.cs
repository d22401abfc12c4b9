using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Alerts;

/// <summary>Whoever saves a mandate has seen what fits it: that is no news, unless it is asked for. What comes afterwards is.</summary>
public sealed class SavedMandateTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData(AlertFrequency.AtOnce)]
    [InlineData(AlertFrequency.Daily)]
    public async Task I_save_a_mandate_with_29_matches_on_the_screen_and_am_mailed_none_of_them(AlertFrequency frequency)
    {
        var sector = frequency == AlertFrequency.AtOnce ? "agri" : "mine";
        await OpenAsync(sector, 29);
        var investor = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(investor);

        var saved = await SaveAsync(visitor, sector, ("frequency", frequency.ToString()));
        Assert.Contains("Saved: 29 opportunities match now.", saved.TextsOf(".flash").Single(), StringComparison.Ordinal);
        // Neither the sweep nor the night finds them untold.
        await site.RunAsync<Reconciliation>(reconciliation => reconciliation.RunAsync(null, CancellationToken.None));
        await site.SendMailsAsync();

        Assert.Empty(site.Mails.To(investor.Email!));
        Assert.Equal(0, await site.InDatabaseAsync(db => db.AlertItems.CountAsync(i => i.PersonId == investor.Id && !i.IsSilent)));

        var next = await PublishAsync(sector, "The thirtieth");
        if (frequency == AlertFrequency.AtOnce)
            Assert.StartsWith("New opportunity: The thirtieth", (await MailAsync(investor, "thirtieth")).Subject, StringComparison.Ordinal);
        Assert.Equal([next.Id], await ToldAsync(investor));
    }

    [Fact]
    public async Task I_ask_for_what_fits_now_and_get_it_in_one_mail()
    {
        await OpenAsync("phar", 23);
        var investor = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(investor);

        var saved = await SaveAsync(visitor, "phar", ("sendNow", "true"), ("name", "Medicines"));
        Assert.Contains("What fits now is on its way to you", saved.TextsOf(".flash").Single(), StringComparison.Ordinal);
        await site.RunAsync<Reconciliation>(reconciliation => reconciliation.RunAsync(null, CancellationToken.None));
        await site.SendMailsAsync();

        var mail = Assert.Single(site.Mails.To(investor.Email!));
        Assert.Equal("What fits now: 23 opportunities for “Medicines”", mail.Subject);
        Assert.Contains("As you asked", mail.Text, StringComparison.Ordinal);
        Assert.Contains("3 more", mail.Text, StringComparison.Ordinal);
        // Its links are good.
        var link = System.Text.RegularExpressions.Regex.Match(mail.Text, @"http://localhost(/alerts/[\w-]{44})").Groups[1].Value;
        Assert.Equal(200, (int)(await site.NewVisitor().OpenAsync(link)).Status);
        Assert.Contains("List-Unsubscribe", mail.Headers.Keys);
    }

    [Fact]
    public async Task The_form_does_not_ask_for_it_by_itself()
    {
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());

        var page = await visitor.OpenAsync("/mandates/create");

        Assert.False(page.Document.QuerySelector("[name=sendNow]")!.HasAttribute("checked"));
    }

    [Fact]
    public async Task Whoever_stopped_the_alerts_is_sent_nothing_by_asking()
    {
        await OpenAsync("heal", 1);
        var investor = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(investor);
        await site.RunAsync<AlertSubscription>(alerts => alerts.StopAsync(investor.Id, "page", CancellationToken.None));

        await SaveAsync(visitor, "heal", ("sendNow", "true"));
        await site.SendMailsAsync();
        Assert.Empty(site.Mails.To(investor.Email!));

        // And later, when they are wanted again, the old ones are still old.
        await site.RunAsync<AlertSubscription>(alerts => alerts.ResumeAsync(investor.Id, "page", "en", CancellationToken.None));
        await site.RunAsync<Reconciliation>(reconciliation => reconciliation.RunAsync(null, CancellationToken.None));
        await site.SendMailsAsync();
        Assert.Empty(site.Mails.To(investor.Email!));
    }

    [Fact]
    public async Task I_widen_a_mandate_and_am_not_mailed_what_it_now_finds()
    {
        await OpenAsync("logi", 2);
        var investor = await site.People.InvestorAsync();
        var mandate = await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = (["digi"], []));
        var visitor = await site.People.SignInAsync(investor);

        await visitor.SubmitAsync(await visitor.OpenAsync($"/mandates/{mandate.Id}/edit"), "form#mandate", ("sectors", "logi"));
        await site.SendMailsAsync();

        Assert.Equal(2, await site.InDatabaseAsync(db => db.Matches.CountAsync(m => m.MandateId == mandate.Id)));
        Assert.Empty(site.Mails.To(investor.Email!));
    }

    [Fact]
    public async Task What_changes_of_a_listing_that_I_saw_when_saving_is_told_as_a_change()
    {
        var listing = await PublishAsync("tour", "A hotel by the sea");
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = (["tour"], []));

        await site.ChangeAsync(listing, o => (o.AmountFrom, o.AmountTo) = (50_000_000, 50_000_000));

        var mail = await MailAsync(investor, "A hotel by the sea");
        Assert.Equal("A hotel by the sea: amount is now US$50 million", mail.Subject);
        Assert.Contains("US$34 million → US$50 million", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mandates")]
    [InlineData("preferences")]
    [InlineData("alerts")]
    public async Task A_pause_from_any_page_holds_back_what_is_published_and_its_end_tells_that_alone(string page)
    {
        var sector = page switch
        {
            "mandates" => "chem",
            "preferences" => "papr",
            _ => "plas",
        };
        var old = await PublishAsync(sector, "Old and seen");
        var investor = await site.People.InvestorAsync();
        var mandate = await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = ([sector], []));
        var visitor = await site.People.SignInAsync(investor);
        var entry = await site.InDatabaseAsync(db => db.AlertItems.Where(i => i.PersonId == investor.Id).Select(i => i.Id).SingleAsync());
        var links = site.Services.GetRequiredService<LinkTokens>();
        var path = page switch
        {
            "mandates" => "/mandates",
            "preferences" => $"/preferences/{links.Make(LinkPurpose.Preferences, investor.Id)}/mandates",
            _ => "/alerts/" + links.Make(LinkPurpose.Alert, entry),
        };
        var form = page switch
        {
            "mandates" => $"form[action^='/mandates/{mandate.Id}/pause']",
            "preferences" => "form.pause",
            _ => "form[action$='/pause']",
        };

        // Six clicks at once are one pause.
        var look = await visitor.OpenAsync(path);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => visitor.SubmitAsAddresseeAsync(look, form, ("paused", "true")))
        );
        Assert.All(answers, answer => Assert.Equal(200, (int)answer.Status));
        Assert.NotNull(await PausedAsync(mandate));
        var meanwhile = await PublishAsync(sector, "Published during the pause");
        await site.SendMailsAsync();
        Assert.Empty(site.Mails.To(investor.Email!));

        look = await visitor.OpenAsync(path);
        answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => visitor.SubmitAsAddresseeAsync(look, form, ("paused", "false"))));
        Assert.All(answers, answer => Assert.Equal(200, (int)answer.Status));
        Assert.Null(await PausedAsync(mandate));
        await site.SendMailsAsync();

        Assert.StartsWith(
            "New opportunity: Published during the pause",
            Assert.Single(site.Mails.To(investor.Email!)).Subject,
            StringComparison.Ordinal
        );
        Assert.Equal([meanwhile.Id], await ToldAsync(investor));
        Assert.NotEqual(old.Id, meanwhile.Id);
    }

    private async Task OpenAsync(string sector, int count)
    {
        for (var i = 0; i < count; i++)
            await PublishAsync(sector, $"Number {i}");
    }

    private Task<Opportunity> PublishAsync(string sector, string title) =>
        site.PublishAsync(o => (o.Sector, o.Subsector, o.Title) = (sector, null, new(title, title, title)));

    private static async Task<Page> SaveAsync(Visitor visitor, string sector, params (string, string?)[] more) =>
        await visitor.SubmitAsync(await visitor.OpenAsync("/mandates/create"), "form#mandate", [("sectors", sector), .. more]);

    private Task<ReadMail> MailAsync(Person person, string subject) =>
        site.Mails.WaitForAsync(person.Email!, mail => mail.Subject.Contains(subject, StringComparison.Ordinal));

    private Task<List<Guid>> ToldAsync(Person person) =>
        site.InDatabaseAsync(db =>
            db.AlertItems.Where(i => i.PersonId == person.Id && !i.IsSilent).Select(i => i.OpportunityId).ToListAsync()
        );

    private Task<DateTimeOffset?> PausedAsync(Mandate mandate) =>
        site.InDatabaseAsync(db => db.Mandates.Where(m => m.Id == mandate.Id).Select(m => m.PausedAt).SingleAsync());
}
