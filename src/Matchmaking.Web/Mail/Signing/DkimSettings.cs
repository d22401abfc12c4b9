namespace Matchmaking.Web.Mail.Signing;

/// <summary>Section <c>Mail:Dkim</c>. All three, or none: then mails leave unsigned and the relay must sign them.</summary>
public sealed class DkimSettings
{
    /// <summary>The signing domain (d=): that of the sender's address, or one above it.</summary>
    public string? Domain { get; init; }

    /// <summary>Under which name the public key is published (s=), for example "korpu1".</summary>
    public string? Selector { get; init; }

    /// <summary>An RSA private key of 2048 bits or more, as PEM.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Whether anything is set.</summary>
    public bool IsWanted => Domain is { Length: > 0 } || Selector is { Length: > 0 } || KeyFile is { Length: > 0 };
}
