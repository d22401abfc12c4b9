using System.Text;

namespace Matchmaking.Web.Files;

/// <summary>Links of documents before 2007, of cells and of pictures (MS-OSHARED 2.3.7.1).</summary>
internal static class OldLink
{
    private static readonly Guid UrlMoniker = new("79EAC9E0-BAF9-11CE-8C82-00AA004BA90B"),
        FileMoniker = new("00000303-0000-0000-C000-000000000046");

    /// <summary>Sixteen bytes that are nothing else by chance: a link of a drawing follows, among bytes of many kinds.</summary>
    private static readonly byte[] Sign = new Guid("79EAC9D0-BAF9-11CE-8C82-00AA004BA90B").ToByteArray();

    /// <summary>Of all that stand in drawings.</summary>
    public static FileRefusal? RefusalWithin(ReadOnlySpan<byte> drawings, FileWork work)
    {
        work.Spend(drawings.Length);
        for (var at = 0; drawings[at..].IndexOf(Sign) is >= 0 and var found; )
        {
            at += found + Sign.Length;
            work.Spend(LinkTarget.Cost);
            if (Refusal(new OldBytes(drawings[at..])) is { } refusal)
                return refusal;
        }
        return null;
    }

    /// <summary>Of one, behind the sign that it is one.</summary>
    public static FileRefusal? Refusal(OldBytes link)
    {
        link.Take(4);
        var flags = link.Number32();
        if ((flags & 0x10) != 0)
            link.Take(2L * link.Number32());
        if ((flags & 0x80) != 0)
            link.Take(2L * link.Number32());
        if ((flags & 1) == 0)
            return (flags & 8) == 0 ? null : LinkTarget.RefusalOfLink(link.Wide(2L * link.Number32()));
        if ((flags & 0x100) != 0)
            return LinkTarget.RefusalOfLink(link.Wide(2L * link.Number32()));
        var moniker = new Guid(link.Take(16));
        if (moniker == UrlMoniker)
            return LinkTarget.RefusalOfLink(link.Wide(link.Number32() & ~1));
        if (moniker != FileMoniker)
            return FileRefusal.Linked;
        link.Take(2);
        var narrow = Encoding.Latin1.GetString(link.Take(link.Number32())).Split('\0')[0];
        link.Take(24);
        var size = link.Number32();
        if (size > 0)
            size = link.Number32();
        if (size > 0)
            link.Take(2);
        return LinkTarget.RefusalOfLink(narrow) ?? LinkTarget.RefusalOfLink(link.Wide(size & ~1));
    }
}
