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

/// <summary>What closes is told to whom it fits, once.</summary>
public sealed partial class QuietTimeTests
{
    [Theory]
    [InlineData("Reserved", "digi", "status: Open → Has a partner")]
    [InlineData("OnHold", "tour", "status: Open → On hold")]
    [InlineData("Done", "fina", "status: Open → Done")]
    [InlineData("Withdrawn", "wast", "status: Open → Withdrawn")]
    public async Task Who_said_that_it_fits_is_told_once_when_it_closes_and_others_are_not(string state, string sector, string line)
    {
        var (follower, listing) = await ToldAsync(sector);
        var other = await site.People.InvestorAsync();
        await site.AddMandateAsync(other, m => (m.Sectors, m.Places) = ([sector], []));
        await FitsAsync(follower, listing);

        await site.ChangeAsync(
            listing,
            o =>
            {
                if (state == "Withdrawn")
                    o.Status = PublicationStatus.Withdrawn;
                else
                    o.Availability = Enum.Parse<Availability>(state);
            }
        );
        await LaterAsync(9);
        Assert.Single(site.Mails.To(follower.Email!));
        await LaterAsync(1);
        await LaterAsync(60);

        var mails = site.Mails.To(follower.Email!);
        Assert.Equal(2, mails.Count);
        Assert.Contains(line, mails[0].Text, StringComparison.Ordinal);
        Assert.Contains("because you said that it fits", mails[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(listing.Summary.En, mails[0].Text, StringComparison.Ordinal);
        Assert.Empty(site.Mails.To(other.Email!));
    }

    [Fact]
    public async Task Reserved_by_a_slip_and_opened_again_in_time_is_told_to_nobody()
    {
        var (follower, listing) = await ToldAsync("renw");
        await FitsAsync(follower, listing);
        await site.ChangeAsync(listing, o => o.Availability = Availability.Reserved);
        await LaterAsync(5);
        await site.ChangeAsync(listing, o => o.Availability = Availability.Open);
        await LaterAsync(30);

        Assert.Single(site.Mails.To(follower.Email!));
    }

    [Fact]
    public async Task Who_said_that_it_fits_without_ever_having_been_mailed_is_told_too()
    {
        var listing = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("bldm", null));
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = (["metl"], []));
        await FitsAsync(investor, listing);

        await site.ChangeAsync(listing, o => o.Availability = Availability.Reserved);
        await LaterAsync(11);

        Assert.Contains("Has a partner", Assert.Single(site.Mails.To(investor.Email!)).Subject, StringComparison.Ordinal);
    }
}
