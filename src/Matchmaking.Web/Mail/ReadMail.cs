using MimeKit;

namespace Matchmaking.Web.Mail;

/// <summary>A mail read back from its file.</summary>
public sealed record ReadMail(Guid Id, DateTimeOffset Date, string To, string Subject, string Text, string Html, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>All mails of a folder, newest first.</summary>
    public static IReadOnlyList<ReadMail> All(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFiles("*.eml")
            .OrderByDescending(file => file.LastWriteTimeUtc)
            .Select(file => Guid.TryParse(Path.GetFileNameWithoutExtension(file.Name), out var id) ? One(folder, id) : null)
            .OfType<ReadMail>(),
    ];

    /// <summary>One mail; null when there is none of that id.</summary>
    public static ReadMail? One(string folder, Guid id)
    {
        if (!File.Exists(PathOf(folder, id)))
            return null;
        using var message = MimeMessage.Load(PathOf(folder, id));
        return new(id, message.Date, string.Join(", ", message.To.Mailboxes.Select(to => to.Address)), message.Subject ?? "",
            message.TextBody ?? "", message.HtmlBody ?? "",
            message.Headers.GroupBy(header => header.Field).ToDictionary(group => group.Key, group => string.Join("\n", group.Select(header => header.Value))));
    }

    /// <summary>The file of a mail, whether it exists or not.</summary>
    public static string PathOf(string folder, Guid id) => Path.Combine(folder, id.ToString("N") + ".eml");
}
