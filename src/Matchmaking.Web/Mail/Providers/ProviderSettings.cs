namespace Matchmaking.Web.Mail.Providers;

/// <summary>Section <c>Mail:Providers</c>: one part a group, for example <c>Mail__Providers__Tencent__MessagesPerHour</c>.</summary>
public sealed class ProvidersSettings
{
    public ProviderSettings Others { get; init; } = new();
    public ProviderSettings Tencent { get; init; } = new();
    public ProviderSettings NetEase { get; init; } = new();
    public ProviderSettings Sina { get; init; } = new();
    public ProviderSettings Aliyun { get; init; } = new();
    public ProviderSettings Gmail { get; init; } = new();
    public ProviderSettings Microsoft { get; init; } = new();

    /// <summary>The part of one group.</summary>
    public ProviderSettings Of(ProviderGroup group) =>
        group switch
        {
            ProviderGroup.Tencent => Tencent,
            ProviderGroup.NetEase => NetEase,
            ProviderGroup.Sina => Sina,
            ProviderGroup.Aliyun => Aliyun,
            ProviderGroup.Gmail => Gmail,
            ProviderGroup.Microsoft => Microsoft,
            _ => Others,
        };

    /// <summary>The first setting that makes no sense, in words; null when all do.</summary>
    public string? Complain() =>
        Enum.GetValues<ProviderGroup>()
            .Where(group =>
                Of(group) is { MessagesPerHour: <= 0 } or { Burst: <= 0 } or { MessagesPerConnection: <= 0 } or { Connections: <= 0 }
            )
            .Select(group => $"The figures of Mail__Providers__{group} must be 1 or more.")
            .FirstOrDefault();
}

/// <summary>What an installation knows better than <c>providers.json</c>; what is not set stays as it is there.</summary>
public sealed class ProviderSettings
{
    /// <summary>Messages an hour.</summary>
    public int? MessagesPerHour { get; init; }
    public int? Burst { get; init; }
    public int? MessagesPerConnection { get; init; }
    public int? Connections { get; init; }

    /// <summary>A mail server for this group alone; used when its <see cref="SmtpSettings.Host"/> is set.</summary>
    public SmtpSettings Smtp { get; init; } = new();
}

/// <summary>Section <c>Mail:Dns</c>.</summary>
public sealed class DnsSettings
{
    /// <summary>Address of the resolver, with or without a port: "10.0.0.2", "[::1]:5353". The system's when not set.</summary>
    public string? Server { get; init; }
}
