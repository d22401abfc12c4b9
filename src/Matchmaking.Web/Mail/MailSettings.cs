namespace Matchmaking.Web.Mail;

/// <summary>Section <c>Mail</c> of the settings.</summary>
public sealed class MailSettings
{
    public SmtpSettings Smtp { get; init; } = new();
    public SenderSettings Sender { get; init; } = new();
    public BounceSettings Bounces { get; init; } = new();
    /// <summary>The postal line at the foot of alerts.</summary>
    public string PostalAddress { get; init; } = "AZPROMO, Baku, Azerbaijan";
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

/// <summary>Where undeliverable mails come back to.</summary>
public sealed class BounceSettings
{
    /// <summary>Domain of the return addresses <c>bounce+…@</c>, all of which must arrive in the mailbox that is read; null: they come back to the sender.</summary>
    public string? Domain { get; init; }
}

/// <summary>Who mails come from.</summary>
public sealed class SenderSettings
{
    /// <summary>Required in Production; answers and <c>mailto:</c> unsubscriptions arrive there.</summary>
    public string? Address { get; set; }
    /// <summary>The site's name when not set.</summary>
    public string? Name { get; init; }
}
