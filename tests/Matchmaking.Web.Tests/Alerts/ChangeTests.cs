using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Alerts;

/// <summary>Who was told of a listing is told what has changed, field by field; a corrected word is no news.</summary>
public sealed class ChangeTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("zh-Hans", "金额变更为 5000万美元", "3400万美元 → 5000万美元")]
    [InlineData("az", "məbləğ dəyişdi, indi 50 mln ABŞ dolları", "34 mln ABŞ dolları → 50 mln ABŞ dolları")]
    [InlineData("en", "amount is now US$50 million", "US$34 million → US$50 million")]
    public async Task A_changed_amount_is_told_with_what_it_was(string language, string subject, string change)
    {
        var (investor, listing) = await ToldAsync("furn", "furn.furniture", language: language);

        await site.ChangeAsync(listing, o => (o.AmountFrom, o.AmountTo) = (50_000_000, 50_000_000));

        var mail = await site.Mails.WaitForAsync(investor.Email!, m => m.Subject.Contains(subject, StringComparison.Ordinal));
        Assert.Contains(change, mail.Text, StringComparison.Ordinal);
        Assert.StartsWith(listing.Title.In(language), mail.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stage_deadline_place_and_deal_type_are_told_each_in_its_line()
    {
        var (investor, listing) = await ToldAsync("logi", "logi.terminal");

        await site.ChangeAsync(
            listing,
            o =>
            {
                (o.TechnicalStage, o.ValidUntil) = (3, new DateOnly(2031, 5, 1));
                (o.Places, o.DealTypes) = (["AZ-SM", "AZ-BA"], ["JV"]);
            }
        );

        var mail = await site.Mails.WaitForAsync(investor.Email!, m => m.Text.Contains("What has changed", StringComparison.Ordinal));
        Assert.All(
            new[] { "stage: T2 ", "→ T3 ", "valid until: no end date → 1 May 2031", "place: Sumgayit → ", "deal type: " },
            line => Assert.Contains(line, mail.Text, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("amount: ", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_corrected_word_is_not_told()
    {
        var (investor, listing) = await ToldAsync("watr", "watr.desalination");

        await site.ChangeAsync(listing, o => o.Description = new("改。", "Düzəliş.", "Corrected."));
        await site.SendMailsAsync();

        Assert.Single(site.Mails.To(investor.Email!));
    }

    [Fact]
    public async Task What_changes_twice_before_a_digest_closes_stands_in_it_once_in_its_newest_state()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Frequency) = (["tour"], AlertFrequency.Daily));
        var listing = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("tour", "tour.hotel"));
        await site.ChangeAsync(listing, o => o.AmountTo = 60_000_000);
        await site.ChangeAsync(listing, o => o.AmountTo = 70_000_000);

        var items = await site.InDatabaseAsync(db => db.AlertItems.Where(i => i.PersonId == investor.Id).ToListAsync());

        Assert.Equal((3, (int?)null), (Assert.Single(items).Version, items[0].ToldVersion));
    }

    [Fact]
    public async Task Changed_and_changed_back_before_the_mail_went_out_is_no_news()
    {
        var (investor, listing) = await ToldAsync("chem", "chem.fertilisers", AlertFrequency.Daily);
        await site.ChangeAsync(listing, o => o.AmountTo = 60_000_000);
        await site.ChangeAsync(listing, o => o.AmountTo = 34_000_000);
        await site.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"UPDATE alert_items SET created_at = created_at - interval '2 days' WHERE person_id = {investor.Id}"
            )
        );

        await site.RunAsync<Web.Features.Alerts.Digests>(digests => digests.CloseWindowsAsync(CancellationToken.None));
        await site.SendMailsAsync();

        Assert.Single(site.Mails.To(investor.Email!));
    }

    [Fact]
    public async Task Who_said_that_it_fits_hears_of_a_change_that_ends_the_match()
    {
        var (investor, listing) = await ToldAsync("mine", "mine.gold");
        await site.RunAsync<FeedbackService>(book =>
            book.SayAsync(investor.OrganisationId!.Value, investor.Id, listing.Id, new(FeedbackAnswer.Fits, null), CancellationToken.None)
        );

        await site.ChangeAsync(listing, o => (o.Sector, o.Subsector) = ("agri", "agri.greenhouse"));

        var mail = await site.Mails.WaitForAsync(investor.Email!, m => m.Text.Contains("no longer matches", StringComparison.Ordinal));
        Assert.Contains("sector: ", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_turned_it_down_for_its_old_terms_is_told_of_the_new_ones()
    {
        var (investor, listing) = await ToldAsync("papr", "papr.cardboard");
        await site.RunAsync<FeedbackService>(book =>
            book.SayAsync(
                investor.OrganisationId!.Value,
                investor.Id,
                listing.Id,
                new(FeedbackAnswer.DoesNotFit, FeedbackCause.Size),
                CancellationToken.None
            )
        );

        await site.ChangeAsync(listing, o => (o.AmountFrom, o.AmountTo) = (5_000_000, 5_000_000));

        await site.Mails.WaitForAsync(investor.Email!, m => m.Subject.Contains("US$5 million", StringComparison.Ordinal));
    }

    /// <summary>An investor who has had a mail about a listing.</summary>
    private async Task<(Person Investor, Opportunity Listing)> ToldAsync(
        string sector,
        string subsector,
        AlertFrequency afterwards = AlertFrequency.AtOnce,
        string language = "en"
    )
    {
        var investor = await site.People.InvestorAsync(language);
        await site.InDatabaseAsync(db =>
            db.Opportunities.Where(o => o.Sector == sector)
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.Status, PublicationStatus.Withdrawn))
        );
        var mandate = await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = ([sector], []));
        var listing = await site.PublishAsync(o => (o.Sector, o.Subsector) = (sector, subsector));
        await site.Mails.WaitForAsync(investor.Email!);
        await site.SendMailsAsync();
        if (afterwards != AlertFrequency.AtOnce)
            await site.InDatabaseAsync(db =>
                db.Mandates.Where(m => m.Id == mandate.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.Frequency, afterwards))
            );
        return (investor, listing);
    }
}
