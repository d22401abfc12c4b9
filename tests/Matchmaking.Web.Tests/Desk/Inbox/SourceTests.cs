using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Desk.Inbox;

/// <summary>What waits for the desk comes into the inbox with its cause, and goes with it.</summary>
public sealed class SourceTests(ClockSite site) : IClassFixture<ClockSite>
{
    private DateTimeOffset Now => site.Clock.GetUtcNow();

    [Fact]
    public async Task A_submission_is_nobodys_and_due_in_five_working_days_until_it_is_accepted()
    {
        var listing = await SubmittedAsync();

        var item = (await site.ItemAsync(InboxKind.Submission, listing.Id.ToString()))!;
        // Monday 13:00 in Baku; the Monday after at the same hour.
        Assert.Equal((null, new DateTimeOffset(2026, 12, 7, 9, 0, 0, TimeSpan.Zero)), (item.OwnerId, item.DueAt));

        var staff = await site.People.StaffAsync();
        await site.ChangeAsync(listing, o => o.Accept(staff.Id, Now));
        Assert.Null(await site.ItemAsync(InboxKind.Submission, listing.Id.ToString()));
    }

    [Fact]
    public async Task Who_has_taken_an_item_keeps_it_through_changes_and_so_does_a_snooze()
    {
        var listing = await SubmittedAsync();
        var staff = await site.People.StaffAsync();
        await site.InDatabaseAsync(db =>
            db.InboxItems.Where(i => i.Subject == listing.Id.ToString())
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(i => i.OwnerId, staff.Id)
                        .SetProperty(i => i.SnoozedUntil, Now.AddDays(2))
                        .SetProperty(i => i.SnoozeReason, "trip")
                )
        );
        await site.ChangeAsync(listing, o => o.Title = new("新标题", "Yeni başlıq", "Another title"));

        var item = (await site.ItemAsync(InboxKind.Submission, listing.Id.ToString()))!;
        Assert.Equal(("Another title", staff.Id, "trip"), (item.TitleEn, item.OwnerId, item.SnoozeReason));
        Assert.Contains("another", item.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(14, InboxKind.Expiring)]
    [InlineData(0, InboxKind.Expiring)]
    [InlineData(-1, InboxKind.Expired)]
    [InlineData(15, null)]
    public async Task A_listing_belongs_to_its_contact_in_its_last_two_weeks_and_after(int days, InboxKind? expected)
    {
        var staff = await site.People.StaffAsync();
        var today = new DateOnly(2026, 11, 30);
        var listing = await site.PublishAsync(o => (o.ContactId, o.ValidUntil) = (staff.Id, today.AddDays(days)));
        await FollowAsync();

        var items = await site.InDatabaseAsync(db =>
            db.InboxItems.AsNoTracking().Where(i => i.Subject == listing.Id.ToString()).ToListAsync()
        );
        Assert.Equal(expected is { } kind ? [kind] : [], items.Select(i => i.Kind));
        Assert.All(items, item => Assert.Equal(staff.Id, item.OwnerId));
    }

    [Fact]
    public async Task A_fit_waits_until_its_organisation_asks()
    {
        var investor = await site.People.InvestorAsync();
        var listing = await site.PublishAsync();
        var subject = $"{investor.OrganisationId}:{listing.Id}";
        await SayAsync(investor, listing, new(FeedbackAnswer.Fits, null));
        Assert.NotNull(await site.ItemAsync(InboxKind.Fit, subject));

        await site.People.StaffAsync();
        await site.AskAsync(investor, "土地和供电？", listing.Id);

        Assert.Null(await site.ItemAsync(InboxKind.Fit, subject));
    }

    [Fact]
    public async Task A_refusal_is_worth_a_look_only_of_a_good_match()
    {
        var (good, none) = (await site.People.InvestorAsync(), await site.People.InvestorAsync());
        await site.AddMandateAsync(good);
        var listing = await site.PublishAsync();
        foreach (var investor in new[] { good, none })
            await SayAsync(investor, listing, new(FeedbackAnswer.DoesNotFit, FeedbackCause.Place));

        Assert.Equal("place", (await site.ItemAsync(InboxKind.Refusal, $"{good.OrganisationId}:{listing.Id}"))?.Original);
        Assert.Null(await site.ItemAsync(InboxKind.Refusal, $"{none.OrganisationId}:{listing.Id}"));
    }

