using System.Globalization;
using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk;

/// <summary>Withdrawing and renewing say beforehand whom they tell, and then tell them.</summary>
public sealed class ToldBeforehandTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Before_a_withdrawal_it_is_said_who_will_be_told_of_it()
    {
        await WantsAsync("tele", AlertFrequency.AtOnce);
        var follower = await WantsAsync("tele", AlertFrequency.AtOnce);
        var (staff, person) = await DeskAsync();
        var listing = await site.PublishAsync(o => (o.Sector, o.Subsector, o.ContactId) = ("tele", null, person));
        await site.SendMailsAsync();
        var path = $"/desk/opportunities/{listing.Id}/withdrawal";
        Assert.Equal("Saving this notifies nobody.", (await staff.OpenAsync(path)).TextsOf("#reach-told").Single());
        await site.RunAsync<FeedbackService>(book =>
            book.SayAsync(follower.OrganisationId!.Value, follower.Id, listing.Id, new(FeedbackAnswer.Fits, null), CancellationToken.None)
        );

        var look = await staff.OpenAsync(path);
        Assert.StartsWith("Saving this notifies 1 person,", look.TextsOf("#reach-told").Single(), StringComparison.Ordinal);
        await staff.SubmitAsync(look, "main form");

        Assert.Equal((1, 0), await EntriesAsync(listing));
        await site.Mails.WaitForAsync(follower.Email!, mail => mail.Text.Contains("status: Open → Withdrawn", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public async Task Before_a_renewal_it_is_said_who_will_be_told_of_the_new_day(int days)
    {
        var sector = days > 0 ? "papr" : "plas";
        var today = BakuDay.Of(TimeProvider.System);
        await WantsAsync(sector, AlertFrequency.AtOnce);
        await WantsAsync(sector, AlertFrequency.Weekly);
        await WantsAsync(sector, AlertFrequency.AtOnce, m => m.Places = ["NAX"]);
        var (staff, person) = await DeskAsync();
        var listing = await site.PublishAsync(o => (o.Sector, o.Subsector, o.ContactId) = (sector, null, person));
        await site.SendMailsAsync();
        await site.InDatabaseAsync(db =>
            db.Opportunities.Where(o => o.Id == listing.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.ValidUntil, today.AddDays(days)))
        );
        await WantsAsync(sector, AlertFrequency.AtOnce);

        var look = await staff.OpenAsync($"/desk/opportunities/{listing.Id}/renewal");
        Assert.StartsWith("Saving this notifies 3 people,", look.TextsOf("#reach-told").Single(), StringComparison.Ordinal);
        var wrong = await staff.SubmitAsync(look, "main form", ("LastDay", "soon"));
        Assert.Equal(look.TextsOf("#reach-told"), wrong.TextsOf("#reach-told"));
        await staff.SubmitAsync(wrong, "main form", ("LastDay", today.AddDays(60).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

        // Two by mail, and one with the digest that had not told of it yet.
        Assert.Equal((2, 1), await EntriesAsync(listing));
    }

    private async Task<(Visitor Staff, Guid Id)> DeskAsync()
    {
        var person = await site.People.StaffAsync();
        return (await site.People.SignInAsync(person), person.Id);
    }

    /// <summary>How many entries of the second version are in a mail, and how many wait for a digest.</summary>
    private Task<(int Mailed, int Waiting)> EntriesAsync(Opportunity listing) =>
        site.InDatabaseAsync(async db =>
        {
            var items = await db.AlertItems.Where(i => i.OpportunityId == listing.Id && i.Version == 2 && !i.IsSilent).ToListAsync();
            return (items.Count(i => i.MailId != null), items.Count(i => i.MailId == null));
        });

    private async Task<Person> WantsAsync(string sector, AlertFrequency frequency, Action<Mandate>? change = null)
    {
        var investor = await site.People.InvestorAsync();
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
