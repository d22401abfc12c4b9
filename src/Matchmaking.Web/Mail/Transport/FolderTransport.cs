using Matchmaking.Web.Mail.Providers;
using MimeKit;

namespace Matchmaking.Web.Mail.Transport;

/// <summary>Development without a mail server: each mail is a file that <c>/dev/mail</c> shows.</summary>
public sealed class FolderTransport(MailFolder folder) : IMailTransport, IMailConnection
{
    public IMailConnection Open(ProviderGroup provider, ProviderLimits limits) => this;

    public async Task<string> SendAsync(MimeMessage message, MailboxAddress from, MailboxAddress to, CancellationToken cancel)
    {
        // Written aside and renamed, so that a reader never sees half a mail; a second attempt under the same Message-ID replaces the
        // first.
        var name = PathOf(message.MessageId!);
        var half = name + ".part";
        await message.WriteToAsync(half, cancel);
        File.Move(half, name, overwrite: true);
        return "250 written to a file";
    }

    public Task<IReadOnlySet<string>?> AcceptedAsync(IReadOnlyCollection<string> messageIds, CancellationToken cancel) =>
        Task.FromResult<IReadOnlySet<string>?>(messageIds.Where(id => File.Exists(PathOf(id))).ToHashSet());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private string PathOf(string messageId) => Path.Combine(folder.Path, messageId.Split('@')[0] + ReadMail.Ending);
}

/// <summary>Where mails are written in Development.</summary>
/// <param name="Path">An existing folder.</param>
public sealed record MailFolder(string Path);