    [Fact]
    public async Task What_is_heard_on_an_enquiry_wakes_it_and_so_does_its_day()
    {
        await site.People.StaffAsync();
        var investor = await site.People.InvestorAsync();
        var (heard, quiet) = (await site.AskAsync(investor, "第一个问题"), await site.AskAsync(investor, "第二个问题"));
        await site.InDatabaseAsync(db =>
            db.InboxItems.Where(i => i.Subject == heard.ToString() || i.Subject == quiet.ToString())
                .ExecuteUpdateAsync(set => set.SetProperty(i => i.SnoozedUntil, Now.AddDays(1)))
        );
        await site.RunAsync<EnquiryService>(service =>
            service.HearAsync(
                new()
                {
                    EnquiryId = heard,
                    Kind = MessageKind.Investor,
                    At = Now,
                    AuthorName = "王梅",
                    Via = EnquiryChannel.Site,
                    Language = "zh-Hans",
                    Text = "补充",
                },
                CancellationToken.None
            )
        );
        Assert.Equal((null, true), ((await ItemOfAsync(heard)).SnoozedUntil, (await ItemOfAsync(quiet)).SnoozedUntil is not null));

        await site.InDatabaseAsync(db =>
            db.InboxItems.Where(i => i.Subject == quiet.ToString()).ExecuteUpdateAsync(set => set.SetProperty(i => i.SnoozedUntil, Now))
        );
        await FollowAsync();
        Assert.Null((await ItemOfAsync(quiet)).SnoozedUntil);
    }

    [Fact]
    public async Task A_source_that_fails_is_parked_and_the_others_go_on()
    {
        var listing = await site.PublishAsync(o => o.ValidUntil = new(2026, 12, 2));
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var inbox = ActivatorUtilities.CreateInstance<InboxService>(
                scope.ServiceProvider,
                (IEnumerable<InboxSource>)
                    [new InboxSource(InboxKind.Letter, "SELECT 1 / 0"), .. scope.ServiceProvider.GetServices<InboxSource>()]
            );
            await ActivatorUtilities.CreateInstance<FollowInboxJob>(scope.ServiceProvider, inbox).RunAsync(CancellationToken.None);
        }

        Assert.NotNull(await site.ItemAsync(InboxKind.Expiring, listing.Id.ToString()));
        Assert.Equal(
            ["Letter"],
            await site.InDatabaseAsync(db => db.ParkedItems.Where(p => p.Queue == FollowInboxJob.Queue).Select(p => p.Item).ToListAsync())
        );
        await site.Services.GetRequiredService<Parking>().ReleaseAsync(FollowInboxJob.Queue, "Letter", CancellationToken.None);
    }

    private async Task<Opportunity> SubmittedAsync()
    {
        var investor = await site.People.InvestorAsync();
        var listing = Listings.Opportunity(o =>
            (o.Status, o.PublishedAt, o.SubmittedById) = (PublicationStatus.Returned, null, investor.OrganisationId)
        );
        await site.InDatabaseAsync(db =>
        {
            db.Opportunities.Add(listing);
            return db.SaveChangesAsync();
        });
        await site.ChangeAsync(listing, o => o.Submit(investor.Id, Now));
        return listing;
    }

    private Task SayAsync(Person investor, Opportunity listing, FeedbackSaid said) =>
        site.RunAsync<FeedbackService>(service =>
            service.SayAsync(investor.OrganisationId!.Value, investor.Id, listing.Id, said, CancellationToken.None)
        );

    private async Task<InboxItem> ItemOfAsync(Guid enquiry) => (await site.ItemAsync(InboxKind.Enquiry, enquiry.ToString()))!;

    private Task FollowAsync() =>
        site.RunAsync<InboxService>(async inbox =>
        {
            await inbox.WakeDueAsync(CancellationToken.None);
            foreach (var source in inbox.Sources)
                await inbox.FollowAsync(source.Kind, null, CancellationToken.None);
        });
}
