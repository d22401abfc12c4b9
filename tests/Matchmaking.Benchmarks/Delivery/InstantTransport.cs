using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Transport;
using MimeKit;

namespace Matchmaking.Benchmarks.Delivery;

/// <summary>A mail server that takes everything at once: what is left is the work of the queue and the ledger.</summary>
internal sealed class InstantTransport : IMailTransport, IMailConnection
{
    public int Accepted;

    public IMailConnection Open(ProviderGroup provider, ProviderLimits limits) => this;

    public Task<IReadOnlySet<string>?> AcceptedAsync(IReadOnlyCollection<string> messageIds, CancellationToken cancel) =>
        Task.FromResult<IReadOnlySet<string>?>(null);

    public Task<string> SendAsync(MimeMessage message, MailboxAddress from, MailboxAddress to, CancellationToken cancel)
    {
        Interlocked.Increment(ref Accepted);
        return Task.FromResult("2.0.0 Ok");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>A mail of one line.</summary>
internal sealed class PlainMail : IMailTemplate
{
    public const string MailKind = "benchmark";

    public string Kind => MailKind;

    public Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel) =>
        Task.FromResult<MailContent?>(Content(text));

    public IEnumerable<MailSample> Samples(Text text) => [new(Kind, Content(text))];

    private static MailContent Content(Text text) => new("A mail of one line", new MailBody(text).Paragraph("One line."));
}
