using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Matchmaking.Web.Tests.Alerts;

/// <summary>Edits of a public listing are told once, when nothing more has changed for ten minutes.</summary>
public sealed partial class QuietTimeTests(QuietTimeTests.TenMinutes site) : IClassFixture<QuietTimeTests.TenMinutes>
{
    public sealed class TenMinutes : Site
    {
        public TenMinutes() { }

        /// <summary>Another node, or this one started again.</summary>
        internal TenMinutes(string database, FakeTimeProvider clock)
            : base(database) => Clock = clock;

        public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

        protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("Alerts:QuietMinutes", "10")];

        protected override void Change(IServiceCollection services) => services.AddSingleton<TimeProvider>(Clock);
    }

    [Fact]
    public async Task I_save_three_times_in_ten_seconds_and_readers_get_one_mail_with_the_sum_when_it_is_quiet()
    {
        var (investor, listing) = await ToldAsync("food");
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());

        Page? saved = null;
        foreach (var amount in new[] { "40 million", "45 million", "50 million" })
        {
            saved = await SaveAsync(staff, listing, ("Input.AmountFrom", amount), ("Input.AmountTo", amount));
            site.Clock.Advance(TimeSpan.FromSeconds(5));
            await site.SendMailsAsync();
        }
        Assert.Contains("1 person is notified of the changes", saved!.TextsOf(".flash").Single(), StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromMinutes(9));
        await site.SendMailsAsync();
        Assert.Single(site.Mails.To(investor.Email!));

        await LaterAsync(1);

        var mails = site.Mails.To(investor.Email!);
        Assert.Equal(2, mails.Count);
        Assert.Contains("amount is now US$50 million", mails[0].Subject, StringComparison.Ordinal);
        Assert.Contains("US$34 million → US$50 million", mails[0].Text, StringComparison.Ordinal);
        await LaterAsync(60);
        Assert.Equal(2, site.Mails.To(investor.Email!).Count);
    }

    [Fact]
    public async Task I_never_stop_editing_and_readers_hear_after_an_hour_all_the_same()
    {
        var (investor, listing) = await ToldAsync("text");
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());

        for (var minute = 0; minute < 59; minute += 9)
        {
            await SaveAsync(staff, listing, ("Input.AmountFrom", $"{40 + minute} million"), ("Input.AmountTo", $"{40 + minute} million"));
            await LaterAsync(Math.Min(9, 59 - minute));
            Assert.Single(site.Mails.To(investor.Email!));
        }
        await LaterAsync(1);

        Assert.Equal(2, site.Mails.To(investor.Email!).Count);
        Assert.Contains("US$34 million → US$94 million", site.Mails.To(investor.Email!)[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_edit_begins_the_quiet_time_anew()
    {
        var (investor, listing) = await ToldAsync("logi");
        await site.ChangeAsync(listing, o => o.AmountTo = 40_000_000);
        await LaterAsync(9);
        await site.ChangeAsync(listing, o => o.Summary = o.Summary with { En = "A word corrected meanwhile." });
        await LaterAsync(9);
        Assert.Single(site.Mails.To(investor.Email!));

        await LaterAsync(1);
        Assert.Equal(2, site.Mails.To(investor.Email!).Count);
    }

    [Fact]
    public async Task What_is_taken_back_in_time_is_told_to_nobody_not_even_in_the_night()
    {
        var (investor, listing) = await ToldAsync("batt");
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var edited = await SaveAsync(staff, listing, ("Input.AmountFrom", "34 million"), ("Input.AmountTo", "60 million"));
        await LaterAsync(5);
        var back = await SaveAsync(staff, listing, ("Input.AmountFrom", "34 million"), ("Input.AmountTo", "34 million"));
        Assert.Contains("notified of the changes", edited.TextsOf(".flash").Single(), StringComparison.Ordinal);
        Assert.Contains("Nobody needs to be notified", back.TextsOf(".flash").Single(), StringComparison.Ordinal);
        await LaterAsync(30);
        await site.RunAsync<Reconciliation>(reconciliation => reconciliation.RunAsync(null, CancellationToken.None));
        await LaterAsync(30);

        Assert.Single(site.Mails.To(investor.Email!));
        Assert.Equal([1], await VersionsAsync(investor));
    }

    [Fact]
    public async Task Killed_within_the_quiet_time_nothing_is_lost()
    {
        var (investor, listing) = await ToldAsync("mine");
        await site.ChangeAsync(listing, o => o.AmountFrom = o.AmountTo = 50_000_000);

        // The row decides: a node that never heard of the save tells of it.
        await using var other = new TenMinutes(site.Database, site.Clock);
        await other.InitializeAsync();
        site.Clock.Advance(TimeSpan.FromMinutes(11));
        await other.SendMailsAsync();

        var all = other.Mails.To(investor.Email!).Concat(site.Mails.To(investor.Email!));
        Assert.Single(all, mail => mail.Subject.Contains("US$50 million", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_publication_is_told_at_once()
    {
        var (investor, _) = await ToldAsync("chem");
        var next = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("chem", null));
        await site.SendMailsAsync();

        Assert.Equal(2, site.Mails.To(investor.Email!).Count);
        Assert.NotEqual(Guid.Empty, next.Id);
    }

    [Fact]
    public async Task Who_is_reached_by_an_edit_for_the_first_time_is_told_after_the_quiet_time_and_not_at_all_when_it_was_a_slip()
    {
        var listing = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("text", null));
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = (["papr"], []));
        await site.ChangeAsync(listing, o => o.Sector = "papr");
        await LaterAsync(5);
        await site.ChangeAsync(listing, o => o.Sector = "text");
        await LaterAsync(11);
        Assert.Empty(site.Mails.To(investor.Email!));

        await site.ChangeAsync(listing, o => o.Sector = "papr");
        await LaterAsync(9);
        Assert.Empty(site.Mails.To(investor.Email!));
        await LaterAsync(1);
        Assert.StartsWith("New opportunity", Assert.Single(site.Mails.To(investor.Email!)).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_digest_that_closes_within_the_quiet_time_leaves_the_change_to_the_next()
    {
        var (investor, listing) = await ToldAsync("agri");
        await site.InDatabaseAsync(db =>
            db.Mandates.Where(m => m.OwnerId == investor.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Frequency, AlertFrequency.Daily))
        );
        // 08:25 in Shanghai, by the clock of the investor.
        var now = site.Clock.GetUtcNow();
        var close = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1).AddMinutes(30);
        site.Clock.SetUtcNow(close.AddMinutes(-5));
        await site.ChangeAsync(listing, o => o.AmountFrom = o.AmountTo = 50_000_000);

        site.Clock.SetUtcNow(close.AddMinutes(20));
        await CloseWindowsAsync();
        Assert.Single(site.Mails.To(investor.Email!));

        site.Clock.SetUtcNow(close.AddDays(1).AddMinutes(1));
        await CloseWindowsAsync();
        Assert.Contains("US$50 million", site.Mails.To(investor.Email!)[0].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_digest_of_something_else_does_not_take_along_what_is_still_being_edited()
    {
        var (investor, listing) = await ToldAsync("phar");
        await site.InDatabaseAsync(db =>
            db.Mandates.Where(m => m.OwnerId == investor.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Frequency, AlertFrequency.Daily))
        );
        await site.PublishAsync(o =>
            (o.Sector, o.Subsector, o.Title) = ("phar", null, o.Title with { Zh = "另一个", En = "Something else" })
        );
        var close = new DateTimeOffset(site.Clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddDays(1).AddMinutes(30);
        site.Clock.SetUtcNow(close.AddMinutes(-5));
        await site.ChangeAsync(listing, o => o.AmountFrom = o.AmountTo = 50_000_000);

        site.Clock.SetUtcNow(close.AddMinutes(2));
        await CloseWindowsAsync();

        Assert.Equal(2, site.Mails.To(investor.Email!).Count);
        Assert.DoesNotContain("US$50 million", site.Mails.To(investor.Email!)[0].Text, StringComparison.Ordinal);
        site.Clock.SetUtcNow(close.AddDays(1).AddMinutes(1));
        await CloseWindowsAsync();
        Assert.Contains("US$50 million", site.Mails.To(investor.Email!)[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_small_correction_tells_nobody_now_nor_later()
    {
        var (investor, listing) = await ToldAsync("heal");
        var late = await site.People.InvestorAsync();
        await site.AddMandateAsync(late, m => (m.Sectors, m.Places, m.TicketFrom, m.Currency) = (["heal"], [], 35_000_000, "USD"));
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());

        await SaveAsync(staff, listing, ("TellNobody", "true"), ("Input.AmountFrom", "35 million"), ("Input.AmountTo", "35 million"));
        await LaterAsync(30);
        await site.RunAsync<Reconciliation>(reconciliation => reconciliation.RunAsync(null, CancellationToken.None));
        await LaterAsync(30);

        Assert.Single(site.Mails.To(investor.Email!));
        Assert.Empty(site.Mails.To(late.Email!));
        Assert.Equal(
            35_000_000,
            await site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == listing.Id).Select(o => o.AmountTo).SingleAsync())
        );

        // What changes afterwards is told against the corrected text.
        await site.ChangeAsync(listing, o => (o.AmountFrom, o.AmountTo) = (50_000_000, 50_000_000));
        await LaterAsync(11);
        Assert.Contains("US$35 million → US$50 million", site.Mails.To(investor.Email!)[0].Text, StringComparison.Ordinal);
        Assert.Contains("US$35 million → US$50 million", site.Mails.To(late.Email!)[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_saving_the_editor_says_who_is_told_of_what()
    {
        var (_, listing) = await ToldAsync("elec");
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var page = await staff.OpenAsync($"/desk/opportunities/{listing.Id}/edit");
        Assert.Equal("Saving this notifies nobody.", page.TextsOf("#reach-told").Single());

        Task<Page> TypeAsync(params (string, string?)[] fields) =>
            staff.SubmitWithHtmxAsync(page, "form#listing", $"/desk/opportunities/{listing.Id}/edit?handler=Reach", fields);

        Assert.Equal(
            "Saving this notifies 1 person, when nothing more has changed for 10 minutes. Those who know it are notified of: amount.",
            (await TypeAsync(("Input.AmountFrom", "50 million"), ("Input.AmountTo", "50 million"))).TextsOf("#reach-told").Single()
        );
        Assert.Equal("Saving this notifies nobody.", (await TypeAsync(("Input.Title.En", "Another word"))).TextsOf("#reach-told").Single());
        Assert.Equal(
            "A small correction: saving it notifies nobody.",
            (await TypeAsync(("Input.AmountTo", "50 million"), ("TellNobody", "true"))).TextsOf("#reach-told").Single()
        );
    }

    [Fact]
    public async Task Enter_in_a_field_of_a_public_listing_saves_nothing_and_keeps_what_was_typed()
    {
        var (_, listing) = await ToldAsync("cons");
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var page = await staff.OpenAsync($"/desk/opportunities/{listing.Id}/edit");
        // A browser presses the first button of the form.
        var first = page.Document.QuerySelector("form#listing button")!;
        page.Document.QuerySelector("form#listing")!.SetAttribute("action", first.GetAttribute("formaction")!);

        var answer = await staff.SubmitAsync(page, "form#listing", ("Input.Title.En", "Half a tit"));

        Assert.Equal("Half a tit", answer.ValueOf("Input.Title.En"));
        Assert.Equal(listing.Title.En, await TitleAsync());
        // The page that comes back saves when its button is pressed.
        await staff.SubmitAsync(answer, "form#listing", ("Input.Title.En", "A whole title"));
        Assert.Equal("A whole title", await TitleAsync());

        Task<string> TitleAsync() =>
            site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == listing.Id).Select(o => o.Title.En).SingleAsync());
    }

    private Task FitsAsync(Person person, Opportunity listing) =>
        site.RunAsync<FeedbackService>(book =>
            book.SayAsync(person.OrganisationId!.Value, person.Id, listing.Id, new(FeedbackAnswer.Fits, null), CancellationToken.None)
        );

    private async Task<Page> SaveAsync(Visitor staff, Opportunity listing, params (string, string?)[] fields) =>
        await staff.SubmitAsync(await staff.OpenAsync($"/desk/opportunities/{listing.Id}/edit"), "form#listing", fields);

    private async Task LaterAsync(int minutes)
    {
        site.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await site.SendMailsAsync();
    }

    private async Task CloseWindowsAsync()
    {
        await site.RunAsync<Digests>(digests => digests.CloseWindowsAsync(CancellationToken.None));
        await site.SendMailsAsync();
    }

    private Task<List<int>> VersionsAsync(Person person) =>
        site.InDatabaseAsync(db => db.AlertItems.Where(i => i.PersonId == person.Id).Select(i => i.Version).ToListAsync());

    /// <summary>An investor who has had a mail about a listing.</summary>
    private async Task<(Person Investor, Opportunity Listing)> ToldAsync(string sector)
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = ([sector], []));
        var contact = (await site.People.StaffAsync()).Id;
        var listing = await site.PublishAsync(o => (o.Sector, o.Subsector, o.ContactId) = (sector, null, contact));
        await site.SendMailsAsync();
        Assert.Single(site.Mails.To(investor.Email!));
        return (investor, listing);
    }
}
