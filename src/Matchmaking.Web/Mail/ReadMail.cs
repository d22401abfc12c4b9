using MimeKit;

namespace Matchmaking.Web.Mail;

/// <summary>A mail read back from its file.</summary>
public sealed record ReadMail(
    Guid Id,
    DateTimeOffset Date,
    string To,
    string Subject,
    string Text,
    string Html,
    IReadOnlyDictionary<string, string> Headers
)
{
    /// <summary>What the name of a mail's file ends with; before it stands the part of its Message-ID before the @.</summary>
    public const string Ending = ".eml";

    /// <summary>All mails of a folder, newest first. One that was sent again after it had come back is there twice.</summary>
    public static IReadOnlyList<ReadMail> All(string folder) =>
        [
            .. new DirectoryInfo(folder)
                .EnumerateFiles("*" + Ending)
                .OrderByDescending(file => file.LastWriteTimeUtc)
                .Select(file => Guid.TryParse(file.Name.Split('.')[0], out var id) ? Read(id, file.FullName) : null)
                .OfType<ReadMail>(),
        ];

    /// <summary>One mail; null when there is none of that id.</summary>
    public static ReadMail? One(string folder, Guid id) => PathOf(folder, id) is { } path ? Read(id, path) : null;

    /// <summary>The newest file of a mail; null when there is none.</summary>
    public static string? PathOf(string folder, Guid id) =>
        new DirectoryInfo(folder)
            .EnumerateFiles(id.ToString("N") + "*" + Ending)
            .OrderByDescending(file => file.LastWriteTimeUtc)
            .ThenByDescending(file => file.Name.Length)
            .FirstOrDefault()
            ?.FullName;

    private static ReadMail Read(Guid id, string path)
    {
        using var message = MimeMessage.Load(path);
        return new(
            id,
            message.Date,
            string.Join(", ", message.To.Mailboxes.Select(to => to.Address)),
            message.Subject ?? "",
            message.TextBody ?? "",
            message.HtmlBody ?? "",
            message
                .Headers.GroupBy(header => header.Field)
                .ToDictionary(group => group.Key, group => string.Join("\n", group.Select(header => header.Value)))
        );
    }
}
