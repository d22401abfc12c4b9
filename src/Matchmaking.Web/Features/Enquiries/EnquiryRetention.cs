using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries.Answers;
using Matchmaking.Web.Features.Enquiries.Letters;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>How long what belongs to enquiries is kept; the same times stand in docs/operations.md.</summary>
public sealed class EnquiryRetention(MatchmakingDb db, TimeProvider time)
{
    /// <summary>
    /// Letters that were dealt with, whose text is a message by then or nobody's concern; drafts that nobody went on with.
    /// </summary>
    public static readonly TimeSpan Letters = TimeSpan.FromDays(90),
        Drafts = TimeSpan.FromDays(90);

    /// <summary>Enquiries that have ended, with all that was said and all files: the time within which claims can be made.</summary>
    public static readonly TimeSpan Ended = TimeSpan.FromDays(5 * 365);

    /// <summary>
    /// Calls and notes about an organisation; and its contact people, once nothing has happened with it for as long and nobody of it has an
    /// account.
    /// </summary>
    public static readonly TimeSpan Contacts = Ended;

    /// <summary>Removes what is over its time. Doing it twice changes nothing more.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (requests, letters, drafts, ended) = (now - EnquiryRequest.Lifespan, now - Letters, now - Drafts, now - Ended);
        await db.Set<EnquiryRequest>().Where(request => request.CreatedAt < requests).ExecuteDeleteAsync(cancel);
        await db.Set<IncomingLetter>()
            .Where(letter => letter.State != LetterState.Waiting && letter.DoneAt < letters)
            .ExecuteDeleteAsync(cancel);
        await db.Set<AnswerDraft>().Where(draft => draft.UpdatedAt < drafts).ExecuteDeleteAsync(cancel);
        await db
            .Enquiries.Where(enquiry =>
                (enquiry.State == EnquiryState.Declined || enquiry.State == EnquiryState.Expired || enquiry.State == EnquiryState.Withdrawn)
                && enquiry.DueAt == null
                && enquiry.UpdatedAt < ended
            )
            .ExecuteDeleteAsync(cancel);
        await RemoveContactsAsync(now - Contacts, cancel);
    }

    private async Task RemoveContactsAsync(DateTimeOffset before, CancellationToken cancel)
    {
        await db.Set<OrganisationEntry>().Where(entry => entry.At < before).ExecuteDeleteAsync(cancel);
        await db.Set<ContactPerson>()
            .Where(person =>
                person.CreatedAt < before
                && !db.Set<OrganisationEntry>().Any(entry => entry.OrganisationId == person.OrganisationId)
                && !db.Enquiries.Any(enquiry => enquiry.OrganisationId == person.OrganisationId && enquiry.UpdatedAt >= before)
                && !db.Users.Active().Any(user => user.OrganisationId == person.OrganisationId)
            )
            .ExecuteDeleteAsync(cancel);
    }
}

/// <summary>Each night.</summary>
public sealed class EnquiryRetentionJob(EnquiryRetention retention) : IScheduledJob
{
    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancel) => retention.RunAsync(cancel);
}
