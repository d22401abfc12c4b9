using System.Text;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Enquiries.Letters;
using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Mail.Incoming.Letters;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Npgsql;

namespace Matchmaking.Web.Tests.Mail.Incoming;

/// <summary>
/// The process dies while it reads the mailbox: between a letter and its commit, between the commit and the position, and before the server
/// is told that the letter was read. Each letter is taken in once.
/// </summary>
public sealed class DeathWhileReadingTests(MailboxTest.MailboxSite site) : MailboxTest(site)
{
    private static readonly byte[] Needs = Encoding.UTF8.GetBytes("land,12\r\n");

    [Theory]
    [InlineData(CommitSide.Before)]
    [InlineData(CommitSide.After)]
    public async Task A_reply_whose_reader_died_at_its_commit_is_in_the_conversation_once_with_its_files(CommitSide side)
    {
        var enquiry = await AskedAsync();
        var uid = Server.Add(await ReplyAsync(enquiry, enquiry.Email!));

        Site.Commits.Next = side;
        await Assert.ThrowsAnyAsync<NpgsqlException>(ReadAsync);
        Assert.Equal(side == CommitSide.After ? 1 : 0, await CountAsync(enquiry));
        Assert.False(Server.IsSeen(uid));
        Assert.Equal(1, await ReadAsync());

        await IsHeardOnceAsync(enquiry);
        Assert.True(Server.IsSeen(uid));
    }

    [Fact]
    public async Task A_reply_whose_reader_died_before_the_server_was_told_is_in_the_conversation_once_with_its_files()
    {
        var enquiry = await AskedAsync();
        var uid = Server.Add(await ReplyAsync(enquiry, enquiry.Email!));

        Server.Script = command => command.StartsWith("UID STORE", StringComparison.OrdinalIgnoreCase) ? "" : null;
        await ReadAsync();
        Assert.False(Server.IsSeen(uid));
        Server.Script = null;
        // After a failure the mailbox is left in peace for a while.
        Site.Clock.Advance(TimeSpan.FromHours(1));
        await ReadAsync();

        await IsHeardOnceAsync(enquiry);
    }

    [Theory]
    [InlineData(CommitSide.Before)]
    [InlineData(CommitSide.After)]
    public async Task A_letter_that_waits_for_a_person_is_kept_once_and_whole(CommitSide side)
    {
        var enquiry = await AskedAsync();
        Server.Add(await ReplyAsync(enquiry, "stranger@example.net"));

        Site.Commits.Next = side;
        await Assert.ThrowsAnyAsync<NpgsqlException>(ReadAsync);
        Assert.Equal(1, await ReadAsync());

        var kept = Assert.Single(await Site.InDatabaseAsync(db => db.Set<IncomingLetter>().ToListAsync()));
        var bytes = await Site.InDatabaseAsync(db => db.Set<IncomingLetterContent>().SingleAsync(c => c.LetterId == kept.Id));
        Assert.Equal(Needs, Assert.Single(LetterReader.Again(bytes.Bytes).Files).Content);
        Assert.Equal(1, await Site.InDatabaseAsync(db => db.InboxItems.CountAsync(i => i.Subject == kept.Id.ToString())));
        Assert.Empty(await ParkedAsync(QueueNames.Mailbox));
    }

    private async Task<Enquiry> AskedAsync()
    {
        await Site.People.StaffAsync();
        return await Site.AskAsync(await Site.People.InvestorAsync());
    }

    private Task<int> CountAsync(Enquiry enquiry) =>
        Site.InDatabaseAsync(db => db.EnquiryMessages.CountAsync(m => m.EnquiryId == enquiry.Id && m.MailKey != null));

    private async Task IsHeardOnceAsync(Enquiry enquiry)
    {
        var said = Assert.Single(
            await Site.InDatabaseAsync(db =>
                db.EnquiryMessages.Include(m => m.Files).Where(m => m.EnquiryId == enquiry.Id && m.MailKey != null).ToListAsync()
            )
        );
        Assert.Equal("We need 12 hectares.", said.Text);
        var file = Assert.Single(said.Files);
        var content = await Site.InDatabaseAsync(db => db.Set<EnquiryFileContent>().SingleAsync(c => c.FileId == file.Id));
        Assert.Equal("needs.csv", file.Name);
        Assert.Equal(Needs, content.Bytes);
        var about = said.Id.ToString("N");
        Assert.Equal(1, await Site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.Kind == EnquiryMails.Heard && m.About == about)));
        Assert.Empty(await ParkedAsync(QueueNames.Mailbox));
    }

    private async Task<byte[]> ReplyAsync(Enquiry enquiry, string from)
    {
        await using var scope = Site.Services.CreateAsyncScope();
        var to = scope.ServiceProvider.GetRequiredService<EnquiryAddress>().Make(enquiry.Id, "bounces.example.org");
        using var message = new MimeMessage
        {
            Subject = "Re: your enquiry",
            MessageId = $"{Guid.NewGuid():N}@mail.example.org",
            Body = new Multipart("mixed")
            {
                new TextPart("plain") { Text = "We need 12 hectares." },
                new MimePart("application", "octet-stream")
                {
                    Content = new MimeContent(new MemoryStream(Needs)),
                    ContentDisposition = new(ContentDisposition.Attachment),
                    ContentTransferEncoding = ContentEncoding.Base64,
                    FileName = "needs.csv",
                },
            },
        };
        message.From.Add(MailboxAddress.Parse(from));
        message.To.Add(MailboxAddress.Parse(to));
        using var bytes = new MemoryStream();
        await message.WriteToAsync(bytes);
        return bytes.ToArray();
    }
}
