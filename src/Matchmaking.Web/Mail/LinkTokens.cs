using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Mail;

/// <summary>What a link in a mail may do.</summary>
public enum LinkPurpose
{
    /// <summary>Opens one entry of an alert.</summary>
    Alert = 1,

    /// <summary>Stops the alerts of one person.</summary>
    Unsubscribe = 2,

    /// <summary>Opens what one person is told of, how and when.</summary>
    Preferences = 3,

    /// <summary>Confirms an enquiry of somebody who is not signed in.</summary>
    Enquiry = 4,
}

/// <summary>
/// Signed tokens for links that open without a password: key number, id and HMAC-SHA256 (first 16 bytes) over purpose, key number
/// and id, as 44 characters of base64url. A token of one purpose is worthless for another. Nothing is stored for a link.
/// </summary>
public sealed class LinkTokens(IServiceScopeFactory scopes)
{
    private const int MacLength = 16,
        Length = 1 + 16 + MacLength;
    private IReadOnlyDictionary<int, byte[]> _keys = new Dictionary<int, byte[]>();

    /// <summary>
    /// Loads the keys, the first of which the set-up of the database has made. Called once, before the application listens.
    /// </summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MatchmakingDb>();
        _keys = await db.LinkKeys.AsNoTracking().ToDictionaryAsync(key => key.Number, key => key.Secret, cancel);
    }

    /// <summary>The keys by their numbers; the highest signs, all check.</summary>
    public IReadOnlyDictionary<int, byte[]> Keys => _keys;

    /// <summary>Signs an id with the newest key.</summary>
    public string Make(LinkPurpose purpose, Guid id)
    {
        Span<byte> token = stackalloc byte[Length];
        token[0] = (byte)_keys.Keys.Max();
        id.TryWriteBytes(token[1..17], bigEndian: true, out _);
        Mac(purpose, token[..17]).AsSpan(0, MacLength).CopyTo(token[17..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>The id of a token that we signed for this purpose; null for anything else.</summary>
    public Guid? Read(LinkPurpose purpose, string? token)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (
            token is not { Length: 44 }
            || !Base64Url.TryDecodeFromChars(token, bytes, out var written)
            || written != Length
            || !_keys.ContainsKey(bytes[0])
        )
            return null;
        return CryptographicOperations.FixedTimeEquals(Mac(purpose, bytes[..17]).AsSpan(0, MacLength), bytes[17..])
            ? new Guid(bytes[1..17], bigEndian: true)
            : null;
    }

    private byte[] Mac(LinkPurpose purpose, ReadOnlySpan<byte> head)
    {
        Span<byte> message = stackalloc byte[1 + 17];
        message[0] = (byte)purpose;
        head.CopyTo(message[1..]);
        return HMACSHA256.HashData(_keys[head[0]], message);
    }
}
