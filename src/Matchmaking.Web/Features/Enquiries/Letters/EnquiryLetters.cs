using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Mail.Incoming.Letters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Matchmaking.Web.Features.Enquiries.Letters;

/// <summary>
/// Takes in what people write by mail. An answer to an enquiry by somebody of it becomes its message at once; everything else waits for a
/// person of the desk, who sees it in the inbox. The same mail twice is one.
/// </summary>
public sealed partial class EnquiryLetters(
    MatchmakingDb db,
    EnquiryService enquiries,
    EnquiryFiles files,
    EnquiryAddress addresses,
    InboxService inbox,
    IOptions<MailSettings> settings,
    TimeProvider time
) : IIncomingLetters
{
    private const int MostReferences = 50;
    private static readonly string[] Recipients = ["To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"];

    /// <inheritdoc/>
    public async Task TakeAsync(MimeMessage message, CancellationToken cancel)
    {
        var letter = ReplyReader.Read(message);
        var key = KeyOf(message, letter);
        var enquiry = await EnquiryOfAsync(message, cancel);
        var doubt = enquiry is null ? LetterDoubt.NoEnquiry : await DoubtAsync(message, letter, enquiry.Value, cancel);
        if (doubt is not { } why)
            await HearAsync(enquiry!.Value, letter, key, time.GetUtcNow(), cancel);
        else
            await KeepAsync(message, letter, key, enquiry, why, cancel);
    }

    /// <summary>Makes a message of an enquiry of what was kept. False when somebody has dealt with it, or the enquiry is gone.</summary>
    public async Task<bool> AttachAsync(Guid id, Guid enquiry, Guid by, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (
            await db.Set<IncomingLetter>().SingleOrDefaultAsync(l => l.Id == id, cancel) is not { } kept
            || !kept.Take(enquiry, by, time.GetUtcNow())
        )
            return false;
        await db.SaveChangesAsync(cancel);
        var bytes = await db.Set<IncomingLetterContent>().Where(c => c.LetterId == id).Select(c => c.Bytes).SingleAsync(cancel);
        using var message = IncomingMessage.Load(bytes, IncomingMessage.LargestLetter);
        if (!await HearAsync(enquiry, ReplyReader.Read(message), kept.MailKey, kept.ReceivedAt, cancel))
            return false;
        await inbox.FollowAsync(InboxKind.Letter, id.ToString(), cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Nobody need answer it. False when somebody has dealt with it already.</summary>
    public async Task<bool> DiscardAsync(Guid id, Guid by, CancellationToken cancel)
    {
        if (
            await db.Set<IncomingLetter>().SingleOrDefaultAsync(l => l.Id == id, cancel) is not { } kept
            || !kept.Discard(by, time.GetUtcNow())
        )
            return false;
        await db.SaveChangesAsync(cancel);
        await inbox.FollowAsync(InboxKind.Letter, id.ToString(), cancel);
        return true;
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
        // Longer than a message may be: all of it is kept, the rest among what is folded.
        var text = letter.Text;
        var (shown, rest) = text.Length <= EnquiryMessage.TextLength ? (text, "") : Split(text);
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
            Text = shown,
            Folded = string.Join("\n\n", new[] { rest, letter.Folded }.Where(part => part.Length > 0)) is { Length: > 0 } folded
                ? CleanText.Cut(folded, EnquiryMessage.FoldedLength)
                : null,
            MailKey = key,
        };
        foreach (var file in letter.Files)
            await files.AddAsync(said, file.Name, file.Content, cancel);
        await enquiries.HearAsync(said, cancel);
        return true;
    }

    private static (string Shown, string More) Split(string text)
    {
        var shown = CleanText.Cut(text, EnquiryMessage.TextLength);
        return (shown, text[shown.Length..]);
    }

    private async Task KeepAsync(MimeMessage message, Letter letter, string key, Guid? enquiry, LetterDoubt doubt, CancellationToken cancel)
    {
        if (await db.Set<IncomingLetter>().AnyAsync(l => l.MailKey == key, cancel))
            return;
        using var bytes = new MemoryStream();
        await message.WriteToAsync(bytes, cancel);
        var kept = new IncomingLetter
        {
            MailKey = key,
            Address = letter.Address,
            Name = CleanText.Cut(letter.Name, IncomingLetter.NameLength),
            Subject = CleanText.Line(Tokens.Without(letter.Subject), IncomingLetter.SubjectLength),
            Text = CleanText.Cut(letter.Text, EnquiryMessage.FoldedLength),
            Folded = letter.Folded is { Length: > 0 } folded ? CleanText.Cut(folded, EnquiryMessage.FoldedLength) : null,
            Doubt = doubt,
            EnquiryId = enquiry,
            ReceivedAt = time.GetUtcNow(),
            Files = letter.Files.Count + letter.FilesLeftOut,
        };
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.AddRange(kept, new IncomingLetterContent { LetterId = kept.Id, Bytes = bytes.ToArray() });
        await db.SaveChangesAsync(cancel);
        await inbox.FollowAsync(InboxKind.Letter, kept.Id.ToString(), cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>By the address that it was sent to, else by what it refers to.</summary>
    private async Task<Guid?> EnquiryOfAsync(MimeMessage message, CancellationToken cancel)
    {
        var to = string.Join(
            '\n',
            message
                .Headers.Where(header => Recipients.Contains(header.Field, StringComparer.OrdinalIgnoreCase))
                .Take(MostReferences)
                .Select(header => CleanText.Line(CleanText.Cut(header.Value, 2000)))
        );
        var found = addresses.Find(to);
        if (found is null)
        {
            var references = message.References.Append(message.InReplyTo ?? "").Take(MostReferences).ToList();
            found = references
                .Select(reference => Conversation().Match(reference))
                .Where(match => match.Success)
                .Select(match => (Guid?)Guid.ParseExact(match.Groups["id"].ValueSpan, "N"))
                .FirstOrDefault();
        }
        return found is { } id && await db.Enquiries.AnyAsync(e => e.Id == id, cancel) ? id : null;
    }

    /// <summary>Why a person should look first; null when the sender is somebody of the enquiry.</summary>
    private async Task<LetterDoubt?> DoubtAsync(MimeMessage message, Letter letter, Guid enquiry, CancellationToken cancel)
    {
        var server = settings.Value.Mailbox.AuthenticationServer;
        var proof = SenderProofs.Of(message, server);
        if (proof == SenderProof.Failed || (proof == SenderProof.Unknown && server is { Length: > 0 }))
            return LetterDoubt.NotProven;
        if (letter.Address is not { } address)
            return LetterDoubt.UnknownSender;
        var normal = address.ToUpperInvariant();
        var isKnown = await db.Enquiries.AnyAsync(
            e =>
                e.Id == enquiry
                && (
                    e.Email!.ToUpper() == normal
                    || db.Users.Active()
                        .Any(p =>
                            p.NormalizedEmail == normal
                            && p.EmailConfirmed
                            && p.OrganisationId != null
                            && p.OrganisationId == e.OrganisationId
                        )
                ),
            cancel
        );
        return isKnown ? null : LetterDoubt.UnknownSender;
    }

    /// <summary>Of the same mail always the same: by its Message-ID, else by what it says.</summary>
    private static string KeyOf(MimeMessage message, Letter letter) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    message.MessageId is { Length: > 0 } id ? id : $"{letter.Address}\n{message.Date:O}\n{letter.Subject}\n{letter.Text}"
                )
            )
        );

    [GeneratedRegex(
        "^(?<id>[0-9a-f]{32})\\.conversation@",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Conversation();
}
