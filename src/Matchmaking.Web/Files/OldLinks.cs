using System.Buffers.Binary;
using System.Text;

namespace Matchmaking.Web.Files;

/// <summary>
/// What tables of Excel before 2007 take from elsewhere. A record names each book that formulas refer to, or a program and what it is
/// asked (DDE): <c>SupBook</c> (MS-XLS 2.4.271) with letters of one byte or of two, and before 1997 <c>EXTERNSHEET</c>.
/// </summary>
internal static class OldLinks
{
    private const int Heading = 4,
        Cost = 64;
    private const char Encoded = '\u0001',
        Volume = '\u0001',
        Address = '\u0005',
        Separator = '\u0003';

    public static FileRefusal? Refusal(ReadOnlySpan<byte> content, FileWork work) =>
        Refusal(content, [0xAE, 0x01], SupBook, work) ?? Refusal(content, [0x17, 0x00], ExternSheet, work);

    private static FileRefusal? Refusal(
        ReadOnlySpan<byte> content,
        ReadOnlySpan<byte> number,
        Func<ReadOnlySpan<byte>, string?> name,
        FileWork work
    )
    {
        for (var rest = content; rest.IndexOf(number) is >= 0 and var at && at + Heading <= rest.Length; rest = rest[(at + 1)..])
        {
            work.Spend(Cost);
            var length = BinaryPrimitives.ReadUInt16LittleEndian(rest[(at + 2)..]);
            if (length <= rest.Length - at - Heading && name(rest.Slice(at + Heading, length)) is { } link && Refusal(link) is { } refusal)
                return refusal;
        }
        return null;
    }

    private static string? SupBook(ReadOnlySpan<byte> record)
    {
        // How many sheets, how many letters, and whether these have one byte or two.
        if (record.Length < 6 || record[4] > 1)
            return null;
        var length = BinaryPrimitives.ReadUInt16LittleEndian(record[2..]) * (record[4] + 1);
        return length > record.Length - 5 ? null : (record[4] == 0 ? Encoding.Latin1 : Encoding.Unicode).GetString(record.Slice(5, length));
    }

    private static string? ExternSheet(ReadOnlySpan<byte> record) =>
        record.Length > 1 && record[0] < record.Length ? Encoding.Latin1.GetString(record.Slice(1, record[0])) : null;

    /// <summary>A place is said in signs of its own (MS-XLS 2.5.277): behind the sign for a volume an @ is another computer.</summary>
    private static FileRefusal? Refusal(string link) =>
        link switch
        {
            [Encoded, Volume, '@', ..] or [Encoded, Address, ..] => FileRefusal.Linked,
            [> ' ', ..] when IsProgram(link) => FileRefusal.Active,
            ['\\' or '/' or 'f' or 'h', ..] when LinkTarget.PlaceOf(link) is Place.Computer or Place.Web => FileRefusal.Linked,
            _ => null,
        };

    /// <summary>Its name and what it is asked, with one sign between them; by chance other bytes look like the record, but not like that.</summary>
    private static bool IsProgram(string link) =>
        link.IndexOf(Separator, StringComparison.Ordinal) is > 0 and var at
        && at < link.Length - 1
        && !link.Where((c, i) => i != at && char.IsControl(c)).Any();
}
