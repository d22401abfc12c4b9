using System.Text.RegularExpressions;
using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Alerts;

/// <summary>The mail that tells of a match, read as its recipient reads it.</summary>
public sealed class AlertMailTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("zh-Hans", "新投资机会：苏姆盖特电动客车与电池组装（苏姆盖特市）", "行业相符：电动客车组装", "3400万美元", "退订提醒")]
    [InlineData(
        "az",
        "Yeni imkan: Sumqayıtda elektrobus və batareya yığımı (Sumqayıt şəhəri)",
        "Sektor uyğundur: ",
        "34 mln ABŞ dolları",
        "Bildirişləri dayandır"
    )]
    [InlineData(
        "en",
        "New opportunity: E-bus and battery assembly in Sumgayit (Sumgayit)",
        "Sector as you asked: ",
        "US$34 million",
        "Stop these alerts"
    )]
    public async Task It_is_written_in_the_readers_language_with_facts_and_reasons(
        string language,
        string subject,
        string reason,
        string amount,
        string stop
    )
    {
        var (mail, _) = await AlertAsync(language);

        Assert.Equal(subject, mail.Subject);
        Assert.All(
            new[] { mail.Text, mail.Html },
            body =>
            {
                var words = System.Net.WebUtility.HtmlDecode(body);
                Assert.Contains(reason, words, StringComparison.Ordinal);
                Assert.Contains(amount, words, StringComparison.Ordinal);
                Assert.Contains(stop, words, StringComparison.Ordinal);
                Assert.Contains("/alerts/", words, StringComparison.Ordinal);
            }
        );
        Assert.Contains($"<html lang=\"{language}\">", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_headers_let_a_mail_program_unsubscribe_with_one_click()
    {
        var (mail, _) = await AlertAsync();

        Assert.Matches(
            @"^<http://localhost/unsubscribe/[\w-]{44}>,\s*<mailto:alerts@example\.org\?subject=unsubscribe%20[\w-]{44}>$",
            mail.Headers["List-Unsubscribe"]
        );
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        Assert.Equal($"<{mail.Id:N}@example.org>", mail.Headers["Message-Id"]);
    }

    [Fact]
    public async Task Its_link_opens_the_opportunity_with_the_reasons_without_a_password()
    {
        var (mail, opportunity) = await AlertAsync("zh-Hans");

        var page = await site.NewVisitor("zh-CN").OpenAsync(LinkIn(mail));

        Assert.Equal(200, (int)page.Status);
        Assert.Equal(opportunity.Title.Zh, page.TextsOf("h1").Single());
        Assert.Contains("行业相符：电动客车组装", page.Text, StringComparison.Ordinal);
        Assert.Equal("noindex", page.Response.Headers.GetValues("X-Robots-Tag").Single());
    }

    [Fact]
    public async Task A_link_that_we_did_not_make_is_not_found()
    {
        var (mail, _) = await AlertAsync();
        var link = LinkIn(mail);
        var other = link[..^3] + (link[^3] == 'A' ? 'B' : 'A') + link[^2..];
        var visitor = site.NewVisitor();

        Assert.Equal(404, (int)(await visitor.OpenAsync(other)).Status);
        Assert.Equal(404, (int)(await visitor.OpenAsync("/alerts/x")).Status);
        // A token of one purpose is worthless for another.
        Assert.Equal(404, (int)(await visitor.OpenAsync("/unsubscribe/" + link["/alerts/".Length..])).Status);
    }

    [Fact]
    public async Task Looking_at_the_answer_changes_nothing_and_the_button_does()
    {
        var (mail, opportunity) = await AlertAsync();
        var visitor = site.NewVisitor();

        var page = await visitor.OpenAsync(LinkIn(mail) + "?answer=does-not-fit");
        Assert.Null(await FeedbackAsync(opportunity));

        page = await visitor.SubmitAsAddresseeAsync(page, "form[action$='/answer']", ("answer", "does-not-fit"));
        Assert.Equal((FeedbackAnswer.DoesNotFit, (FeedbackCause?)null), await FeedbackAsync(opportunity));
        Assert.Contains("it does not fit", page.Text, StringComparison.Ordinal);

        page = await visitor.SubmitAsync(page, "form.because", ("because", "size"));
        Assert.Equal((FeedbackAnswer.DoesNotFit, FeedbackCause.Size), await FeedbackAsync(opportunity));
        Assert.Equal(["the amount"], page.TextsOf(".because [aria-pressed=true]"));

        page = await visitor.SubmitAsAddresseeAsync(page, "form[action$='/answer']", ("answer", "none"));
        Assert.Null(await FeedbackAsync(opportunity));
        Assert.Equal(
            404,
            (int)
                (
                    await visitor.SubmitAsAddresseeAsync(
                        page,
                        "form[action$='/answer']",
                        ("answer", "does-not-fit"),
                        ("because", "nonsense")
                    )
                ).Status
        );
    }

    [Fact]
    public async Task The_answer_in_the_mail_opens_with_the_question_first_and_one_more_tap_records_it()
    {
        var (mail, opportunity) = await AlertAsync();
        var link = Regex.Match(mail.Text, @"http://localhost(/alerts/[\w-]{44}\?answer=does-not-fit#[\w-]+)").Groups[1].Value;
        var visitor = site.NewVisitor();

        var page = await visitor.OpenAsync(link.Split('#')[0]);

        // The browser scrolls to what the link names: the panel with the question and its buttons, above everything but the title.
        var question = page.Document.GetElementById(link.Split('#')[1])!;
        Assert.Contains("Does this opportunity fit?", question.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("It does not fit", question.QuerySelector(".btn-main")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Same(page.Document.QuerySelector("main section, main .lead, main .facts"), question);
        Assert.Null(await FeedbackAsync(opportunity));

        await visitor.SubmitAsAddresseeAsync(page, "form:has(.btn-main)", ("answer", "does-not-fit"));
        Assert.Equal((FeedbackAnswer.DoesNotFit, (FeedbackCause?)null), await FeedbackAsync(opportunity));
    }

    [Fact]
    public async Task A_listing_withdrawn_before_the_mail_goes_out_is_told_when_it_is_back()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => m.Sectors = ["heal.rnd"]);
        var opportunity = await site.PublishAsync(o =>
            (o.Sector, o.Subsector, o.Availability) = ("heal", "heal.rnd", Availability.Reserved)
        );
        var mailId = await AddMailAsync(investor, opportunity);

        await site.SendMailsAsync();

        Assert.Equal(
            MailStatus.Suppressed,
            await site.InDatabaseAsync(db => db.Mails.Where(m => m.Id == mailId).Select(m => m.Status).SingleAsync())
        );
        Assert.Empty(site.Mails.To(investor.Email!));

        await site.ChangeAsync(opportunity, o => o.Availability = Availability.Open);
        await site.Mails.WaitForAsync(investor.Email!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_mandate_paused_or_archived_before_the_mail_goes_out_tells_nothing(bool isArchived)
    {
        var now = TimeProvider.System.GetUtcNow();
        var investor = await site.People.InvestorAsync();
        var mandate = await site.AddMandateAsync(investor, m => (m.Sectors, m.PausedAt) = (["fina"], now));
        var opportunity = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("fina", "fina.banking"));
        if (isArchived)
            await site.InDatabaseAsync(db =>
                db.Mandates.Where(m => m.Id == mandate.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.PausedAt, (DateTimeOffset?)null).SetProperty(m => m.ArchivedAt, now))
            );
        var mailId = await AddMailAsync(investor, opportunity);

        await site.SendMailsAsync();

        Assert.Equal(
            (MailStatus.Suppressed, SuppressedBecause.NothingToTell),
            await site.InDatabaseAsync(async db =>
                await db.Mails.AsNoTracking().SingleAsync(m => m.Id == mailId) is var mail ? (mail.Status, mail.Suppressed) : default
            )
        );
        Assert.Empty(site.Mails.To(investor.Email!));
    }

    [Fact]
    public async Task Of_a_listing_that_was_withdrawn_its_link_shows_the_title_and_nothing_else()
    {
        var (mail, opportunity) = await AlertAsync();
        var visitor = site.NewVisitor();
        string[] parts = [opportunity.Summary.En, opportunity.Description.En, opportunity.Promoter.En, "US$34 million"];
        var link = $"main a[href='/opportunities/{opportunity.Slug}']";
        var page = await visitor.OpenAsync(LinkIn(mail));
        Assert.All(parts, part => Assert.Contains(part, page.Text, StringComparison.Ordinal));
        Assert.NotNull(page.Document.QuerySelector(link));

        await site.ChangeAsync(opportunity, o => o.Status = PublicationStatus.Withdrawn);
        page = await visitor.OpenAsync(LinkIn(mail));

        Assert.Equal([opportunity.Title.En], page.TextsOf("h1"));
        Assert.Contains("no longer open", page.Text, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.DoesNotContain(part, page.Text, StringComparison.Ordinal));
        Assert.Null(page.Document.QuerySelector(link));
    }

    [Fact]
    public async Task A_withdrawn_listing_is_not_named_beside_the_others_of_its_mail()
    {
        await site.InDatabaseAsync(db =>
            db.Opportunities.ExecuteUpdateAsync(set => set.SetProperty(o => o.Status, PublicationStatus.Withdrawn))
        );
        var investor = await site.People.InvestorAsync();
        var mandate = await site.AddMandateAsync(investor, m => m.PausedAt = TimeProvider.System.GetUtcNow());
        var (first, second) = (
            await site.PublishAsync(),
            await site.PublishAsync(o => o.Title = new("第二个", "İkinci", "The second one"))
        );
        await site.ResumeAsync(mandate);
        await site.Mails.WaitForAsync(investor.Email!);
        var entry = await site.InDatabaseAsync(db =>
            db.AlertItems.Where(i => i.PersonId == investor.Id && i.OpportunityId == first.Id).Select(i => i.Id).SingleAsync()
        );
        var link = "/alerts/" + site.Services.GetRequiredService<LinkTokens>().Make(LinkPurpose.Alert, entry);
        Assert.Contains(second.Title.En, (await site.NewVisitor().OpenAsync(link)).Text, StringComparison.Ordinal);

        await site.ChangeAsync(second, o => o.Status = PublicationStatus.Withdrawn);

        Assert.DoesNotContain(second.Title.En, (await site.NewVisitor().OpenAsync(link)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pausing_from_the_mail_silences_the_mandate_until_it_is_resumed()
    {
        var (mail, _) = await AlertAsync();
        var visitor = site.NewVisitor();
        var page = await visitor.OpenAsync(LinkIn(mail));

        page = await visitor.SubmitAsAddresseeAsync(page, "form[action$='/pause']", ("paused", "true"));
        var other = await site.People.InvestorAsync();
        await site.AddMandateAsync(other);
        var silent = await site.PublishAsync(o => o.Title = new("静默的", "Səssiz", "The silent one"));
        // Another organisation has the same listing in its mailbox: by then a mail of it to this one would have been written too.
        await site.Mails.WaitForAsync(other.Email!, m => m.Subject.Contains(silent.Title.En, StringComparison.Ordinal));
        Assert.False(
            await site.InDatabaseAsync(db => db.AlertItems.AnyAsync(i => i.OpportunityId == silent.Id && i.Person!.Email == mail.To))
        );
        await site.SendMailsAsync();
        Assert.Single(site.Mails.To(mail.To));

        await visitor.SubmitAsAddresseeAsync(page, "form[action$='/pause']", ("paused", "false"));
        var next = await site.PublishAsync(o => o.Title = new("第二个", "İkinci", "The second one"));
        await site.Mails.WaitForAsync(mail.To, m => m.Subject.Contains(next.Title.En, StringComparison.Ordinal));
    }

    /// <summary>An investor with a mandate, then a publication that it matches, then the mail about it.</summary>
    private async Task<(ReadMail Mail, Opportunity Opportunity)> AlertAsync(string language = "en")
    {
        var investor = await site.People.InvestorAsync(language);
        await site.AddMandateAsync(investor);
        var opportunity = await site.PublishAsync();
        return (await site.Mails.WaitForAsync(investor.Email!), opportunity);
    }

    /// <summary>A mail of an opportunity that waits for its sender.</summary>
    private Task<Guid> AddMailAsync(Person investor, Opportunity opportunity) =>
        site.InDatabaseAsync(async db =>
        {
            var mandate = await db.Mandates.SingleAsync(m => m.OwnerId == investor.Id);
            var mail = (await db.Users.SingleAsync(u => u.Id == investor.Id)).NewMail("alert", default, TimeProvider.System.GetUtcNow());
            db.Mails.Add(mail);
            db.AlertItems.Add(
                new()
                {
                    PersonId = investor.Id,
                    OpportunityId = opportunity.Id,
                    MandateId = mandate.Id,
                    Version = 1,
                    Frequency = 0,
                    CreatedAt = mail.CreatedAt,
                    MailId = mail.Id,
                }
            );
            await db.SaveChangesAsync();
            return mail.Id;
        });

    private async Task<(FeedbackAnswer, FeedbackCause?)?> FeedbackAsync(Opportunity opportunity) =>
        await site.InDatabaseAsync(db => db.Feedback.SingleOrDefaultAsync(f => f.OpportunityId == opportunity.Id)) is { } said
            ? (said.Answer, said.Because)
            : null;

    private static string LinkIn(ReadMail mail) => Regex.Match(mail.Text, @"http://localhost(/alerts/[\w-]{44})").Groups[1].Value;
}
