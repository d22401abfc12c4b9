using System.Net;
using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Matches.Feedback;

/// <summary>
/// What an organisation says of an opportunity holds for all of its mandates, until the opportunity is materially another.
/// </summary>
public sealed class FeedbackTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task What_was_turned_down_stays_away_from_mandates_made_or_changed_later_and_from_colleagues()
    {
        var opportunity = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("chem", "chem.fertilisers"));
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.PausedAt) = (["chem"], TimeProvider.System.GetUtcNow()));
        await SayAsync(investor, opportunity, new(FeedbackAnswer.DoesNotFit, null));
        var colleague = await site.People.ColleagueOfAsync(investor);
        var visitor = await site.People.SignInAsync(colleague);

        var later = await site.AddMandateAsync(colleague, m => m.Sectors = ["chem"]);

        Assert.True(await site.InDatabaseAsync(db => db.Matches.AnyAsync(m => m.MandateId == later.Id)));
        Assert.Equal(0, await site.InDatabaseAsync(db => db.AlertItems.CountAsync(item => item.PersonId == colleague.Id)));
        Assert.Empty((await visitor.OpenAsync("/matches")).TextsOf(".title"));
        Assert.Contains("Nothing matches", (await visitor.OpenAsync("/mandates")).Text, StringComparison.Ordinal);
        // Neither as a near miss of a mandate that asks for more, nor with a score in the public list.
        await site.AddMandateAsync(colleague, m => (m.Sectors, m.TicketFrom, m.Currency) = (["chem"], 500_000_000, "USD"));
        Assert.Empty((await visitor.OpenAsync("/matches")).TextsOf(".title"));
        Assert.Empty((await visitor.OpenAsync("/opportunities?sector=chem")).TextsOf(".opp .score"));
        Assert.Equal([opportunity.Title.En], (await visitor.OpenAsync("/matches?hidden=true")).TextsOf(".title"));
    }

    public static TheoryData<string, bool, Action<Opportunity>> Changes =>
        new()
        {
            { "a corrected text", false, o => o.Title = o.Title with { En = "E-bus plant" } },
            { "another source", false, o => o.Sources = ["https://example.org/"] },
            { "the same places in another order", false, o => o.Places = ["AZ-SR", "AZ-SM"] },
            { "a partner is named", true, o => o.Availability = Availability.Reserved },
            { "it is withdrawn", true, o => o.Status = PublicationStatus.Withdrawn },
            { "another subsector", true, o => o.Subsector = "auto.trucks" },
            { "another deal type", true, o => o.DealTypes = ["JV"] },
            { "one place more", true, o => o.Places = ["AZ-SM", "AZ-SR", "AZ-BA"] },
            { "another technical stage", true, o => o.TechnicalStage = 4 },
            { "no legal stage", true, o => o.LegalStage = null },
            { "a lower end", true, o => o.AmountFrom = 20_000_000 },
            { "an upper end", true, o => o.AmountTo = 40_000_000 },
            { "another currency", true, o => o.Currency = "AZN" },
            { "a last day", true, o => o.ValidUntil = new DateOnly(2090, 1, 1) },
        };

    [Theory, MemberData(nameof(Changes))]
    public async Task Only_a_material_change_raises_the_material_version(string what, bool isMaterial, Action<Opportunity> change)
    {
        var opportunity = await site.PublishAsync(o => o.Places = ["AZ-SM", "AZ-SR"]);

        await site.ChangeAsync(opportunity, change);

        var after = await site.InDatabaseAsync(db =>
            db.Opportunities.Where(o => o.Id == opportunity.Id).Select(o => o.MaterialVersion).SingleAsync()
        );
        Assert.True(after == (isMaterial ? 2 : 1), what);
    }

    [Fact]
    public async Task To_be_open_again_is_material_and_what_happens_to_a_draft_is_not()
    {
        var opportunity = await site.PublishAsync(o => o.Availability = Availability.OnHold);
        await site.ChangeAsync(opportunity, o => o.Availability = Availability.Reserved);
        Assert.Equal(2, await VersionAsync(opportunity));
        await site.ChangeAsync(opportunity, o => o.Availability = Availability.Open);
        Assert.Equal(3, await VersionAsync(opportunity));

        var draft = await site.PublishAsync(o => (o.Status, o.PublishedAt) = (PublicationStatus.Draft, null));
        await site.ChangeAsync(draft, o => o.AmountTo = 90_000_000);
        Assert.Equal(1, await VersionAsync(draft));
    }

    [Fact]
    public async Task What_changed_materially_comes_back_with_a_note_and_is_asked_again()
    {
        var opportunity = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("wast", "wast.municipal"));
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => m.Sectors = ["wast"]);
        await SayAsync(investor, opportunity, new(FeedbackAnswer.DoesNotFit, FeedbackCause.Size));
        var visitor = await site.People.SignInAsync(investor);
        await site.ChangeAsync(opportunity, o => o.Summary = o.Summary with { En = "One word is put right." });
        Assert.Empty((await visitor.OpenAsync("/matches")).TextsOf(".title"));

        await site.ChangeAsync(opportunity, o => o.AmountTo = 60_000_000);
        var page = await visitor.OpenAsync("/matches");

        Assert.Equal([opportunity.Title.En], page.TextsOf(".title"));
        Assert.Equal(["Changed since you turned it down"], page.TextsOf(".match .pill"));
        page = await visitor.SubmitAsync(page, ".match form", ("answer", "does-not-fit"));
        Assert.Empty(page.TextsOf(".title"));
        Assert.Equal(
            2,
            await site.InDatabaseAsync(db =>
                db.Feedback.Where(f => f.OpportunityId == opportunity.Id).Select(f => f.MaterialVersion).SingleAsync()
            )
        );
    }

    [Fact]
    public async Task Why_it_does_not_fit_is_one_more_tap()
    {
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("papr", "papr.cardboard"));
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => m.Sectors = ["papr"]);
        var visitor = await site.People.SignInAsync(investor);

        var page = await visitor.SubmitAsync(await visitor.OpenAsync("/matches"), ".match form", ("answer", "does-not-fit"));
        Assert.Equal(["the sector", "the place", "the amount", "the stage", "something else"], page.TextsOf(".because button"));
        var row = await visitor.SubmitWithHtmxAsync(page, "form.because", null, ("because", "place"));

        Assert.Null(row.Document.QuerySelector("main"));
        Assert.Equal(["the place"], row.TextsOf(".because [aria-pressed=true]"));
        Assert.Equal(
            FeedbackCause.Place,
            await site.InDatabaseAsync(db =>
                db.Feedback.Where(f => f.OrganisationId == investor.OrganisationId).Select(f => f.Because).SingleAsync()
            )
        );
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SubmitAsync(page, "form.because", ("because", "taste"))).Status);
    }

    [Fact]
    public async Task The_page_of_a_listing_that_matches_asks_too()
    {
        var opportunity = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("plas", "plas.tyres"));
        var investor = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(investor);
        Assert.Null((await visitor.OpenAsync($"/opportunities/{opportunity.Slug}")).Document.QuerySelector(".feedback"));
        await site.AddMandateAsync(investor, m => m.Sectors = ["plas"]);

        var page = await visitor.SubmitAsync(
            await visitor.OpenAsync($"/opportunities/{opportunity.Slug}"),
            "#feedback form",
            ("answer", "fits")
        );

        Assert.StartsWith($"/opportunities/{opportunity.Slug}", page.Path, StringComparison.Ordinal);
        Assert.Equal(["It fits"], page.TextsOf("#feedback .pill"));
        page = await visitor.SubmitAsync(page, "#feedback form", ("answer", "none"));
        Assert.Empty(page.TextsOf("#feedback .pill"));
        Assert.Null((await site.NewVisitor().OpenAsync($"/opportunities/{opportunity.Slug}")).Document.QuerySelector(".feedback"));
    }

    [Fact]
    public async Task What_was_turned_down_stays_so_when_it_closes_or_was_away_and_comes_back_when_it_is_open_again()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = (["papr"], []));
        var opportunity = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("papr", null));
        await site.SendMailsAsync();
        await SayAsync(investor, opportunity, new(FeedbackAnswer.DoesNotFit, null));

        await site.ChangeAsync(opportunity, o => o.Status = PublicationStatus.Withdrawn);
        await site.ChangeAsync(opportunity, o => o.Status = PublicationStatus.Published);
        Assert.True(await IsHiddenAsync());
        await site.ChangeAsync(opportunity, o => o.Availability = Availability.Reserved);
        Assert.True(await IsHiddenAsync());
        await site.ChangeAsync(opportunity, o => o.Availability = Availability.Open);
        Assert.False(await IsHiddenAsync());

        // What changed while it was away is another offer.
        await SayAsync(investor, opportunity, new(FeedbackAnswer.DoesNotFit, null));
        await site.ChangeAsync(opportunity, o => o.Status = PublicationStatus.Withdrawn);
        await site.ChangeAsync(opportunity, o => o.AmountTo = 90_000_000);
        await site.ChangeAsync(opportunity, o => o.Status = PublicationStatus.Published);
        Assert.False(await IsHiddenAsync());

        Task<bool> IsHiddenAsync() => site.InDatabaseAsync(db => db.Feedback.TurnedDown().AnyAsync(f => f.OpportunityId == opportunity.Id));
    }

    [Fact]
    public async Task What_was_turned_down_does_not_come_back_for_a_small_correction()
    {
        var investor = await site.People.InvestorAsync();
        var (editor, opportunity) = (
            await site.People.StaffAsync(),
            await site.PublishAsync(o => (o.Sector, o.Subsector) = ("plas", null))
        );
        await site.InDatabaseAsync(db =>
            db.Opportunities.Where(o => o.Id == opportunity.Id).ExecuteUpdateAsync(set => set.SetProperty(o => o.ContactId, editor.Id))
        );
        await SayAsync(investor, opportunity, new(FeedbackAnswer.DoesNotFit, null));
        var staff = await site.People.SignInAsync(editor);

        Assert.Equal(
            (true, false),
            (await IsHiddenAfterAsync("35 million", ("TellNobody", "true")), await IsHiddenAfterAsync("36 million", ("TellNobody", null)))
        );

        async Task<bool> IsHiddenAfterAsync(string amount, (string, string?) small)
        {
            var form = await staff.OpenAsync($"/desk/opportunities/{opportunity.Id}/edit");
            await staff.SubmitAsync(form, "form#listing", ("Input.AmountFrom", amount), ("Input.AmountTo", amount), small);
            return await site.InDatabaseAsync(db => db.Feedback.TurnedDown().AnyAsync(f => f.OpportunityId == opportunity.Id));
        }
    }

    [Fact]
    public async Task What_one_organisation_turned_down_every_other_one_still_sees()
    {
        var opportunity = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("digi", "digi.ai"));
        var (refusing, other, nearly) = (
            await site.People.InvestorAsync(),
            await site.People.InvestorAsync(),
            await site.People.InvestorAsync()
        );
        await site.AddMandateAsync(refusing, m => m.Sectors = ["digi"]);
        await site.AddMandateAsync(other, m => m.Sectors = ["digi"]);
        await site.AddMandateAsync(nearly, m => (m.Sectors, m.TicketFrom, m.Currency) = (["digi"], 500_000_000, "USD"));

        await SayAsync(refusing, opportunity, new(FeedbackAnswer.DoesNotFit, null));

        Assert.Empty((await (await site.People.SignInAsync(refusing)).OpenAsync("/matches")).TextsOf(".title"));
        var visitor = await site.People.SignInAsync(other);
        Assert.Equal([opportunity.Title.En], (await visitor.OpenAsync("/matches")).TextsOf(".title"));
        Assert.Empty((await visitor.OpenAsync("/matches?hidden=true")).TextsOf(".title"));
        Assert.Single((await visitor.OpenAsync("/opportunities?sector=digi")).TextsOf(".opp .score"));
        Assert.DoesNotContain("Nothing matches", (await visitor.OpenAsync("/mandates")).Text, StringComparison.Ordinal);
        // Its page asks them as if nobody had answered.
        Assert.Equal(
            2,
            (await visitor.OpenAsync($"/opportunities/{opportunity.Slug}"))
                .Document.QuerySelectorAll("#feedback button[name=answer]")
                .Length
        );
        // As a near miss too.
        Assert.Equal(
            [opportunity.Title.En],
            (await (await site.People.SignInAsync(nearly)).OpenAsync("/matches")).TextsOf("section .title")
        );
    }

    [Fact]
    public async Task What_one_organisation_turned_down_every_other_one_is_still_told_of()
    {
        var opportunity = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("fina", "fina.banking"));
        var (refusing, earlier, later) = (
            await site.People.InvestorAsync(),
            await site.People.InvestorAsync(),
            await site.People.InvestorAsync()
        );
        await SayAsync(refusing, opportunity, new(FeedbackAnswer.DoesNotFit, null));

        // By the listing, which meets both organisations in one run …
        await site.ChangeAsync(opportunity, o => o.Status = PublicationStatus.Withdrawn);
        await site.AddMandateAsync(refusing, m => m.Sectors = ["fina"]);
        await site.AddMandateAsync(earlier, m => m.Sectors = ["fina"]);
        var paused = await site.AddMandateAsync(later, m => (m.Sectors, m.PausedAt) = (["fina"], TimeProvider.System.GetUtcNow()));
        await site.ChangeAsync(opportunity, o => o.Status = PublicationStatus.Published);
        Assert.Equal([earlier.Id], await ToldAsync());
        // … and by a mandate whose pause ends.
        await site.ResumeAsync(paused);
        Assert.Equal(new[] { earlier.Id, later.Id }.Order(), (await ToldAsync()).Order());

        await site.SendMailsAsync();
        Guid?[] people = [earlier.Id, later.Id];
        Assert.Equal(
            [MailStatus.Accepted, MailStatus.Accepted],
            await site.InDatabaseAsync(db => db.Mails.Where(m => people.Contains(m.PersonId)).Select(m => m.Status).ToListAsync())
        );

        Task<List<Guid>> ToldAsync() =>
            site.InDatabaseAsync(db => db.AlertItems.Where(i => i.OpportunityId == opportunity.Id).Select(i => i.PersonId).ToListAsync());
    }

    [Fact]
    public async Task Answers_given_at_the_same_moment_are_one()
    {
        var opportunity = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("mach", "mach.robotics"));
        var investor = await site.People.InvestorAsync();

        await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i => SayAsync(investor, opportunity, new(i % 2 == 0 ? FeedbackAnswer.Fits : FeedbackAnswer.DoesNotFit, null)))
        );

        Assert.Equal(1, await site.InDatabaseAsync(db => db.Feedback.CountAsync(f => f.OpportunityId == opportunity.Id)));
    }

    private Task SayAsync(Person person, Opportunity opportunity, FeedbackSaid said) =>
        site.RunAsync<FeedbackService>(book =>
            book.SayAsync(person.OrganisationId!.Value, person.Id, opportunity.Id, said, CancellationToken.None)
        );

    private Task<int> VersionAsync(Opportunity opportunity) =>
        site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == opportunity.Id).Select(o => o.MaterialVersion).SingleAsync());
}
