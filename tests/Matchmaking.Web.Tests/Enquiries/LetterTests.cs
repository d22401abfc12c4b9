using System.Net;
using System.Text;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Enquiries.Letters;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Mail.Incoming;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Matchmaking.Web.Tests.Enquiries;

/// <summary>What people write by mail: an answer of somebody of the enquiry is its message, everything else waits for a person.</summary>
public sealed class LetterTests(LetterTests.MailSite site) : IClassFixture<LetterTests.MailSite>
{
    public sealed class MailSite : Site
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
            [new("Mail:Bounces:Domain", "reports.example.az"), new("Mail:Mailbox:AuthenticationServer", "mx.example.az")];
    }

    [Fact]
    public async Task An_answer_by_mail_is_a_message_without_what_it_quotes_and_the_clock_goes_on()
    {
        var enquiry = await AskedAsync();
        await site.TellAsync(enquiry, await site.People.StaffAsync(), MessageKind.Question, "How much land?");

        await TakeAsync(Reply(enquiry, enquiry.Email!, "我们需要 12 公顷。\n\n在 2026年11月30日，AZPROMO 写道：\n> How much land?\n"));

        var after = await site.ReadAsync(enquiry.Id);
        var said = after.Messages.Single(m => m.MailKey is not null);
        Assert.Equal(("我们需要 12 公顷。", EnquiryChannel.Mail, enquiry.PersonId), (said.Text, said.Via, said.AuthorId));
        Assert.Contains("How much land?", said.Folded, StringComparison.Ordinal);
        Assert.Null(after.PausedAt);
        Assert.NotNull(after.DueAt);
    }

    [Fact]
    public async Task The_mail_that_the_product_sends_asks_for_answers_to_its_own_address()
    {
        var enquiry = await AskedAsync();
        await site.TellAsync(enquiry, await site.People.StaffAsync(), MessageKind.News, "I have asked the ministry.");
        await site.SendMailsAsync();

        var mail = site.Mails.To(enquiry.Email!).Single(mail => mail.Text.Contains("I have asked", StringComparison.Ordinal));

        Assert.Equal(AddressOf(enquiry), mail.Headers["Reply-To"]);
        Assert.False(mail.Headers.ContainsKey("Auto-Submitted"));
    }

    [Fact]
    public async Task The_same_mail_twice_is_one_message()
    {
        var enquiry = await AskedAsync();
        var mail = Reply(enquiry, enquiry.Email!, "Once");

        await TakeAsync(mail);
        await TakeAsync(mail);

        Assert.Single((await site.ReadAsync(enquiry.Id)).Messages, m => m.Text == "Once");
    }

    [Fact]
    public async Task A_colleague_of_the_investor_is_believed_and_a_stranger_waits()
    {
        var enquiry = await AskedAsync();
        var colleague = await site.People.ColleagueOfAsync(await PersonAsync(enquiry.PersonId!.Value));
        var other = await site.People.InvestorAsync();

        await TakeAsync(Reply(enquiry, colleague.Email!, "From the colleague"));
        await TakeAsync(Reply(enquiry, other.Email!, "From another company"));
        await TakeAsync(Reply(enquiry, "stranger@example.net", "From a stranger"));

        Assert.Equal(
            ["From the colleague"],
            (await site.ReadAsync(enquiry.Id)).Messages.Where(m => m.MailKey is not null).Select(m => m.Text)
        );
        Assert.Equal(
            [LetterDoubt.UnknownSender, LetterDoubt.UnknownSender],
            await site.InDatabaseAsync(db =>
                db.Set<IncomingLetter>().Where(l => l.EnquiryId == enquiry.Id).Select(l => l.Doubt).ToListAsync()
            )
        );
    }

    [Theory]
    [InlineData("mx.example.az; dmarc=fail header.from=example.org")]
    [InlineData("mx.elsewhere.example; dmarc=pass header.from=example.org")]
    [InlineData(null)]
    public async Task A_mail_whose_sender_our_server_does_not_vouch_for_waits(string? results)
    {
        var enquiry = await AskedAsync();

        await TakeAsync(Reply(enquiry, enquiry.Email!, "Send the contract to me", results));

        Assert.DoesNotContain((await site.ReadAsync(enquiry.Id)).Messages, m => m.MailKey is not null);
        Assert.Equal(
            LetterDoubt.NotProven,
            await site.InDatabaseAsync(db =>
                db.Set<IncomingLetter>().Where(l => l.EnquiryId == enquiry.Id).Select(l => l.Doubt).SingleAsync()
            )
        );
    }

    [Theory]
    [InlineData("Auto-Submitted", "auto-replied")]
    [InlineData("Precedence", "auto_reply")]
    public async Task Two_machines_do_not_talk_to_each_other(string header, string value)
    {
        var enquiry = await AskedAsync();
        var mail = Reply(enquiry, enquiry.Email!, "I am away");
        mail.Headers.Add(header, value);

        await TakeAsync(mail);

        Assert.Single((await site.ReadAsync(enquiry.Id)).Messages);
        Assert.False(await site.InDatabaseAsync(db => db.Set<IncomingLetter>().AnyAsync(l => l.EnquiryId == enquiry.Id)));
    }

    [Fact]
    public async Task A_signature_of_another_enquirys_address_is_none()
    {
        var enquiry = await AskedAsync();
        var mail = Reply(enquiry, enquiry.Email!, "Forged");
        var forged = AddressOf(enquiry);
        mail.To.Clear();
        mail.To.Add(
            MailboxAddress.Parse(forged.Replace(enquiry.Id.ToString("N"), (await AskedAsync()).Id.ToString("N"), StringComparison.Ordinal))
        );

        await TakeAsync(mail);

        Assert.Equal(LetterDoubt.NoEnquiry, (await KeptAsync("Forged")).Doubt);
    }

    [Fact]
    public async Task Files_come_with_it_and_what_is_not_taken_is_said()
    {
        var enquiry = await AskedAsync();
        var mail = Reply(enquiry, enquiry.Email!, "With files");
        var body = new Multipart("mixed") { mail.Body! };
        foreach (var (name, content) in new[] { ("needs.csv", "land,12\r\n"), ("run.html", "<script>alert(1)</script>") })
            body.Add(
                new MimePart("application", "octet-stream")
                {
                    Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(content))),
                    ContentDisposition = new(ContentDisposition.Attachment),
                    FileName = name,
                }
            );
        mail.Body = body;

        await TakeAsync(mail);

        var said = await site.InDatabaseAsync(db =>
            db.EnquiryMessages.Include(m => m.Files).SingleAsync(m => m.EnquiryId == enquiry.Id && m.MailKey != null)
        );
        Assert.Equal("needs.csv", Assert.Single(said.Files).Name);
        Assert.Contains("run.html", Assert.Single(said.RefusedFiles), StringComparison.Ordinal);
        var reader = await site.People.SignInAsync(await PersonAsync(enquiry.PersonId!.Value));
        Assert.Contains(
            "run.html: Files of this kind are not taken.",
            (await reader.OpenAsync("/enquiries/" + enquiry.Id)).Text,
            StringComparison.Ordinal
        );
        var investor = await site.People.SignInAsync(await PersonAsync(enquiry.PersonId!.Value));
        var other = await site.People.SignInAsync(await site.People.InvestorAsync());
        using var file = await investor.Client.GetAsync(new Uri($"/enquiries/files/{said.Files[0].Id}", UriKind.Relative));
        Assert.Equal(
            ("land,12\n", "nosniff"),
            (await file.Content.ReadAsStringAsync(), file.Headers.GetValues("X-Content-Type-Options").Single())
        );
        Assert.Equal(HttpStatusCode.NotFound, (await other.OpenAsync($"/enquiries/files/{said.Files[0].Id}")).Status);
    }

    [Fact]
    public async Task What_answers_nothing_is_in_the_inbox_and_becomes_an_enquiry_after_a_person_has_looked()
    {
        await TakeAsync(Plain("buyer@example.net", "Asking about tyres", "Is there a site for a tyre plant?"));
        var letter = await KeptAsync("Is there a site for a tyre plant?");
        Assert.True(
            await site.InDatabaseAsync(db => db.InboxItems.AnyAsync(i => i.Kind == InboxKind.Letter && i.Subject == letter.Id.ToString()))
        );
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var page = await staff.OpenAsync("/desk/letters/" + letter.Id);

        var done = await staff.SubmitAsync(page, "form[action*=Enquiry]");

        var enquiry = await site.ReadAsync(Guid.Parse(done.Path.Split('/')[^1]));
        Assert.Equal((EnquiryChannel.Mail, "buyer@example.net", letter.ReceivedAt), (enquiry.Channel, enquiry.Email, enquiry.ReceivedAt));
        Assert.False(
            await site.InDatabaseAsync(db => db.InboxItems.AnyAsync(i => i.Subject == letter.Id.ToString() && i.Kind == InboxKind.Letter))
        );
    }

    [Fact]
    public async Task A_letter_is_put_to_an_enquiry_once()
    {
        var enquiry = await AskedAsync();
        await TakeAsync(Plain("second-address@example.net", "About 0001", "I write from my other address"));
        var letter = await KeptAsync("I write from my other address");
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var page = await staff.OpenAsync("/desk/letters/" + letter.Id);

        var refused = await staff.SubmitAsync(page, "form.panel", ("Number", "999999"));
        Assert.Contains("no enquiry with this number", refused.Text, StringComparison.Ordinal);
        Assert.Equal("999999", refused.ValueOf("Number"));
        await staff.SubmitAsync(page, "form.panel", ("Number", EnquiryWords.Name(enquiry.Number)));
        await staff.SubmitAsync(page, "form.panel", ("Number", EnquiryWords.Name(enquiry.Number)));

        Assert.Single((await site.ReadAsync(enquiry.Id)).Messages, m => m.Text.Contains("other address", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_strangers_letter_that_comes_many_times_at_once_is_kept_once_and_each_time_taken()
    {
        var mail = Plain("stranger@example.net", "Asking", "Brought again and again");

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => TakeAsync(mail)));

        var letter = await KeptAsync("Brought again and again");
        Assert.Equal(1, await site.InDatabaseAsync(db => db.InboxItems.CountAsync(item => item.Subject == letter.Id.ToString())));
    }

    [Fact]
    public async Task Pressed_by_many_at_once_a_letter_is_dealt_with_once()
    {
        var (one, other) = (await AskedAsync(), await AskedAsync());
        await TakeAsync(Plain("third-address@example.net", "About something", "Dealt with by several people"));
        var letter = await KeptAsync("Dealt with by several people");
        var officer = await site.People.StaffAsync();

        var done = await Task.WhenAll(
            AttachAsync(one.Id),
            AttachAsync(other.Id),
            AttachAsync(one.Id),
            InScopeAsync(letters => letters.DiscardAsync(letter.Id, officer.Id, CancellationToken.None)),
            InScopeAsync(letters => letters.DiscardAsync(letter.Id, officer.Id, CancellationToken.None))
        );

        Assert.Single(done, isDone => isDone);

        Task<bool> AttachAsync(Guid enquiry) =>
            InScopeAsync(letters => letters.AttachAsync(letter.Id, enquiry, officer.Id, CancellationToken.None));

        async Task<bool> InScopeAsync(Func<EnquiryLetters, Task<bool>> what)
        {
            await using var scope = site.Services.CreateAsyncScope();
            return await what(scope.ServiceProvider.GetRequiredService<EnquiryLetters>());
        }
    }

    [Fact]
    public async Task An_enquiry_that_a_letter_became_is_in_no_account_whatever_address_it_names()
    {
        var victim = await site.People.InvestorAsync();
        await TakeAsync(Plain(victim.Email!, "Pay now", "Please pay to this account"));
        var letter = await KeptAsync("Please pay to this account");
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());

        var done = await staff.SubmitAsync(await staff.OpenAsync("/desk/letters/" + letter.Id), "form[action*=Enquiry]");

        var enquiry = await site.ReadAsync(Guid.Parse(done.Path.Split('/')[^1]));
        Assert.Equal((null, null), (enquiry.PersonId, enquiry.OrganisationId));
        var visitor = await site.People.SignInAsync(victim);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.OpenAsync("/enquiries/" + enquiry.Id)).Status);
    }

    [Fact]
    public async Task A_mail_with_nothing_in_it_waits_for_a_person_and_the_clock_stands()
    {
        var enquiry = await AskedAsync();
        await site.TellAsync(enquiry, await site.People.StaffAsync(), MessageKind.Question, "How much land?");

        await TakeAsync(Reply(enquiry, enquiry.Email!, " \n\n"));

        var after = await site.ReadAsync(enquiry.Id);
        Assert.NotNull(after.PausedAt);
        Assert.DoesNotContain(after.Messages, message => message.MailKey is not null);
        Assert.Equal(
            LetterDoubt.Nothing,
            await site.InDatabaseAsync(db =>
                db.Set<IncomingLetter>().Where(letter => letter.EnquiryId == enquiry.Id).Select(letter => letter.Doubt).SingleAsync()
            )
        );
    }

    /// <summary>It may be an enquiry, whose first answer is promised within a working day of its coming.</summary>
    [Fact]
    public async Task A_letter_that_waits_is_due_and_says_what_became_of_it()
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        await TakeAsync(Plain("ask@example.net", "A question", "Due and opened: is there land?"));
        var letter = await KeptAsync("Due and opened");

        Assert.NotNull(
            await site.InDatabaseAsync(db => db.InboxItems.Where(i => i.Subject == letter.Id.ToString()).Select(i => i.DueAt).SingleAsync())
        );
        var done = await staff.SubmitAsync(await staff.OpenAsync("/desk/letters/" + letter.Id), "form[action*=Enquiry]");

        Assert.Contains("It is an enquiry of its own now.", done.Html, StringComparison.Ordinal);
        letter = await KeptAsync("Due and opened");
        Assert.Equal((LetterState.Taken, letter.Id), (letter.State, letter.EnquiryId));
    }

    private async Task<Enquiry> AskedAsync() => await site.AskAsync(await site.People.InvestorAsync());

    private Task<Person> PersonAsync(Guid id) => site.InDatabaseAsync(db => db.Users.SingleAsync(p => p.Id == id));

    private Task<IncomingLetter> KeptAsync(string text) =>
        site.InDatabaseAsync(db => db.Set<IncomingLetter>().SingleAsync(l => l.Text.Contains(text)));

    private string AddressOf(Enquiry enquiry)
    {
        using var scope = site.Services.CreateScope();
        return scope.ServiceProvider.GetRequiredService<EnquiryAddress>().Make(enquiry.Id, "reports.example.az");
    }

    private MimeMessage Reply(Enquiry enquiry, string from, string text, string? results = "mx.example.az; dmarc=pass header.from=") =>
        Message(
            from,
            AddressOf(enquiry),
            "Re: your enquiry",
            text,
            results?.EndsWith('=') == true ? results + from.Split('@')[1] : results
        );

    private static MimeMessage Plain(string from, string subject, string text) => Message(from, "office@example.az", subject, text, null);

    private static MimeMessage Message(string from, string to, string subject, string text, string? results)
    {
        var message = new MimeMessage
        {
            Subject = subject,
            MessageId = $"{Guid.NewGuid():N}@mail.example.org",
            Body = new TextPart("plain") { Text = text },
        };
        message.From.Add(MailboxAddress.Parse(from));
        message.To.Add(MailboxAddress.Parse(to));
        if (results is not null)
            message.Headers.Insert(0, "Authentication-Results", results);
        return message;
    }

    /// <summary>As it comes out of the mailbox: through its bytes.</summary>
    private async Task TakeAsync(MimeMessage message)
    {
        using var bytes = new MemoryStream();
        await message.WriteToAsync(bytes);
        using var read = IncomingMessage.Load(bytes.ToArray(), IncomingMessage.LargestLetter);
        await site.RunAsync<IncomingMailHandling>(async handling => Assert.True(await handling.HandleAsync(read, CancellationToken.None)));
    }
}
