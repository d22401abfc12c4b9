using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Mail.Incoming.Letters;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries.Letters;

/// <summary>
/// Takes in what people write by mail. An answer to an enquiry by somebody of it becomes its message at once; everything else waits for a
/// person of the desk, who sees it in the inbox. The same mail twice is one.
/// </summary>
public sealed class EnquiryLetters(MatchmakingDb db, EnquiryService enquiries, EnquiryFiles files, InboxService inbox, TimeProvider time)
    : IIncomingLetters
{
    /// <inheritdoc/>
    public async Task TakeAsync(ReceivedLetter letter, CancellationToken cancel)
    {
        var enquiry = letter.Enquiry is { } id && await db.Enquiries.AnyAsync(e => e.Id == id, cancel) ? letter.Enquiry : null;
        var doubt = enquiry is null ? LetterDoubt.NoEnquiry : await DoubtAsync(letter, enquiry.Value, cancel);
        if (doubt is { } why)
            await KeepAsync(letter, enquiry, why, cancel);
        else
            await HearAsync(enquiry!.Value, letter.Content, letter.Key, time.GetUtcNow(), cancel);
    }

    /// <summary>Makes a message of an enquiry of what was kept. False when somebody has dealt with it, or the enquiry is gone.</summary>
    public async Task<bool> AttachAsync(Guid id, Guid enquiry, Guid by, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await LockedAsync(id, cancel) is not { } kept || !kept.Take(enquiry, by, time.GetUtcNow()))
            return false;
        await db.SaveChangesAsync(cancel);
        var bytes = await db.Set<IncomingLetterContent>().Where(c => c.LetterId == id).Select(c => c.Bytes).SingleAsync(cancel);
        if (!await HearAsync(enquiry, LetterReader.Again(bytes), kept.MailKey, kept.ReceivedAt, cancel))
            return false;
        await inbox.FollowAsync(InboxKind.Letter, id.ToString(), cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Nobody need answer it. False when somebody has dealt with it already.</summary>
    public async Task<bool> DiscardAsync(Guid id, Guid by, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await LockedAsync(id, cancel) is not { } kept || !kept.Discard(by, time.GetUtcNow()))
            return false;
        await db.SaveChangesAsync(cancel);
        await inbox.FollowAsync(InboxKind.Letter, id.ToString(), cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>
    /// Makes an enquiry of what was kept. It belongs to no account, whatever address it names: anybody can write that. False when somebody
    /// has dealt with it.
    /// </summary>
    public async Task<bool> OpenAsync(Guid id, EnquiryDraft draft, EnquiryGuest guest, Guid by, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await LockedAsync(id, cancel) is not { State: LetterState.Waiting } kept)
            return false;
        await enquiries.EnterAsync(draft, guest, kept.ReceivedAt, by, isProven: false, cancel);
        kept.Take(draft.Id, by, time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        await inbox.FollowAsync(InboxKind.Letter, id.ToString(), cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>One letter is dealt with once, however many press at the same moment.</summary>
    private async Task<IncomingLetter?> LockedAsync(Guid id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await db.Database.ExecuteSqlAsync($"SELECT FROM incoming_letters WHERE id = {id} FOR UPDATE", cancel);
        return await db.Set<IncomingLetter>().SingleOrDefaultAsync(letter => letter.Id == id, cancel);
    }

    private async Task<bool> HearAsync(Guid enquiry, Letter letter, string key, DateTimeOffset at, CancellationToken cancel)
    {
        var asked = await db
            .Enquiries.Where(e => e.Id == enquiry)
            .Select(e => new
            {
                e.Language,
                e.ContactName,
                e.PersonId,
            })
            .SingleOrDefaultAsync(cancel);
        if (asked is null)
            return false;
        var author = await db
            .Users.Where(p => p.NormalizedEmail == (letter.Address ?? "").ToUpperInvariant())
            .Select(p => new { p.Id, p.DisplayName })
            .SingleOrDefaultAsync(cancel);
        // Longer than a message may be: all of it is kept among what is folded.
        var isLong = letter.Text.Length > EnquiryMessage.TextLength;
        var said = new EnquiryMessage
        {
            EnquiryId = enquiry,
            Kind = MessageKind.Investor,
            At = at,
            AuthorId = author?.Id,
            AuthorName = CleanText.Cut(
                author?.DisplayName ?? (letter.Name.Length > 0 ? letter.Name : letter.Address ?? asked.ContactName),
                Enquiry.NameLength
            ),
            Via = EnquiryChannel.Mail,
            Language = asked.Language,
            Text = isLong ? CleanText.Shown(letter.Text, EnquiryMessage.TextLength - 2) : letter.Text,
            Folded = string.Join("\n\n", new[] { isLong ? letter.Text : "", letter.Folded }.Where(part => part.Length > 0))
                is { Length: > 0 } folded
                ? CleanText.Cut(folded, EnquiryMessage.FoldedLength)
                : null,
            MailKey = key,
        };
        foreach (var file in letter.Files)
            await files.AddAsync(said, file.Name, file.Content, cancel);
        await enquiries.HearAsync(said, cancel);
        return true;
    }

    private async Task KeepAsync(ReceivedLetter letter, Guid? enquiry, LetterDoubt doubt, CancellationToken cancel)
    {
        var content = letter.Content;
        var kept = new IncomingLetter
        {
            MailKey = letter.Key,
            Address = content.Address,
            Name = CleanText.Cut(content.Name, IncomingLetter.NameLength),
            Subject = CleanText.Line(Tokens.Without(content.Subject), IncomingLetter.SubjectLength),
            Text = CleanText.Cut(content.Text, EnquiryMessage.FoldedLength),
            Folded = content.Folded is { Length: > 0 } folded ? CleanText.Cut(folded, EnquiryMessage.FoldedLength) : null,
            Doubt = doubt,
            EnquiryId = enquiry,
            ReceivedAt = time.GetUtcNow(),
            Files = content.Files.Count + content.FilesLeftOut,
        };
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.OneAfterTheOtherAsync("letters", letter.Key, cancel);
        if (await db.Set<IncomingLetter>().AnyAsync(l => l.MailKey == letter.Key, cancel))
            return;
        db.AddRange(kept, new IncomingLetterContent { LetterId = kept.Id, Bytes = letter.Bytes });
        await db.SaveChangesAsync(cancel);
        await inbox.FollowAsync(InboxKind.Letter, kept.Id.ToString(), cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Why a person should look first; null when the sender is somebody of the enquiry.</summary>
    private async Task<LetterDoubt?> DoubtAsync(ReceivedLetter letter, Guid enquiry, CancellationToken cancel)
    {
        if (letter.Proof == SenderProof.Failed || (letter.Proof == SenderProof.Unknown && letter.IsChecked))
            return LetterDoubt.NotProven;
        if (letter.Content.Address is not { } address)
            return LetterDoubt.UnknownSender;
        if (letter.Content is { Text: "", Folded: null or "", Files.Count: 0, FilesLeftOut: 0 })
            return LetterDoubt.Nothing;
        var normal = address.ToUpperInvariant();
        var asked = await db
            .Enquiries.Where(e => e.Id == enquiry)
            .Select(e => new
            {
                e.Email,
                IsMember = db
                    .Users.Active()
                    .Any(p =>
                        p.NormalizedEmail == normal && p.EmailConfirmed && p.OrganisationId != null && p.OrganisationId == e.OrganisationId
                    ),
            })
            .SingleAsync(cancel);
        return asked.IsMember || string.Equals(asked.Email, address, StringComparison.OrdinalIgnoreCase) ? null : LetterDoubt.UnknownSender;
    }
}
