using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Mail;

/// <summary>Section <c>Mail</c> of the settings.</summary>
public sealed class MailSettings
{
    public SmtpSettings Smtp { get; init; } = new();
    public SenderSettings Sender { get; init; } = new();
    public BounceSettings Bounces { get; init; } = new();
    public MailboxSettings Mailbox { get; init; } = new();
    public HookSettings Hook { get; init; } = new();
    public CanarySettings Canary { get; init; } = new();
    public TlsSettings Tls { get; init; } = new();

    /// <summary>Whether what people write to our addresses comes here at all: by a mailbox, or handed in by a mail server.</summary>
    public bool IsRead => Mailbox.Host is { Length: > 0 } || Hook.Secret is { Length: > 0 };

    /// <summary>The postal line at the foot of mails, as readers of each language write it.</summary>
    public Localized PostalAddress { get; init; } = new("AZPROMO，阿塞拜疆巴库", "AZPROMO, Bakı, Azərbaycan", "AZPROMO, Baku, Azerbaijan");
}

/// <summary>Where mails are handed in. Without <see cref="Host"/> they are written to files, in Development only.</summary>
public sealed class SmtpSettings
{
    public string? Host { get; init; }

    /// <summary>1 to 65535; 587 when not set.</summary>
    public int Port { get; init; } = 587;
    public string? User { get; init; }
    public string? Password { get; init; }

    /// <summary>"StartTls" (required), "Tls" (from the first byte) or "None" (a relay on the same machine).</summary>
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    /// <summary>Path of the log of a Postfix on this machine, to ask it which mails it has taken; null: it cannot be asked.</summary>
    public string? RelayLog { get; init; }
}

/// <summary>How the connection to the mail server is protected.</summary>
public enum SmtpSecurity
{
    StartTls,
    Tls,
    None,
}

/// <summary>Which certificates of mail servers are believed, for SMTP and IMAP alike.</summary>
public sealed class TlsSettings
{
    /// <summary>
    /// Path of a PEM file with the certificates of a private authority, believed beside the system's; null: only the system's.
    /// </summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>Whether a certificate is refused when nobody can say that it was not revoked.</summary>
    public bool CheckRevocation { get; init; } = true;
}

/// <summary>Where undeliverable mails come back to.</summary>
public sealed class BounceSettings
{
    /// <summary>
    /// Domain of the return addresses <c>bounce+…@</c>, all of which must arrive in the mailbox that is read;
    /// null: they come back to the sender.
    /// </summary>
    public string? Domain { get; init; }
}

/// <summary>
/// The mailbox in which bounces, complaints and unsubscriptions by mail are read, by IMAP. Without <see cref="Host"/> none is.
/// </summary>
public sealed class MailboxSettings
{
    public string? Host { get; init; }

    /// <summary>1 to 65535; 993 when not set.</summary>
    public int Port { get; init; } = 993;
    public string? User { get; init; }
    public string? Password { get; init; }
    public SmtpSecurity Security { get; init; } = SmtpSecurity.Tls;
    public string Folder { get; init; } = "INBOX";

    /// <summary>
    /// The name under which the mailbox's own server writes <c>Authentication-Results</c> (RFC 8601), for example "mx.example.az";
    /// null: no sender can be proven. The server must remove such headers of others that bear its name.
    /// </summary>
    public string? AuthenticationServer { get; init; }
}

/// <summary>Reports by HTTP instead of a mailbox.</summary>
public sealed class HookSettings
{
    /// <summary>What the relay must send along; at least 20 characters. Null: there is no hook.</summary>
    public string? Secret { get; init; }
}

/// <summary>The built-in subscriber.</summary>
public sealed class CanarySettings
{
    /// <summary>A mailbox of ours that its mails go to; the sender's own when not set.</summary>
    public string? Address { get; init; }
}

/// <summary>Who mails come from.</summary>
public sealed class SenderSettings
{
    /// <summary>Required in Production; answers and <c>mailto:</c> unsubscriptions arrive there.</summary>
    public string? Address { get; set; }

    /// <summary>The site's name when not set.</summary>
    public string? Name { get; init; }
}
