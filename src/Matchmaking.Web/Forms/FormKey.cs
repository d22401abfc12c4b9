using System.Security.Cryptography;
using System.Text.Json;

namespace Matchmaking.Web.Forms;

/// <summary>
/// The id of a row that a form adds. It follows from what the form carries since it was opened (<c>_FormKey</c>), from who sends it and
/// from what it says: the same form sent twice adds one row, and the same form with other words, sent after going back, another one.
/// Nobody can send the id of somebody else's row.
/// </summary>
public static class FormKey
{
    /// <summary>The name of the field.</summary>
    public const string Field = nameof(FormKey);

    /// <summary>A UUID of version 8 (RFC 9562) from a SHA-256; a new one of version 7 when the form carries nothing.</summary>
    /// <param name="opened">What the form carries.</param>
    /// <param name="person">Who sends it.</param>
    /// <param name="form">Which form: two of one page carry the same.</param>
    /// <param name="said">What tells one thing from another that it may add: to what it is added, and all that was typed.</param>
    public static Guid Of(string? opened, Guid person, string form, params IEnumerable<object?> said)
    {
        if (string.IsNullOrWhiteSpace(opened))
            return Guid.CreateVersion7();
        var hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes<object?[]>([opened, person, form, .. said]));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash.AsSpan(0, 16), bigEndian: true);
    }
}
