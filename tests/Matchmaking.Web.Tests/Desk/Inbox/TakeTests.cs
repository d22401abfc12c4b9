using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Inbox;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.Inbox;

/// <summary>What is nobody's is taken by one.</summary>
public sealed class TakeTests(ClockSite site) : IClassFixture<ClockSite>
{
    [Fact]
    public async Task What_two_take_belongs_to_the_first_and_the_second_is_told_whose_it_is()
    {
        var (first, one) = await StaffAsync();
        var (_, two) = await StaffAsync();
        var id = await site.AddAsync(InboxKind.Fit, null, null, "For one of two");
        (string, string?)[] typed = [("take", id.ToString())];
        var (before, late) = (await one.OpenAsync("/desk/inbox?tab=unowned"), await two.OpenAsync("/desk/inbox?tab=unowned"));

        await one.PressAsync(before, ".act button[name=take]", typed);
        var told = await two.PressAsync(late, ".act button[name=take]", typed);

        Assert.Contains($"{first.DisplayName} has taken it already.", told.Html, StringComparison.Ordinal);
        Assert.Empty(told.Document.QuerySelectorAll("#undo"));
        Assert.Equal(first.Id, await OwnerAsync(id));
    }

    [Fact]
    public async Task Nobody_takes_an_enquiry_that_is_somebody_s()
    {
        var (owner, _) = await StaffAsync();
        var (_, visitor) = await StaffAsync();
        var enquiry = await site.AskAsync(await site.People.InvestorAsync(), "Whose is it?");
        await site.RunAsync<EnquiryService>(enquiries => enquiries.AssignAsync(enquiry, owner.Id, null, null, CancellationToken.None));
        var item = (await site.ItemAsync(InboxKind.Enquiry, enquiry.ToString()))!;
        await site.AddAsync(InboxKind.Fit, null, null, "Nobody's");

        await visitor.PressAsync(
            await visitor.OpenAsync("/desk/inbox?tab=unowned"),
            ".act button[name=take]",
            ("take", item.Id.ToString())
        );

        Assert.Equal(owner.Id, (await site.ReadAsync(enquiry)).OwnerId);
    }

    [Fact]
    public async Task What_many_take_at_the_same_moment_belongs_to_one()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => StaffAsync()));
        var id = await site.AddAsync(InboxKind.Fit, null, null, "For one of six");
        var pages = await Task.WhenAll(people.Select(one => one.Visitor.OpenAsync("/desk/inbox?tab=unowned")));

        var told = await Task.WhenAll(
            people.Zip(pages, (one, page) => one.Visitor.PressAsync(page, ".act button[name=take]", ("take", id.ToString())))
        );

        Assert.Single(told, page => page.Document.QuerySelector("#undo") is not null);
    }

    private async Task<(Person Person, Visitor Visitor)> StaffAsync()
    {
        var staff = await site.People.StaffAsync();
        return (staff, await site.People.SignInAsync(staff));
    }

    private Task<Guid?> OwnerAsync(Guid item) =>
        site.InDatabaseAsync(db => db.InboxItems.Where(i => i.Id == item).Select(i => i.OwnerId).SingleAsync());
}
