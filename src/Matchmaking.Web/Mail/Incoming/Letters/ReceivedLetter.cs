using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Matchmaking.Web.Languages;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Matchmaking.Web.Mail.Incoming.Letters;

/// <summary>A letter with what is known of its way here.</summary>
/// <param name="Content">What it says.</param>
/// <param name="Key">Of the same mail always the same: of its Message-ID, else of what it says. 64 characters.</param>
/// <param name="Proof">Whether it comes from whom it names.</param>
/// <param name="IsChecked">
/// Whether a sender must be proven, as in Production always; else one of whom our mail server says nothing is nothing special.
/// </param>
/// <param name="Enquiry">The enquiry whose address it was sent to, else whose conversation it refers to; null for none.</param>
public sealed record ReceivedLetter(Letter Content, string Key, SenderProof Proof, bool IsChecked, Guid? Enquiry)
{
    /// <summary>The whole mail.</summary>
    public required byte[] Bytes { get; init; }
}

/// <summary>Reads letters out of messages.</summary>
public sealed partial class LetterReader(EnquiryAddress addresses, IOptions<MailSettings> settings, IHostEnvironment environment)
{
    private const int MostReferences = 50,
        LongestHeader = 2000;
    private static readonly string[] Recipients = ["To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"];

    /// <summary>What it is, and what is known of it.</summary>
    /// <param name="message">From <see cref="IncomingMessage"/>.</param>
    public ReceivedLetter Read(MimeMessage message)
    {
        var (letter, server) = (ReplyReader.Read(message), settings.Value.Mailbox.AuthenticationServer);
        using var bytes = new MemoryStream();
        message.WriteTo(bytes);
        var isChecked = server is { Length: > 0 } || environment.IsProduction();
        return new(letter, KeyOf(message, letter), SenderProofs.Of(message, server), isChecked, EnquiryOf(message))
        {
            Bytes = bytes.ToArray(),
        };
    }

    /// <summary>What a letter that was kept says.</summary>
    public static Letter Again(byte[] bytes)
    {
        using var message = IncomingMessage.Load(bytes, IncomingMessage.LargestLetter);
        return ReplyReader.Read(message);
    }

    private Guid? EnquiryOf(MimeMessage message)
    {
        var to = string.Join(
            '\n',
            message
                .Headers.Where(header => Recipients.Contains(header.Field, StringComparer.OrdinalIgnoreCase))
                .Take(MostReferences)
                .Select(header => CleanText.Line(CleanText.Cut(header.Value, LongestHeader)))
        );
        return addresses.Find(to)
            ?? message
                .References.Append(message.InReplyTo ?? "")
                .Take(MostReferences)
                .Select(reference => Conversation().Match(CleanText.Cut(reference, LongestHeader)))
                .Where(match => match.Success)
                .Select(match => (Guid?)Guid.ParseExact(match.Groups["id"].ValueSpan, "N"))
                .FirstOrDefault();
    }

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
