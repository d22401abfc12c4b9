using Matchmaking.Web.Features.Enquiries;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Enquiries;

/// <summary>What is done again, after a crash or by a second press, is done once.</summary>
public sealed class RepeatedTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task An_enquiry_that_is_taken_in_again_even_at_the_same_moment_is_one_and_told_once()
    {
        await site.People.StaffAsync();
        var (investor, id) = (await site.People.InvestorAsync(), Guid.CreateVersion7());
        Task<Enquiry> TakeInAsync() => site.AskAsync(investor, change: draft => draft with { Id = id });

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => TakeInAsync()));
        var enquiry = await TakeInAsync();

        Assert.Single(enquiry.Messages);
        Assert.Equal(2, enquiry.Promises.Count);
        Assert.Single(enquiry.History);
        Assert.Equal([EnquiryMails.New, EnquiryMails.Received], await MailsAboutAsync(id));
    }

    [Fact]
    public async Task A_message_that_is_sent_again_is_one_told_once_and_no_clash_with_itself()
    {
        var officer = await site.People.StaffAsync();
        var enquiry = await site.AskAsync(await site.People.InvestorAsync());
        var (id, seen) = (Guid.CreateVersion7(), enquiry.Messages[0].Id);
        async Task<bool> TellAsync()
        {
            var isSent = false;
            await site.RunAsync<EnquiryService>(async enquiries =>
                isSent = await enquiries.TellAsync(
                    new()
                    {
                        Id = id,
                        EnquiryId = enquiry.Id,
                        Kind = MessageKind.Answer,
                        At = TimeProvider.System.GetUtcNow(),
                        AuthorId = officer.Id,
                        AuthorName = officer.DisplayName,
                        Via = EnquiryChannel.Site,
                        Language = "en",
                        Text = "The plot is free.",
                    },
                    seen,
                    CancellationToken.None
                )
            );
            return isSent;
        }

        Assert.True(await TellAsync());
        var kept = (await site.ReadAsync(enquiry.Id)).Promises.Select(promise => promise.KeptAt).ToList();
        Assert.True(await TellAsync());

        var after = await site.ReadAsync(enquiry.Id);
        Assert.Equal([MessageKind.Investor, MessageKind.Answer], after.Messages.Select(message => message.Kind).Order());
        Assert.Equal(kept, after.Promises.Select(promise => promise.KeptAt));
        Assert.Equal([EnquiryMails.Message], await MailsAboutAsync(id));
    }

    private Task<List<string>> MailsAboutAsync(Guid id)
    {
        var about = id.ToString("N");
        return site.InDatabaseAsync(db => db.Mails.Where(m => m.About == about).Select(m => m.Kind).OrderBy(kind => kind).ToListAsync());
    }
}
