using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Features.Organisations;

namespace Matchmaking.Web.Tests.Desk.Inbox;

/// <summary>What is open has a next step and a day in the list, whatever was said or not.</summary>
public sealed class NextInInboxTests(ClockSite site) : IClassFixture<ClockSite>
{
    private static readonly DateOnly Friday = new(2026, 12, 4);

    [Fact]
    public async Task An_answered_enquiry_without_a_step_comes_back_to_its_owner_after_five_working_days()
    {
        var (owner, visitor, id) = await AnsweredAsync();

        var row = Row(await visitor.OpenAsync("/desk/inbox"), id);
        Assert.Contains("Next: check back with the investor, by 7 December 2026", Folded(row.TextContent), StringComparison.Ordinal);
        Assert.DoesNotContain("no date promised", row.TextContent, StringComparison.Ordinal);
        var act = row.QuerySelector("[data-act]")!;
        Assert.Equal(("Look", $"/desk/enquiries/{id}"), (act.TextContent, act.GetAttribute("href")));

        await SayAsync(id, owner, MessageKind.Investor);

        row = Row(await visitor.OpenAsync("/desk/inbox"), id);
        Assert.Equal("Answer", row.QuerySelector("[data-act]")!.TextContent);
    }

    [Fact]
    public async Task Who_was_asked_is_waited_for_ten_working_days_and_then_it_is_the_owner_s_again()
    {
        var (owner, visitor, id) = await AnsweredAsync();
        await SayAsync(id, owner, MessageKind.Question);
        async Task<(bool IsWaiting, DateTimeOffset? DueAt)> OnAsync(DateTimeOffset day)
        {
            var before = site.Clock.GetUtcNow();
            site.Clock.AdjustTime(day);
            try
            {
                await site.RunAsync<InboxService>(inbox => inbox.FollowAsync(InboxKind.Enquiry, null, CancellationToken.None));
                var item = (await site.ItemAsync(InboxKind.Enquiry, id.ToString()))!;
                return (item.IsWaiting, item.DueAt);
            }
            finally
            {
                site.Clock.AdjustTime(before);
            }
        }
        var due = new DateTimeOffset(2026, 12, 14, 14, 0, 0, TimeSpan.Zero);

        Assert.Equal((true, due), await OnAsync(new(2026, 12, 13, 19, 59, 0, TimeSpan.Zero)));
        Assert.Equal((false, due), await OnAsync(new(2026, 12, 13, 20, 1, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task A_next_step_is_its_line_and_its_day_is_when_it_is_due()
    {
        var (owner, visitor, id) = await AnsweredAsync();

        await PlanAsync(id, owner, "Call the port", Friday);

        var row = Row(await visitor.OpenAsync("/desk/inbox"), id);
        Assert.Contains("Next: Call the port, by 4 December 2026", Folded(row.TextContent), StringComparison.Ordinal);
        Assert.Equal("Look", row.QuerySelector("[data-act]")!.TextContent);
        var item = (await site.ItemAsync(InboxKind.Enquiry, id.ToString()))!;
        Assert.Equal((new DateTimeOffset(2026, 12, 4, 14, 0, 0, TimeSpan.Zero), false), (item.DueAt!.Value, item.IsCheckBack));

        await PlanAsync(id, owner, "Call the ministry", Friday.AddDays(3));
        Assert.Equal("Call the ministry", (await site.ItemAsync(InboxKind.Enquiry, id.ToString()))!.Step);
    }

    [Fact]
    public async Task While_an_answer_is_owed_it_is_no_step_and_while_the_investor_was_asked_it_waits_for_its_day()
    {
        var (owner, _, id) = await AnsweredAsync();
        await PlanAsync(id, owner, "Call the port", Friday);

        await SayAsync(id, owner, MessageKind.Investor);
        var item = (await site.ItemAsync(InboxKind.Enquiry, id.ToString()))!;
        Assert.Equal((null, false), (item.Step, item.IsCheckBack));
        await SayAsync(id, owner, MessageKind.Question);
        item = (await site.ItemAsync(InboxKind.Enquiry, id.ToString()))!;
        Assert.Equal(("Call the port", true, false), (item.Step, item.IsPaused, item.IsCheckBack));
    }

    [Fact]
    public async Task Contractors_are_marked_and_investors_are_not()
    {
        var (_, visitor, contractor) = await AnsweredAsync(EnquiryIntent.ContractWork);
        var (_, _, investor) = await AnsweredAsync();
        var page = await visitor.OpenAsync("/desk/inbox?tab=all");

        Assert.Equal("Do contract work", Row(page, contractor).QuerySelector(".who .chip")!.TextContent);
        Assert.Null(Row(page, investor).QuerySelector(".who .chip"));
    }

    [Theory]
    [InlineData("2026-12-01", true)]
    [InlineData("2026-12-08", false)]
    public async Task Who_puts_something_off_past_its_day_is_warned_and_may_undo(string due, bool isLater)
    {
        var me = await site.People.StaffAsync();
        var visitor = await site.People.SignInAsync(me);
        var item = await site.AddAsync(
            InboxKind.Submission,
            me.Id,
            DateTimeOffset.Parse(due + "T09:00:00Z", System.Globalization.CultureInfo.InvariantCulture)
        );

        var page = await visitor.SubmitAsync(
            await visitor.OpenAsync("/desk/inbox"),
            "#chosen",
            ("item", item.ToString()),
            ("until", "2026-12-04"),
            ("reason", "trip")
        );

        Assert.Equal(isLater, page.Html.Contains("is due before it is back", StringComparison.Ordinal));
        Assert.NotNull(page.Document.QuerySelector("#undo"));
        // Sent again it changes nothing, and to undo it still takes it back.
        page = await visitor.SubmitAsync(page, "#chosen", ("item", item.ToString()), ("until", "2026-12-04"), ("reason", "trip"));
        await visitor.SubmitAsync(page, "#undo");
        Assert.Null((await site.InDatabaseAsync(db => Task.FromResult(db.InboxItems.Single(i => i.Id == item)))).SnoozedUntil);
    }

    private static AngleSharp.Dom.IElement Row(Page page, Guid enquiry) =>
        page.Document.QuerySelector($".item a[href='/desk/enquiries/{enquiry}']")!.Closest(".item")!;

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<(Person Owner, Visitor Visitor, Guid Enquiry)> AnsweredAsync(EnquiryIntent intent = EnquiryIntent.Invest)
    {
        var owner = await site.People.StaffAsync();
        var enquiry = await site.AskAsync(await site.People.InvestorAsync(), change: draft => draft with { Intent = intent });
        if (enquiry.OwnerId != owner.Id)
            await site.RunAsync<EnquiryService>(e => e.AssignAsync(enquiry.Id, owner.Id, null, null, CancellationToken.None));
        await SayAsync(enquiry.Id, owner, MessageKind.Answer);
        return (owner, await site.People.SignInAsync(owner), enquiry.Id);
    }

    private Task PlanAsync(Guid id, Person by, string step, DateOnly on) =>
        site.RunAsync<EnquiryService>(enquiries =>
            enquiries.ChangeAsync(id, e => Task.FromResult(e.Plan(step, on, null, by.Id, site.Clock.GetUtcNow())), CancellationToken.None)
        );

    private Task SayAsync(Guid id, Person officer, MessageKind kind) =>
        site.RunAsync<EnquiryService>(enquiries =>
        {
            var said = new EnquiryMessage
            {
                EnquiryId = id,
                Kind = kind,
                At = site.Clock.GetUtcNow(),
                AuthorId = kind == MessageKind.Investor ? null : officer.Id,
                AuthorName = "Somebody",
                Via = EnquiryChannel.Site,
                Language = "en",
                Text = "Some words.",
            };
            return kind == MessageKind.Investor
                ? enquiries.HearAsync(said, CancellationToken.None)
                : enquiries.TellAsync(said, null, CancellationToken.None);
        });
}
