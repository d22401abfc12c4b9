using Matchmaking.Web.Languages;
using MimeKit;

namespace Matchmaking.Web.Mail.Incoming.Letters;

/// <summary>Reads a mail that a person wrote. Reads only: whose it is, and whether to believe that, is for others to say.</summary>
public static class ReplyReader
{
    private const int LongestHeader = 8000,
        LongestSubject = 200,
        LongestName = 120,
        LongestAddress = 254;

    /// <summary>What it says.</summary>
    /// <param name="message">From <see cref="IncomingMessage"/>, which bounds it.</param>
    public static Letter Read(MimeMessage message)
    {
        var sender = SenderOf(message);
        var body = new LetterBody(message);
        var parts = LetterFolding.Fold(body.Lines, out var hasNewText);
        return new(
            sender?.Address,
            CleanText.Line(NameOf(message, sender), LongestName),
            CleanText.Line(MessageWords.SubjectOf(message), LongestSubject),
            parts,
            hasNewText,
            body.Files,
            body.FilesLeftOut
        );
    }

    /// <summary>The one mailbox of the one "From"; null with another number of them, or when it is none that can be answered.</summary>
    internal static MailboxAddress? SenderOf(MimeMessage message)
    {
        var headers = message.Headers.Where(header => header.Id == HeaderId.From).Take(2).ToList();
        if (headers is not [{ RawValue: { Length: <= LongestHeader } raw }])
            return null;
        // Decoded as bytes first: some programs write the name in the charset of their system, without saying which.
        if (!InternetAddressList.TryParse(MailCharsets.Decode(raw, null).Trim(), out var list) || list is not [MailboxAddress mailbox])
            return null;
        var address = mailbox.Address;
        var isWhole = address.Length <= LongestAddress && mailbox.Domain.Length > 0 && CleanText.Line(address) == address;
        return isWhole ? mailbox : null;
    }

    /// <summary>What stands before the address, in whatever charset; "address (name)" is left to the parser.</summary>
    private static string? NameOf(MimeMessage message, MailboxAddress? sender)
    {
        if (sender is null)
            return null;
        var header = MailCharsets.DecodeHeader(message.Headers.First(header => header.Id == HeaderId.From).RawValue);
        var end = header.LastIndexOf('<');
        return end > 0 ? header[..end].Trim().Trim('"') : sender.Name;
    }
}
