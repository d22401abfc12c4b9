using System.Net;
using System.Text.RegularExpressions;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Enquiries;

/// <summary>Whoever has no password comes from the answer's mail to the enquiry by a link of a second mail.</summary>
public sealed partial class GuestLinkTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_guest_is_led_from_the_answer_to_the_enquiry_without_a_password()
    {
        var (guest, enquiry) = await AnsweredAsync(hasPassword: false);
        var visitor = site.NewVisitor();
        var link = LinkOf(guest, "The plot is free.");
        Assert.StartsWith("/account/sign-in/mail?ReturnUrl=", link, StringComparison.Ordinal);

        var asked = await visitor.SubmitAsync(await visitor.OpenAsync(link), "main form", ("Address", guest.Email));
        Assert.Equal($"/account/sign-in/code?ReturnUrl={Uri.EscapeDataString("/enquiries/" + enquiry.Id)}", asked.Path);
        var seen = await visitor.SubmitAsync(await visitor.OpenAsync(await SignInLinkAsync(guest)), "main form");

        Assert.Equal("/enquiries/" + enquiry.Id, seen.Path);
        Assert.Contains("The plot is free.", seen.Text, StringComparison.Ordinal);
        // And again from the same mail, signed in already.
        Assert.Equal("/enquiries/" + enquiry.Id, (await visitor.OpenAsync(link)).Path);
    }

    [Fact]
    public async Task Whoever_has_a_password_is_led_to_the_enquiry_itself()
    {
        var (investor, enquiry) = await AnsweredAsync(hasPassword: true);

        Assert.Equal("/enquiries/" + enquiry.Id, LinkOf(investor, "The plot is free."));
    }

    [Theory]
    [InlineData("https://elsewhere.example.org/")]
    [InlineData("//elsewhere.example.org/")]
    [InlineData("/\\elsewhere.example.org")]
    [InlineData("javascript:alert(1)")]
    public async Task Only_a_page_of_this_site_is_kept(string elsewhere)
    {
        var investor = await site.People.InvestorAsync();
        var visitor = site.NewVisitor();
        var page = await visitor.OpenAsync("/account/sign-in/mail?ReturnUrl=" + Uri.EscapeDataString(elsewhere));
        Assert.Equal(HttpStatusCode.OK, page.Status);

        await visitor.SubmitAsync(page, "main form", ("Address", investor.Email));
        var link = await SignInLinkAsync(investor);
        Assert.DoesNotContain("ReturnUrl", link, StringComparison.Ordinal);
        var seen = await visitor.SubmitAsync(await visitor.OpenAsync(link + "?ReturnUrl=" + Uri.EscapeDataString(elsewhere)), "main form");

        Assert.DoesNotContain("elsewhere", seen.Path, StringComparison.Ordinal);
        Assert.Null(seen.Response.Headers.Location);
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Assert.Equal(
            HttpStatusCode.OK,
            (await visitor.OpenAsync("/account/sign-in/mail?ReturnUrl=" + Uri.EscapeDataString(elsewhere))).Status
        );
    }

    [Fact]
    public async Task The_mail_that_confirms_names_the_listing_and_for_how_long_its_link_works()
    {
        var listing = await site.PublishAsync(o => o.Title = new("轮胎厂", "Şin zavodu", "Tyre plant in Ganja"));
        var address = $"guest-{Guid.NewGuid():N}@example.org";
        var visitor = site.NewVisitor();

        await visitor.SubmitAsync(
            await visitor.OpenAsync("/enquiries/create?listing=" + listing.Slug),
            "form.ask",
            ("Input.Words", "Secret words"),
            ("Input.Name", "Li Sample"),
            ("Input.Company", "Sample Wheels"),
            ("Input.Email", address),
            ("Input.Consent", "true"),
            ("Input.Transfer", "true")
        );
        await site.SendMailsAsync();

        var mail = Assert.Single(site.Mails.To(address));
        Assert.Contains("Tyre plant in Ganja", mail.Text, StringComparison.Ordinal);
        Assert.Contains("7 days", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret words", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_an_enquiry_is_handed_to_reads_by_whom_why_and_until_when()
    {
        var (first, second) = (await site.People.StaffAsync(), await site.People.StaffAsync());
        var enquiry = await site.AskAsync(await site.People.InvestorAsync());
        await site.RunAsync<EnquiryService>(e => e.AssignAsync(enquiry.Id, first.Id, null, null, CancellationToken.None));

        await site.RunAsync<EnquiryService>(e =>
            e.AssignAsync(enquiry.Id, second.Id, first.Id, "Knows the sector", CancellationToken.None)
        );
        await site.SendMailsAsync();

        var mail = site.Mails.To(second.Email!).Single(mail => mail.Subject.Contains("is yours now", StringComparison.Ordinal));
        Assert.Contains("Knows the sector", mail.Text, StringComparison.Ordinal);
        Assert.Contains(first.DisplayName, mail.Text, StringComparison.Ordinal);
        Assert.Contains(Web.Languages.TwoClocks.Moment(enquiry.DueAt!.Value, "en"), mail.Text, StringComparison.Ordinal);
    }

    private async Task<(Person Person, Enquiry Enquiry)> AnsweredAsync(bool hasPassword)
    {
        var officer = await site.People.StaffAsync();
        var person = await site.People.InvestorAsync();
        if (!hasPassword)
            await site.InDatabaseAsync(db =>
                db.Users.Where(p => p.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.PasswordHash, (string?)null))
            );
        var enquiry = await site.AskAsync(person);
        await site.TellAsync(enquiry, officer, MessageKind.Answer);
        await site.SendMailsAsync();
        return (person, enquiry);
    }

    private string LinkOf(Person person, string text) =>
        Link().Match(site.Mails.To(person.Email!).Single(mail => mail.Text.Contains(text, StringComparison.Ordinal)).Text).Groups[1].Value;

    private async Task<string> SignInLinkAsync(Person person)
    {
        await site.SendMailsAsync();
        var mail = await site.Mails.WaitForAsync(
            person.Email!,
            mail => mail.Text.Contains("/account/sign-in/link/", StringComparison.Ordinal)
        );
        return SignInLink().Match(mail.Text).Value;
    }

    [GeneratedRegex(@"https?://[^/\s]+(/(?:account|enquiries)/\S+)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@"/account/sign-in/link/\S+", RegexOptions.NonBacktracking)]
    private static partial Regex SignInLink();
}
