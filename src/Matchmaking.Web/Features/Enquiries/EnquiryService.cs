using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
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
    IOptions<EnquiriesSettings> settings,
    MailWakeUp wakeUp,
    TimeProvider time
)
{
    /// <summary>Takes in what a person with an account asks.</summary>
    public async Task ReceiveAsync(EnquiryDraft draft, Guid person, CancellationToken cancel) =>
        await ReceiveAsync(draft, await db.Users.Include(p => p.Organisation).SingleAsync(p => p.Id == person, cancel), null, cancel);

    /// <summary>Takes in what was asked.</summary>
    /// <param name="draft">What.</param>
    /// <param name="person">Who, with the organisation; null for somebody without an account.</param>
    /// <param name="guest">As said in the form; null for somebody who was signed in.</param>
    /// <param name="cancel">Ends it early; nothing is saved then.</param>
    public Task ReceiveAsync(EnquiryDraft draft, Person? person, EnquiryGuest? guest, CancellationToken cancel) =>
        ReceiveAsync(draft, person, guest, time.GetUtcNow(), null, cancel);

    /// <summary>Takes in what somebody of the desk writes down. An address with an account makes it that person's.</summary>
    /// <param name="draft">What was asked.</param>
    /// <param name="guest">Who, and how to reach that person.</param>
    /// <param name="came">When; the clock counts from here.</param>
    /// <param name="by">Who writes it down.</param>
    /// <param name="isProven">Whether the address is known to be the asker's.</param>
    /// <param name="cancel">Ends it early; nothing is saved then.</param>
    public async Task EnterAsync(
        EnquiryDraft draft,
        EnquiryGuest guest,
        DateTimeOffset came,
        Guid by,
        bool isProven,
        CancellationToken cancel
    )
    {
        var person =
            guest.Email.Length == 0 || !isProven
                ? null
                : await db
                    .Users.Active()
                    .Include(p => p.Organisation)
                    .SingleOrDefaultAsync(
                        p => p.NormalizedEmail == guest.Email.ToUpperInvariant() && p.EmailConfirmed && p.OrganisationId != null,
                        cancel
                    );
        await ReceiveAsync(draft, person, guest, came, by, cancel);
    }

    private Task ReceiveAsync(
        EnquiryDraft draft,
        Person? person,
        EnquiryGuest? guest,
        DateTimeOffset came,
        Guid? by,
        CancellationToken cancel
    )
    {
        var name = guest?.Name ?? person!.DisplayName;
        var enquiry = new Enquiry
        {
            Id = draft.Id,
            OpportunityId = draft.Opportunity,
            Sector = draft.Sector,
            Place = draft.Place,
            MandateId = draft.Mandate,
            OrganisationId = person?.OrganisationId,
            PersonId = person?.Id,
            ContactName = name,
            Company = guest?.Company ?? person!.Organisation!.Name,
            Email =
                guest is null ? person!.Email
                : guest.Email is { Length: > 0 } email ? email
                : null,
            Phone = guest?.Phone is { Length: > 0 } phone ? phone : person?.PhoneNumber,
            WeChat = guest?.WeChat is { Length: > 0 } weChat ? weChat : null,
            Language = draft.Language,
            Intent = draft.Intent,
            Channel = draft.Channel,
            Question = draft.Question,
            AmountFrom = draft.Amounts.From,
            AmountTo = draft.Amounts.To,
            Currency = draft.Amounts.Currency,
            ReceivedAt = came,
            EnteredById = by,
            IsSample = person?.IsSample == true,
        };
        var first = new EnquiryMessage
        {
            EnquiryId = enquiry.Id,
            Kind = MessageKind.Investor,
            At = came,
            AuthorId = person?.Id,
            AuthorName = name,
            Via = draft.Channel,
            Language = draft.Language,
            Text = draft.Text,
        };
        return ReceiveAsync(enquiry, first, cancel);
    }

    /// <summary>Takes an enquiry in, once: it gets an owner and its promises, its investor and its owner are told.</summary>
    /// <param name="enquiry">Not saved yet.</param>
    /// <param name="first">What is asked; with its files.</param>
    /// <param name="cancel">Ends it early; nothing is saved then.</param>
    public async Task ReceiveAsync(Enquiry enquiry, EnquiryMessage first, CancellationToken cancel)
    {
        await using (var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancel) : null)
        {
            if (await db.WasTakenInAsync(enquiry.Id, cancel))
                return;
            enquiry.Priority =
                enquiry.IsReport ? EnquiryPriority.High
                : enquiry.IsContract ? EnquiryPriority.Low
                : enquiry.Value(reference) >= settings.Value.HighValueUsd ? EnquiryPriority.High
                : EnquiryPriority.Normal;
            enquiry.Receive(first, await owners.FindAsync(enquiry, cancel), calendars.AgencyClock, time.GetUtcNow());
            db.Enquiries.Add(enquiry);
            mails.ToInvestor(enquiry, EnquiryMails.Received, enquiry.Id);
            await mails.ToOwnerAsync(enquiry, EnquiryMails.New, enquiry.Id, enquiry.EnteredById, cancel);
            await SaveAsync(enquiry, cancel);
            // Who asks is heard: nobody need call any more because it was said to fit.
            if (enquiry is { OrganisationId: { } organisation, OpportunityId: { } listing })
                await inbox.FollowAsync(InboxKind.Fit, $"{organisation}:{listing}", cancel);
            if (transaction is not null)
                await transaction.CommitAsync(cancel);
        }
        wakeUp.MailsWaiting();
    }

    /// <summary>
    /// The investor has written: the owner is told. False when the enquiry is gone, or the same message was taken in before.
    /// </summary>
    public Task<bool> HearAsync(EnquiryMessage said, CancellationToken cancel) =>
        ChangeAsync(
            said.EnquiryId,
            async enquiry =>
            {
                if (
                    await db.EnquiryMessages.AnyAsync(
                        m => m.EnquiryId == enquiry.Id && (m.Id == said.Id || (said.MailKey != null && m.MailKey == said.MailKey)),
                        cancel
                    )
                )
                    return false;
                db.AddRange(said.Contents);
                enquiry.Hear(said, calendars.AgencyClock, time.GetUtcNow());
                await mails.ToOwnerAsync(enquiry, EnquiryMails.Heard, said.Id, null, cancel);
                await inbox.WakeAsync(InboxKind.Enquiry, enquiry.Id.ToString(), cancel);
                return true;
            },
            cancel
        );

    /// <summary>
    /// The desk has written: the investor gets it by mail, unless it was told by another way or is a note. Twice changes nothing more.
    /// </summary>
    /// <param name="said">By a person of the desk.</param>
    /// <param name="seen">The last message that its writer has seen; null to send it whatever was written since.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <param name="plan">What comes next; null to say nothing of it.</param>
    /// <param name="standing"><see cref="Enquiry.Standing"/> as its writer has seen it; null to send it however it stands.</param>
    /// <returns>False when somebody has written or led it on since, or it has ended, and nothing was sent.</returns>
    public Task<bool> TellAsync(
        EnquiryMessage said,
        Guid? seen,
        CancellationToken cancel,
        EnquiryPlan? plan = null,
        string? standing = null
    ) =>
        ChangeAsync(
            said.EnquiryId,
            async enquiry =>
            {
                if (await db.EnquiryMessages.AnyAsync(m => m.EnquiryId == enquiry.Id && m.Id == said.Id, cancel))
                    return true;
                if (!await IsAsSeenAsync(enquiry, seen, standing, cancel))
                    return false;
                // What comes next of an enquiry that has ended would not be kept.
                if (plan is not null && !enquiry.IsOpen)
                    return false;
                db.AddRange(said.Contents);
                enquiry.Tell(said, calendars.AgencyClock, time.GetUtcNow(), plan);
                mails.Tell(enquiry, said);
                return true;
            },
            cancel
        );

    /// <summary>Ends it with an answer that says why. Twice changes nothing more.</summary>
    /// <inheritdoc cref="TellAsync"/>
    public Task<bool> DeclineAsync(EnquiryMessage farewell, Guid? seen, string? standing, CancellationToken cancel) =>
        ChangeAsync(
            farewell.EnquiryId,
            async enquiry =>
            {
                if (await db.EnquiryMessages.AnyAsync(m => m.EnquiryId == enquiry.Id && m.Id == farewell.Id, cancel))
                    return true;
                if (
                    !await IsAsSeenAsync(enquiry, seen, standing, cancel)
                    || !enquiry.Decline(farewell, calendars.AgencyClock, time.GetUtcNow())
                )
                    return false;
                mails.Tell(enquiry, farewell);
                return true;
            },
            cancel
        );

    /// <summary>Whether nothing was written and nothing led on since a form was opened.</summary>
    /// <param name="enquiry">As it is.</param>
    /// <param name="seen">The last message that was there then; null when it does not matter.</param>
    /// <param name="standing"><see cref="Enquiry.Standing"/> then; null when it does not matter.</param>
    /// <param name="cancel">Ends it early.</param>
    public async Task<bool> IsAsSeenAsync(Enquiry enquiry, Guid? seen, string? standing, CancellationToken cancel) =>
        (standing ?? enquiry.Standing) == enquiry.Standing && (seen is null || await LastAsync(enquiry.Id, cancel) == seen);

    /// <summary>Gives it to somebody else, who is told. False when it is theirs already.</summary>
    /// <param name="id">Which.</param>
    /// <param name="owner">Whose it becomes.</param>
    /// <param name="by">Who gives it; null for the system.</param>
    /// <param name="why">Null for no reason.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <param name="coveredFor">Who is away, when the new owner only stands in.</param>
    public Task<bool> AssignAsync(Guid id, Guid owner, Guid? by, string? why, CancellationToken cancel, Guid? coveredFor = null) =>
        ChangeAsync(
            id,
            async enquiry =>
            {
                if (!enquiry.AssignTo(owner, by, time.GetUtcNow(), why, coveredFor))
                    return false;
                await mails.ToOwnerAsync(enquiry, EnquiryMails.Assigned, enquiry.History[^1].Id, by, cancel);
                return true;
            },
            cancel
        );

    /// <summary>
    /// Changes an enquiry by a verb: one after the other where two come at once, with its line of the inbox, in one transaction. False when
    /// it is gone or the verb says no; then nothing is saved.
    /// </summary>
    public async Task<bool> ChangeAsync(Guid id, Func<Enquiry, Task<bool>> verb, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using (var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancel) : null)
        {
            await db.Database.ExecuteSqlAsync($"SELECT FROM enquiries WHERE id = {id} FOR UPDATE", cancel);
            if (
                await db.Enquiries.WithClock().Include(e => e.History).SingleOrDefaultAsync(e => e.Id == id, cancel) is not { } enquiry
                || !await verb(enquiry)
            )
            {
                db.ChangeTracker.Clear();
                return false;
            }
            await SaveAsync(enquiry, cancel);
            if (transaction is not null)
                await transaction.CommitAsync(cancel);
        }
        wakeUp.MailsWaiting();
        return true;
    }

    /// <summary>The message that was written last; null for none.</summary>
    public Task<Guid?> LastAsync(Guid enquiry, CancellationToken cancel) =>
        db
            .EnquiryMessages.Where(m => m.EnquiryId == enquiry && m.Kind != MessageKind.Note)
            .OrderByDescending(m => m.At)
            .ThenByDescending(m => m.Id)
            .Select(m => (Guid?)m.Id)
            .FirstOrDefaultAsync(cancel);

    private async Task SaveAsync(Enquiry enquiry, CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        await inbox.FollowAsync(InboxKind.Enquiry, enquiry.Id.ToString(), cancel);
    }
}
