using System.Net;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Desk.Inbox;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Inbox;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.Inbox;

/// <summary>The list of what waits, and what is done with several of it at once.</summary>
public sealed class InboxPageTests(ClockSite site) : IClassFixture<ClockSite>
{
    private DateTimeOffset Now => site.Clock.GetUtcNow();

    [Theory]
    [InlineData("/desk/inbox")]
    [InlineData("/desk/inbox?handler=News&seen=1-00000000000000000000000000000000")]
    [InlineData("/desk/enquiries/export")]
    public async Task It_is_for_the_desk(string path)
    {
        Assert.StartsWith("/account/sign-in", (await site.NewVisitor().OpenAsync(path)).Path, StringComparison.Ordinal);
        var investor = await site.People.SignInAsync(await site.People.InvestorAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await investor.OpenAsync(path)).Status);
    }

    [Fact]
    public async Task The_desk_begins_there()
    {
        var (_, visitor) = await StaffAsync();
        Assert.Equal("/desk/inbox", (await visitor.OpenAsync("/desk")).Path);
    }

    [Fact]
    public async Task Mine_are_not_those_of_a_colleague_and_what_is_set_aside_is_for_administrators()
    {
        var (me, visitor) = await StaffAsync();
        var (other, _) = await StaffAsync();
        await site.AddAsync(InboxKind.Submission, me.Id, null, "Own one");
        await site.AddAsync(InboxKind.Submission, other.Id, null, "Of another");
        await site.AddAsync(InboxKind.Parked, me.Id, null, "Set aside");

        var page = await visitor.OpenAsync("/desk/inbox");

        Assert.Equal(["Own one"], page.TextsOf(".item .subject a"));
        Assert.Equal("1", page.TextsOf(".rail .count").Single());
        var administrator = await site.People.AdministratorAsync();
        await site.AddAsync(InboxKind.Parked, administrator.Id, null, "Seen by few");
        Assert.Equal(
            ["Seen by few"],
            (await (await site.People.SignInAsync(administrator)).OpenAsync("/desk/inbox")).TextsOf(".item .subject a")
        );
    }

    [Theory]
    [InlineData(50, 50, false)]
    [InlineData(51, 50, true)]
    public async Task A_page_holds_fifty(int count, int shown, bool hasNext)
    {
        var (me, visitor) = await StaffAsync();
        for (var i = 0; i < count; i++)
            await site.AddAsync(InboxKind.Submission, me.Id, i % 2 == 0 ? Now.AddMinutes(i) : null, $"Number {i}");

        var first = await visitor.OpenAsync("/desk/inbox");
        var next = first.Document.QuerySelector(".pagination a[rel=next]")?.GetAttribute("href");

        Assert.Equal((shown, hasNext), (first.TextsOf(".item .subject a").Count, next is not null));
        if (next is not null)
            Assert.Empty(first.TextsOf(".item .subject a").Intersect((await visitor.OpenAsync(next)).TextsOf(".item .subject a")));
    }

    [Theory]
    [InlineData(-1, InboxGroup.Late)]
    [InlineData(0, InboxGroup.Today)]
    [InlineData(11 * 60 - 1, InboxGroup.Today)]
    [InlineData(11 * 60, InboxGroup.Week)]
    [InlineData(11 * 60 + 6 * 24 * 60 - 1, InboxGroup.Week)]
    [InlineData(11 * 60 + 6 * 24 * 60, InboxGroup.Later)]
    public void Days_end_at_midnight_in_Baku_and_weeks_on_Sunday(int minutes, InboxGroup expected)
    {
        // A Monday, 13:00 in Baku.
        var now = new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);
        var row = new InboxRow(
            Guid.NewGuid(),
            InboxKind.Fit,
            "",
            "",
            Web.Languages.Localized.Empty,
            "",
            now,
            now.AddMinutes(minutes),
            false,
            false,
            now,
            1,
            null,
            null,
            null,
            null
        );
        Assert.Equal(expected, row.GroupAt(InboxTimes.At(now)));
    }

    [Fact]
    public async Task Words_are_found_in_all_languages_by_one_character_or_folded()
    {
        await using var own = new ClockSite();
        await own.InitializeAsync();
        var staff = await own.People.StaffAsync();
        var investor = await own.People.InvestorAsync();
        var enquiry = await own.AskAsync(investor, "舍基葡萄园，Sumqayıt？");
        var visitor = await own.People.SignInAsync(staff);

        var found = new Dictionary<string, bool>();
        foreach (var words in (string[])["舍", "舍基葡萄", "SUMQAYIT", "ordos bit", "%"])
        {
            var page = await visitor.OpenAsync("/desk/inbox?tab=all&q=" + Uri.EscapeDataString(words));
            found[words] = page.Document.QuerySelector($".item a[href='/desk/enquiries/{enquiry}']") is not null;
        }

        Assert.Equal(["舍", "舍基葡萄", "SUMQAYIT", "%"], found.Where(each => each.Value).Select(each => each.Key));
    }

    [Fact]
    public async Task Assigning_tells_the_new_owner_leaves_out_what_is_theirs_and_can_be_taken_back_but_for_what_changed_since()
    {
        var (me, visitor) = await StaffAsync();
        var (other, _) = await StaffAsync();
        var (a, b, c) = (
            await site.AddAsync(InboxKind.Submission, me.Id, null, "First"),
            await site.AddAsync(InboxKind.Submission, me.Id, null, "Second"),
            await site.AddAsync(InboxKind.Submission, other.Id, null, "Theirs")
        );

        var page = await visitor.PressAsync(
            await visitor.OpenAsync("/desk/inbox?tab=all"),
            "#assign button",
            ("item", a.ToString()),
            ("item", b.ToString()),
            ("item", c.ToString()),
            ("to", other.Id.ToString())
        );

        Assert.Contains("2 items assigned to " + other.Email, page.TextsOf("#undo").Single(), StringComparison.Ordinal);
        Assert.Contains("1 more was left", page.Html, StringComparison.Ordinal);
        Assert.Equal(
            [InboxMails.Assigned],
            await site.InDatabaseAsync(db => db.Mails.Where(m => m.PersonId == other.Id).Select(m => m.Kind).ToListAsync())
        );

        var third = await site.People.StaffAsync();
        await site.InDatabaseAsync(db =>
            db.InboxItems.Where(i => i.Id == b).ExecuteUpdateAsync(set => set.SetProperty(i => i.OwnerId, third.Id))
        );
        var undone = await visitor.SubmitAsync(await visitor.OpenAsync("/desk/inbox"), "#undo");
        Assert.Contains("1 item is as it was", undone.Html, StringComparison.Ordinal);
        Assert.Contains("1 was changed since", undone.Html, StringComparison.Ordinal);
        Assert.Equal([me.Id, third.Id, other.Id], [await OwnerAsync(a), await OwnerAsync(b), await OwnerAsync(c)]);
        Assert.Empty(undone.Document.QuerySelectorAll("#undo"));
    }

    [Fact]
    public async Task An_enquiry_is_assigned_with_its_history()
    {
        var (_, visitor) = await StaffAsync();
        var (other, _) = await StaffAsync();
        var enquiry = await site.AskAsync(await site.People.InvestorAsync(), "土地？");
        var before = await site.People.StaffAsync();
        await site.RunAsync<EnquiryService>(service => service.AssignAsync(enquiry, before.Id, null, null, CancellationToken.None));
        var item = (await site.ItemAsync(InboxKind.Enquiry, enquiry.ToString()))!;

        await visitor.PressAsync(
            await visitor.OpenAsync("/desk/inbox?tab=all"),
            "#assign button",
            ("item", item.Id.ToString()),
            ("to", other.Id.ToString())
        );

        Assert.Equal(other.Id, (await site.ItemAsync(InboxKind.Enquiry, enquiry.ToString()))!.OwnerId);
        Assert.Equal(
            other.Id,
            await site.InDatabaseAsync(db => db.Enquiries.Where(e => e.Id == enquiry).Select(e => e.OwnerId).SingleAsync())
        );
    }

    [Theory]
    [InlineData("2026-11-30", "why", "Choose a day from tomorrow on")]
    [InlineData("2026-12-03", "", "Write why")]
    [InlineData("2026-12-03", "slots proposed", "1 item snoozed")]
    public async Task Snoozing_takes_a_later_day_and_a_reason(string until, string reason, string said)
    {
        var (me, visitor) = await StaffAsync();
        var id = await site.AddAsync(InboxKind.Submission, me.Id, Now.AddHours(3), "Put off");

        var page = await visitor.PressAsync(
            await visitor.OpenAsync("/desk/inbox"),
            "#snooze button",
            ("item", id.ToString()),
            ("until", until),
            ("reason", reason)
        );

        Assert.Contains(said, page.Html, StringComparison.Ordinal);
        var isDone = said.EndsWith("snoozed", StringComparison.Ordinal);
        Assert.Equal([isDone ? "Waiting for others 1" : "Today 1"], page.TextsOf("h2.group"));
        // 9:00 in Baku.
        var stored = await site.InDatabaseAsync(db => db.InboxItems.Where(i => i.Id == id).Select(i => i.SnoozedUntil).SingleAsync());
        Assert.Equal(isDone ? new DateTimeOffset(2026, 12, 3, 5, 0, 0, TimeSpan.Zero) : null, stored);
    }

    [Fact]
    public async Task What_a_colleague_has_put_off_since_stays_put_off_when_one_takes_the_own_back()
    {
        var (me, visitor) = await StaffAsync();
        var (_, colleague) = await StaffAsync();
        var id = await site.AddAsync(InboxKind.Submission, me.Id, Now.AddHours(3), "Put off twice");
        var mine = await SnoozeAsync(visitor, "2026-12-03", "mine");
        await SnoozeAsync(colleague, "2026-12-10", "theirs");

        await visitor.SubmitAsync(mine, "#undo");

        var item = await site.InDatabaseAsync(db => db.InboxItems.AsNoTracking().SingleAsync(i => i.Id == id));
        Assert.Equal("theirs", item.SnoozeReason);

        async Task<Page> SnoozeAsync(Visitor who, string until, string reason) =>
            await who.PressAsync(
                await who.OpenAsync("/desk/inbox?tab=all"),
                "#snooze button",
                ("item", id.ToString()),
                ("until", until),
                ("reason", reason)
            );
    }

    [Fact]
    public async Task Done_is_only_what_does_not_end_by_itself()
    {
        var (me, visitor) = await StaffAsync();
        var (fit, submission) = (
            await site.AddAsync(InboxKind.Fit, me.Id, null, "A fit"),
            await site.AddAsync(InboxKind.Submission, me.Id, null, "A submission")
        );

        var page = await visitor.PressAsync(
            await visitor.OpenAsync("/desk/inbox"),
            "button[formaction$=done]",
            ("item", fit.ToString()),
            ("item", submission.ToString())
        );
        Assert.Equal(["A submission"], page.TextsOf(".item .subject a"));

        Assert.Equal(2, (await visitor.SubmitAsync(page, "#undo")).TextsOf(".item .subject a").Count);
    }

    [Fact]
    public async Task Nobody_takes_back_what_somebody_else_did()
    {
        var (me, visitor) = await StaffAsync();
        var (_, other) = await StaffAsync();
        var id = await site.AddAsync(InboxKind.Fit, me.Id, null, "Mine");
        var page = await visitor.PressAsync(await visitor.OpenAsync("/desk/inbox"), "button[formaction$=done]", ("item", id.ToString()));
        var change = page.Document.QuerySelector("#undo [name=change]")!.GetAttribute("value");
        await site.AddAsync(InboxKind.Fit, null, null, "Another");

        var own = await other.PressAsync(await other.OpenAsync("/desk/inbox?tab=unowned"), ".act button");
        var refused = await other.SubmitAsync(own, "#undo", ("change", change));

        Assert.Contains("It can no longer be undone", refused.Html, StringComparison.Ordinal);
        Assert.NotNull(await site.InDatabaseAsync(db => db.InboxItems.Where(i => i.Id == id).Select(i => i.DoneAt).SingleAsync()));
    }

    [Fact]
    public async Task What_came_since_is_counted()
    {
        var (me, visitor) = await StaffAsync();
        await site.AddAsync(InboxKind.Submission, me.Id, null, "Old");
        var page = await visitor.OpenAsync("/desk/inbox");
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        var asked = page.Document.QuerySelector("#news")!.GetAttribute("hx-get")!;
        Assert.DoesNotContain("new, show", (await visitor.OpenWithHtmxAsync(asked)).Html, StringComparison.Ordinal);

        await site.AddAsync(InboxKind.Submission, me.Id, null, "New");

        Assert.Contains("1 new, show", (await visitor.OpenWithHtmxAsync(asked)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_goes_back_to_somebody_whose_access_was_withdrawn()
    {
        var (me, visitor) = await StaffAsync();
        var (gone, _) = await StaffAsync();
        var (theirs, enquiry) = (
            await site.AddAsync(InboxKind.Submission, gone.Id, null, "Theirs"),
            await site.AskAsync(await site.People.InvestorAsync())
        );
        await site.RunAsync<EnquiryService>(e => e.AssignAsync(enquiry.Id, gone.Id, null, null, CancellationToken.None));
        var asked = await site.InDatabaseAsync(db =>
            db.InboxItems.Where(i => i.Subject == enquiry.Id.ToString()).Select(i => i.Id).SingleAsync()
        );
        await visitor.PressAsync(
            await visitor.OpenAsync("/desk/inbox?tab=all"),
            "#assign button",
            ("item", theirs.ToString()),
            ("item", asked.ToString()),
            ("to", me.Id.ToString())
        );
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == gone.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.LockoutEnd, DateTimeOffset.MaxValue))
        );

        await visitor.SubmitAsync(await visitor.OpenAsync("/desk/inbox"), "#undo");

        Assert.Equal([me.Id, me.Id], [await OwnerAsync(theirs), await OwnerAsync(asked)]);
    }

    private async Task<(Person Person, Visitor Visitor)> StaffAsync()
    {
        var staff = await site.People.StaffAsync();
        return (staff, await site.People.SignInAsync(staff));
    }

    private Task<Guid?> OwnerAsync(Guid item) =>
        site.InDatabaseAsync(db => db.InboxItems.Where(i => i.Id == item).Select(i => i.OwnerId).SingleAsync());
}
