using System.IO.Compression;
using System.Xml;

namespace Matchmaking.Web.Files;

/// <summary>One part of a document: by what is in it, under whatever name.</summary>
internal sealed class OfficePart(OfficeParts parts, OfficeTypes types, OfficeRelations relations, FileWork work)
{
    private const StringComparison Ignoring = StringComparison.OrdinalIgnoreCase;

    public FileRefusal? Refusal(ZipArchiveEntry entry)
    {
        var beginning = parts.BeginningOf(entry);
        if (IsObject(beginning))
            return FileRefusal.Embedded;
        if (IsHidden(beginning))
            return FileRefusal.Damaged;
        if (entry.FullName.EndsWith(".rels", Ignoring))
            return parts
                .Nodes(entry, OfficeContent.LongestList)
                .Select(relation => relations.Refusal(entry, relation))
                .FirstOrDefault(refusal => refusal is not null);
        var isMarkup = types.IsMarkup(entry) && beginning.Length > 0;
        if (!isMarkup && !IsXml(beginning))
            return entry.Name.EndsWith(".vml", Ignoring) && beginning.Length > 0 ? FileRefusal.Damaged : null;
        try
        {
            return OfficeMarkup.Refusal(parts.Nodes(entry), work);
        }
        catch (XmlException) when (!isMarkup)
        {
            // A font that begins like XML, or a drawing of an old program that is not whole. What came before the flaw has been read.
            return null;
        }
    }

    private static bool IsObject(ReadOnlySpan<byte> beginning) =>
        beginning.StartsWith("MZ"u8) || beginning.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]);

    /// <summary>Behind a mark of its encoding and blanks.</summary>
    private static ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> beginning) =>
        beginning.TrimStart((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0, 9, 10, 13, 32]);

    private static bool IsXml(ReadOnlySpan<byte> beginning) => !beginning.IsEmpty && Bare(beginning) is [] or [(byte)'<', ..];

    /// <summary>
    /// XML in letters of two or four bytes without a mark, or in those of EBCDIC, as programs recognise it by its first sign. No picture,
    /// sound or font begins like that.
    /// </summary>
    private static bool IsHidden(ReadOnlySpan<byte> beginning)
    {
        if (beginning.StartsWith((ReadOnlySpan<byte>)[0x4C, 0x6F, 0xA7, 0x94]))
            return true;
        var isMarked = beginning is [0xFF, 0xFE, not 0, ..] or [0xFE, 0xFF, ..];
        return !isMarked && Bare(beginning) is [(byte)'<', 0, ..];
    }
}
