using System.Buffers;
using System.Text;
using System.Text.Json;
using Matchmaking.Matching;

namespace Matchmaking.Web.Features.Matches;

/// <summary>
/// Reasons as the column of <see cref="Match"/> holds them: <c>[["Sector","Exact",40,40,"auto.ebus"],…]</c>. A publication writes ten
/// thousand of them in one transaction, so names stand once, in the reader, and not in every row.
/// </summary>
internal static class ReasonsText
{
    private static readonly string[] Conditions = Enum.GetNames<Condition>(),
        Fits = Enum.GetNames<Fit>();

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static string Write(IReadOnlyList<Reason> reasons)
    {
        var buffer = _buffer ??= new(1024);
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var reason in reasons)
            {
                json.WriteStartArray();
                json.WriteStringValue(Conditions[(int)reason.Condition]);
                json.WriteStringValue(Fits[(int)reason.Fit]);
                json.WriteNumberValue(reason.Points);
                json.WriteNumberValue(reason.Of);
                foreach (var value in reason.Values)
                    json.WriteStringValue(value);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static Reason[] Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        return
        [
            .. json
                .RootElement.EnumerateArray()
                .Select(entry => entry.ValueKind == JsonValueKind.Array ? ReadEntry(entry) : ReadNamed(entry)),
        ];
    }

    private static Reason ReadEntry(JsonElement entry) =>
        new(
            Enum.Parse<Condition>(entry[0].GetString()!),
            Enum.Parse<Fit>(entry[1].GetString()!),
            entry[2].GetInt32(),
            entry[3].GetInt32(),
            [.. entry.EnumerateArray().Skip(4).Select(value => value.GetString()!)]
        );

    /// <summary>As rows were written before November 2026; each becomes a short one when its match is written next.</summary>
    private static Reason ReadNamed(JsonElement entry) =>
        new(
            Enum.Parse<Condition>(entry.GetProperty("Condition").GetString()!),
            Enum.Parse<Fit>(entry.GetProperty("Fit").GetString()!),
            entry.GetProperty("Points").GetInt32(),
            entry.GetProperty("Of").GetInt32(),
            [.. entry.GetProperty("Values").EnumerateArray().Select(value => value.GetString()!)]
        );
}
