namespace Matchmaking.Web.Mail.Providers;

/// <summary>
/// Who runs the mailboxes behind an address. Providers count what we send over all their domains together: qq.com receives for tens
/// of thousands of companies, so a domain's name alone does not tell.
/// </summary>
public enum ProviderGroup
{
    /// <summary>Everybody else; their servers have nothing in common, so nothing is counted for them together.</summary>
    Others,

    /// <summary>QQ, Foxmail and the companies on Exmail.</summary>
    Tencent,

    /// <summary>163, 126, Yeah and the companies on NetEase's business mail.</summary>
    NetEase,

    /// <summary>Sina and its business mail.</summary>
    Sina,

    /// <summary>Aliyun Mail and the companies on it.</summary>
    Aliyun,

    /// <summary>Gmail and the companies on Google Workspace.</summary>
    Gmail,

    /// <summary>Outlook, Hotmail and the companies on Microsoft 365.</summary>
    Microsoft,
}

/// <summary>How fast we may send to one group.</summary>
/// <param name="MessagesPerHour">Null: as fast as it takes them.</param>
/// <param name="Burst">How many may follow each other at once before the hourly figure is felt.</param>
/// <param name="MessagesPerConnection">After as many the connection is closed; null: kept.</param>
/// <param name="Connections">How many connections at the same time.</param>
/// <param name="Smtp">A mail server of this group's own, for example a relay inside China; null: the common one.</param>
public sealed record ProviderLimits(int? MessagesPerHour, int Burst, int? MessagesPerConnection, int Connections, SmtpSettings? Smtp);
