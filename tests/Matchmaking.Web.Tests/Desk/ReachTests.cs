using System.Net;
using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk;

/// <summary>Whom a listing would reach, while it is written and before it is published.</summary>
public sealed class ReachTests(Site site) : IClassFixture<Site>
{
    private const string Form = "form#listing";

    [Fact]
    public async Task A_listing_under_edit_says_who_would_hear_of_it_and_what_excludes_the_rest()
    {
        await NobodyElseAsync();
        var atOnce = await WantsAsync("Xinjiang Cement", "bldm", AlertFrequency.AtOnce);
        await WantsAsync("Anhui Conch", "bldm", AlertFrequency.Daily);
        await WantsAsync("Sinoma", "bldm", AlertFrequency.Weekly);
        await WantsAsync("Elsewhere", "bldm", AlertFrequency.AtOnce, m => m.Places = ["NAX"]);
        await WantsAsync("Another business", "phar", AlertFrequency.AtOnce, m => m.Places = ["NAX"]);
        await WantsAsync("Resting", "bldm", AlertFrequency.AtOnce, m => m.PausedAt = TimeProvider.System.GetUtcNow());
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var page = await staff.OpenAsync("/desk/opportunities/create");
        Assert.Contains("Choose a sector", page.TextsOf("#reach").Single(), StringComparison.Ordinal);

        var panel = await staff.SubmitWithHtmxAsync(
            page,
            Form,
            "/desk/opportunities/create?handler=Reach",
            ("Input.Sector", "bldm.cement"),
            ("Input.Places", "AZ-SM")
        );

        Assert.Null(panel.Document.QuerySelector("main"));
        Assert.Equal(["1", "1", "1", "1"], panel.TextsOf(".counters b"));
        Assert.Equal(
            ["1 organisation: Xinjiang Cement", "1 organisation: Anhui Conch", "1 organisation: Sinoma"],
            panel.TextsOf("#reach-organisations dd")
        );
        Assert.Equal("Of 6 mandates these criteria exclude: Place 2, Sector 1", panel.TextsOf("#reach-excluded").Single());
        Assert.Equal("Notifies 1 at once, 1 daily, 1 weekly", panel.TextsOf("#reach-line").Single());
        Assert.Equal(4, panel.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("Sector as you asked: Cement", panel.Html, StringComparison.Ordinal);
        Assert.Equal(0, await site.InDatabaseAsync(db => db.Opportunities.CountAsync()));
        Assert.Equal(0, await site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.PersonId == atOnce.Id)));
    }

    [Fact]
    public async Task What_cannot_be_read_yet_is_said_and_counts_as_not_published()
    {
        await NobodyElseAsync();
        await WantsAsync("Big tickets", "metl", AlertFrequency.AtOnce, m => (m.TicketFrom, m.Currency) = (50_000_000, "USD"));
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var page = await staff.OpenAsync("/desk/opportunities/create");

        var unread = await TypeAsync("3.400");
        Assert.Contains("cannot be read", unread.TextsOf(".notice").Single(), StringComparison.Ordinal);
        Assert.Equal("1", unread.TextsOf(".counters b")[0]);
        Assert.Equal("0", (await TypeAsync("34 million")).TextsOf(".counters b")[0]);
        Assert.Equal("Of 1 mandates these criteria exclude: Amount 1", (await TypeAsync("34 million")).TextsOf("#reach-excluded").Single());

        Task<Page> TypeAsync(string amount) =>
            staff.SubmitWithHtmxAsync(
                page,
                Form,
                "/desk/opportunities/create?handler=Reach",
                ("Input.Sector", "metl.steel"),
                ("Input.AmountFrom", amount),
                ("Input.AmountTo", amount),
                ("Input.Currency", "USD")
            );
    }

    [Fact]
    public async Task The_best_ten_are_shown_with_what_is_inferred_of_them()
    {
        await NobodyElseAsync();
        for (var i = 0; i < 11; i++)
            await WantsAsync($"Number {i:00}", "agri", AlertFrequency.Weekly);
        var disliking = await site.InDatabaseAsync(db =>
            db.Mandates.Include(m => m.Organisation).FirstAsync(m => m.Organisation!.Name == "Number 05")
        );
        var turnedDown = await site.PublishAsync(o => (o.Sector, o.Subsector, o.Places) = ("agri", "agri.greenhouse", ["NAX"]));
        await site.RunAsync<FeedbackService>(book =>
            book.SayAsync(
                disliking.OrganisationId,
                disliking.OwnerId,
                turnedDown.Id,
                new(FeedbackAnswer.DoesNotFit, FeedbackCause.Sector),
                CancellationToken.None
            )
        );
        var draft = await site.PublishAsync(o =>
            (o.Sector, o.Subsector, o.Status, o.PublishedAt) = ("agri", "agri.greenhouse", PublicationStatus.Draft, null)
        );
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());

        var look = await staff.OpenAsync($"/desk/opportunities/{draft.Id}/publication");

        Assert.Equal(10, look.Document.QuerySelectorAll("#reach tbody tr").Length);
        Assert.DoesNotContain("Number 05", look.TextsOf("#reach tbody th"));
        Assert.Equal(["0", "0", "11", "0"], look.TextsOf(".counters b"));
    }

    [Fact]
    public async Task Who_turned_it_down_is_reached_again_only_by_a_material_change()
    {
        await NobodyElseAsync();
        var published = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("chem", "chem.fertilisers"));
        var investor = await WantsAsync("Refuser", "chem", AlertFrequency.AtOnce, m => m.PausedAt = TimeProvider.System.GetUtcNow());
        await site.RunAsync<FeedbackService>(book =>
            book.SayAsync(
                investor.OrganisationId!.Value,
                investor.Id,
                published.Id,
                new(FeedbackAnswer.DoesNotFit, null),
                CancellationToken.None
            )
        );
        await site.InDatabaseAsync(db =>
            db.Mandates.Where(m => m.OwnerId == investor.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.PausedAt, (DateTimeOffset?)null))
        );
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var page = await staff.OpenAsync($"/desk/opportunities/{published.Id}/edit");
        Assert.Equal("0", page.TextsOf(".counters b")[0]);

        var url = $"/desk/opportunities/{published.Id}/edit?handler=Reach";
        Assert.Equal("0", (await staff.SubmitWithHtmxAsync(page, Form, url, ("Input.Title.En", "Another word"))).TextsOf(".counters b")[0]);
        Assert.Equal("1", (await staff.SubmitWithHtmxAsync(page, Form, url, ("Input.AmountTo", "90 million"))).TextsOf(".counters b")[0]);
    }

    [Fact]
    public async Task Whom_the_rule_of_notification_leaves_out_is_matched_and_not_told()
    {
        await NobodyElseAsync();
        var (stopped, unconfirmed, disabled) = (
            await WantsAsync("Stopped", "mine", AlertFrequency.AtOnce),
            await WantsAsync("Unconfirmed", "mine", AlertFrequency.AtOnce),
            await WantsAsync("Disabled", "mine", AlertFrequency.AtOnce)
        );
        await WantsAsync("Reader", "mine", AlertFrequency.AtOnce);
        await site.InDatabaseAsync(async db =>
        {
            (await db.Users.SingleAsync(p => p.Id == stopped.Id)).AlertsStoppedAt = TimeProvider.System.GetUtcNow();
            (await db.Users.SingleAsync(p => p.Id == unconfirmed.Id)).EmailConfirmed = false;
            (await db.Users.SingleAsync(p => p.Id == disabled.Id)).Disable();
            return await db.SaveChangesAsync();
        });
        var draft = await site.PublishAsync(o =>
            (o.Sector, o.Subsector, o.Status, o.PublishedAt) = ("mine", "mine.gold", PublicationStatus.Draft, null)
        );
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());

        var look = await staff.OpenAsync($"/desk/opportunities/{draft.Id}/publication");

        Assert.Equal(["1", "0", "0", "3"], look.TextsOf(".counters b"));
        Assert.Equal(["1 organisation: Reader"], look.TextsOf("#reach-organisations dd"));
    }

    [Fact]
    public async Task Of_a_listing_whose_people_were_told_before_the_number_is_the_one_that_saving_tells()
    {
        await NobodyElseAsync();
        var told = await WantsAsync("Told before", "digi", AlertFrequency.AtOnce);
        var resting = await WantsAsync("On holiday", "digi", AlertFrequency.AtOnce);
        var (staff, person) = await DeskAsync();
        var listing = await site.PublishAsync(o => (o.Sector, o.Subsector, o.ContactId) = ("digi", null, person));
        await site.Mails.WaitForAsync(told.Email!);
        await site.SendMailsAsync();
        var (until, key) = (TimeProvider.System.GetUtcNow().AddDays(9), resting.Id);
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == key).ExecuteUpdateAsync(set => set.SetProperty(p => p.AlertsPausedUntil, until))
        );
        var page = await staff.OpenAsync($"/desk/opportunities/{listing.Id}/edit");
        Assert.Equal(["0", "0", "0", "2"], page.TextsOf(".counters b"));

        (string, string?)[] typed = [("Input.AmountFrom", "50 million"), ("Input.AmountTo", "50 million")];
        var panel = await staff.SubmitWithHtmxAsync(page, Form, $"/desk/opportunities/{listing.Id}/edit?handler=Reach", typed);
        Assert.Equal(["1", "1", "0", "0"], panel.TextsOf(".counters b"));
        var saved = await staff.SubmitAsync(page, Form, typed);

        Assert.Contains("1 person is notified of the changes", saved.TextsOf(".flash").Single(), StringComparison.Ordinal);
        Assert.Equal((1, 1), await EntriesAsync(listing, version: 2));
    }

    [Fact]
    public async Task Of_a_withdrawn_listing_the_number_on_publish_is_the_one_that_publishing_tells()
    {
        await NobodyElseAsync();
        await WantsAsync("Told before", "chem", AlertFrequency.AtOnce);
        var follower = await WantsAsync("Follower", "chem", AlertFrequency.AtOnce);
        var (staff, person) = await DeskAsync();
        var listing = await site.PublishAsync(o => (o.Sector, o.Subsector, o.ContactId) = ("chem", null, person));
        await site.SendMailsAsync();
        await site.RunAsync<FeedbackService>(book =>
            book.SayAsync(follower.OrganisationId!.Value, follower.Id, listing.Id, new(FeedbackAnswer.Fits, null), CancellationToken.None)
        );
        await site.ChangeAsync(listing, o => o.Status = PublicationStatus.Withdrawn);
        await site.SendMailsAsync();
        await WantsAsync("New since", "chem", AlertFrequency.AtOnce);

        // Nothing is new to the first; the second hears that it is open again, the third hears of it for the first time.
        var look = await staff.OpenAsync($"/desk/opportunities/{listing.Id}/publication");
        Assert.Equal(["2", "0", "0", "1"], look.TextsOf(".counters b"));
        Assert.Contains("Publish and notify 2 people now", look.Text, StringComparison.Ordinal);
        var done = await staff.SubmitAsync(look, "main form");

        Assert.Contains("Published; 2 people are being notified.", done.Html, StringComparison.Ordinal);
        await site.Mails.WaitForAsync(follower.Email!, mail => mail.Text.Contains("status: Withdrawn → Open", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_organisations_own_submission_reaches_others_and_is_not_told_to_itself()
    {
        await NobodyElseAsync();
        var author = await WantsAsync("Its author", "plas", AlertFrequency.AtOnce);
        var other = await WantsAsync("Somebody else", "plas", AlertFrequency.AtOnce);
        var (staff, person) = await DeskAsync();
        var draft = await site.PublishAsync(o =>
            (o.Sector, o.Subsector, o.Status, o.PublishedAt, o.SubmittedById, o.ContactId) = (
                "plas",
                null,
                PublicationStatus.Draft,
                null,
                author.OrganisationId,
                person
            )
        );

        var look = await staff.OpenAsync($"/desk/opportunities/{draft.Id}/publication");
        Assert.Equal(["1", "0", "0", "0"], look.TextsOf(".counters b"));
        Assert.Equal(["1 organisation: Somebody else"], look.TextsOf("#reach-organisations dd"));
        Assert.DoesNotContain("Its author", look.TextsOf("#reach tbody th"));
        await staff.SubmitAsync(look, "main form");
        await site.SendMailsAsync();

        Assert.StartsWith("Published: ", Assert.Single(site.Mails.To(author.Email!)).Subject, StringComparison.Ordinal);
        Assert.StartsWith("New opportunity", Assert.Single(site.Mails.To(other.Email!)).Subject, StringComparison.Ordinal);
        // Nor does the night tell it, or a changed fact.
        await site.RunAsync<Reconciliation>(reconciliation => reconciliation.RunAsync(null, CancellationToken.None));
        await site.ChangeAsync(draft, o => o.AmountFrom = o.AmountTo = 50_000_000);
        await site.SendMailsAsync();
        Assert.Single(site.Mails.To(author.Email!));
    }

    private async Task<(Visitor Staff, Guid Id)> DeskAsync()
    {
        var person = await site.People.StaffAsync();
        return (await site.People.SignInAsync(person), person.Id);
    }

    /// <summary>How many entries of a version are in a mail, and how many wait for a digest.</summary>
    private Task<(int Mailed, int Waiting)> EntriesAsync(Opportunity listing, int version) =>
        site.InDatabaseAsync(async db =>
        {
            var items = await db.AlertItems.Where(i => i.OpportunityId == listing.Id && i.Version == version && !i.IsSilent).ToListAsync();
            return (items.Count(i => i.MailId != null), items.Count(i => i.MailId == null));
        });

    [Fact]
    public async Task Without_JavaScript_the_whole_page_comes_back_with_what_was_typed()
    {
        var draft = await site.PublishAsync(o => (o.Status, o.PublishedAt, o.ContactId) = (PublicationStatus.Draft, null, null));
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var page = await staff.OpenAsync($"/desk/opportunities/{draft.Id}/edit");
        page.Document.QuerySelector(Form)!.SetAttribute("action", $"/desk/opportunities/{draft.Id}/edit?handler=Reach");

        var whole = await staff.SubmitAsync(page, Form, ("Input.Title.En", "Typed and not saved"));

        Assert.Equal("Typed and not saved", whole.ValueOf("Input.Title.En"));
        Assert.NotNull(whole.Document.QuerySelector("#reach .counters"));
        Assert.Equal(
            draft.Title.En,
            await site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == draft.Id).Select(o => o.Title.En).SingleAsync())
        );
        var stranger = await site.People.SignInAsync(await site.People.InvestorAsync());
        var own = await stranger.OpenAsync("/mandates/create");
        Assert.NotEqual(
            HttpStatusCode.OK,
            (await stranger.SubmitWithHtmxAsync(own, "form#mandate", $"/desk/opportunities/{draft.Id}/edit?handler=Reach")).Status
        );
    }

    /// <summary>Mandates and listings of other tests would be counted too.</summary>
    private Task<int> NobodyElseAsync() =>
        site.AsOwnerAsync(async db =>
            await db.AlertItems.ExecuteDeleteAsync()
            + await db.Feedback.ExecuteDeleteAsync()
            + await db.Matches.ExecuteDeleteAsync()
            + await db.Mandates.ExecuteDeleteAsync()
            + await db.Opportunities.ExecuteDeleteAsync()
        );

    private async Task<Person> WantsAsync(string organisation, string sector, AlertFrequency frequency, Action<Mandate>? change = null)
    {
        var investor = await site.People.InvestorAsync();
        await site.InDatabaseAsync(db =>
            db.Organisations.Where(o => o.Id == investor.OrganisationId)
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.Name, organisation))
        );
        await site.AddMandateAsync(
            investor,
            m =>
            {
                (m.Sectors, m.Places, m.Frequency) = ([sector], [], frequency);
                change?.Invoke(m);
            }
        );
        return investor;
    }
}
