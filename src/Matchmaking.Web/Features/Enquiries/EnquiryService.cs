using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Enquiries.Owners;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Mail.Sending;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>The one way in which an enquiry is saved: with its mails and its line of the inbox, in one transaction.</summary>
public sealed class EnquiryService(
    MatchmakingDb db,
    OwnerFinder owners,
    WorkingCalendars calendars,
    EnquiryMails mails,
    InboxService inbox,
    ReferenceData reference,
    IOptions<EnquirySettings> settings,
    MailWakeUp wakeUp,
    TimeProvider time
)
{
    /// <summary>Takes a new enquiry in: it gets an owner and its promises, its investor and its owner are told.</summary>
    /// <param name="enquiry">Not saved yet.</param>
    /// <param name="first">What is asked; with its files.</param>
    /// <param name="cancel">Ends it early; nothing is saved then.</param>
    public async Task ReceiveAsync(Enquiry enquiry, EnquiryMessage first, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        enquiry.Priority =
            enquiry.IsContract ? EnquiryPriority.Low
            : enquiry.Value(reference) >= settings.Value.HighValueUsd ? EnquiryPriority.High
            : EnquiryPriority.Normal;
        enquiry.Receive(first, await owners.FindAsync(enquiry, cancel), calendars.AgencyClock, now);
        db.Enquiries.Add(enquiry);
        mails.ToInvestor(enquiry, EnquiryMails.Received, enquiry.Id);
        await mails.ToOwnerAsync(enquiry, EnquiryMails.New, enquiry.Id, enquiry.EnteredById, cancel);
        await SaveAsync(enquiry, cancel);
    }

    /// <summary>The investor has written: the owner is told.</summary>
    public async Task HearAsync(Enquiry enquiry, EnquiryMessage said, CancellationToken cancel)
    {
        enquiry.Hear(said, calendars.AgencyClock, time.GetUtcNow());
        await mails.ToOwnerAsync(enquiry, EnquiryMails.Heard, said.Id, null, cancel);
        await SaveAsync(enquiry, cancel);
    }

    /// <summary>The desk has written: the investor gets it by mail, unless it was told by another way or is a note.</summary>
    public async Task TellAsync(Enquiry enquiry, EnquiryMessage said, CancellationToken cancel)
    {
        enquiry.Tell(said, calendars.AgencyClock, time.GetUtcNow());
        AddMail(enquiry, said);
        await SaveAsync(enquiry, cancel);
    }

    /// <summary>Ends it with an answer that says why. False when it has ended already.</summary>
    public async Task<bool> DeclineAsync(Enquiry enquiry, EnquiryMessage farewell, CancellationToken cancel)
    {
        if (!enquiry.Decline(farewell, calendars.AgencyClock, time.GetUtcNow()))
            return false;
        AddMail(enquiry, farewell);
        await SaveAsync(enquiry, cancel);
        return true;
    }

    /// <summary>Gives it to somebody else, who is told. False when it is theirs already.</summary>
    public async Task<bool> AssignAsync(
        Enquiry enquiry,
        Guid owner,
        Guid? by,
        string? why,
        CancellationToken cancel,
        Guid? coveredFor = null
    )
    {
        if (!enquiry.AssignTo(owner, by, time.GetUtcNow(), why, coveredFor))
            return false;
        await mails.ToOwnerAsync(enquiry, EnquiryMails.Assigned, enquiry.History[^1].Id, by, cancel);
        await SaveAsync(enquiry, cancel);
        return true;
    }

    /// <summary>Saves what a verb has changed, with the line of the inbox that follows from it.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else has saved it since it was read.</exception>
    public async Task SaveAsync(Enquiry enquiry, CancellationToken cancel)
    {
        await using (var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancel) : null)
        {
            await db.SaveChangesAsync(cancel);
            await inbox.FollowAsync(InboxKind.Enquiry, enquiry.Id.ToString(), cancel);
            if (transaction is not null)
                await transaction.CommitAsync(cancel);
        }
        wakeUp.MailsWaiting();
    }

    private void AddMail(Enquiry enquiry, EnquiryMessage said)
    {
        if (said is { IsFromDesk: true, Via: EnquiryChannel.Site or EnquiryChannel.Mail })
            mails.ToInvestor(enquiry, EnquiryMails.Message, said.Id);
    }
}
