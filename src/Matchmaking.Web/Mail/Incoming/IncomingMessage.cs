using Matchmaking.Web.Languages;
using MimeKit;

namespace Matchmaking.Web.Mail.Incoming;

/// <summary>Makes a message of bytes that anybody may have sent, so bounded that the time it takes grows with its length alone.</summary>
public static class IncomingMessage
{
    /// <summary>In bytes. Longer ones are no reports.</summary>
    public const int Largest = 1024 * 1024;

    /// <summary>In bytes, of a letter with its files, which grow by a third on their way.</summary>
    public const int LargestLetter = 30 * 1024 * 1024;
    private const int LargestHead = 128 * 1024,
        DeepestNesting = 10,
        MostParts = 1000;
    private static readonly ParserOptions Options = new() { MaxMimeDepth = DeepestNesting };

    /// <summary>Reads a message.</summary>
    /// <param name="bytes">All of it.</param>
    /// <param name="most">Of them: <see cref="Largest"/> or <see cref="LargestLetter"/>.</param>
    /// <exception cref="FormatException">It is none that a mail program writes.</exception>
    public static MimeMessage Load(byte[] bytes, int most = Largest)
    {
        if (bytes.Length > most)
            throw new FormatException($"It is longer than {most} bytes.");
        var all = bytes.AsSpan();
        var end = Math.Min(Index(all.IndexOf("\r\n\r\n"u8), all.Length), Index(all.IndexOf("\n\n"u8), all.Length));
        if (end > LargestHead)
            throw new FormatException($"Its header is longer than {LargestHead} bytes.");
        if (all.Count("\n--"u8) > MostParts)
            throw new FormatException($"It has more than {MostParts} parts.");
        // Persistent: the parts are read out of the bytes, and not copied one by one.
        return MimeMessage.Load(Options, new MemoryStream(bytes, writable: false), persistent: true);
    }

    /// <summary>
    /// The subject as the name of a message among others: short, clean, and without what could be a token, which whoever reads
    /// logs and lists has no business to know.
    /// </summary>
    public static string ShortSubject(MimeMessage message) =>
        CleanText.Line(Tokens.Without(CleanText.Cut(MessageWords.SubjectOf(message), 300)), 80);

    private static int Index(int found, int length) => found < 0 ? length : found;
}
