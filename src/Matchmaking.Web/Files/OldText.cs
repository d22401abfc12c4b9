using System.Text;

namespace Matchmaking.Web.Files;

/// <summary>
/// Documents of Word before 2007 (MS-DOC). Their text lies in pieces, and a field's code stands in it between two signs (2.8.25).
/// </summary>
internal static class OldText
{
    private const int Identity = 0xA5EC,
        FirstWithPieces = 0xC1,
        Template = 0x19A,
        Places = 0x1A2,
        DeepestField = 100,
        Cost = 64;
    private const char Begin = '\u0013',
        Separator = '\u0014',
        End = '\u0015';

    public static FileRefusal? Refusal(byte[] content, OldContainer container, FileWork work)
    {
        var heading = new OldBytes(content);
        if (heading.Number16() != Identity)
            throw OldContainer.Damaged();
        var version = heading.Number16();
        heading.Take(6);
        var flags = heading.Number16();
        if ((flags & 0x100) != 0)
            return FileRefusal.Encrypted;
        var lists = container.Stream((flags & 0x200) != 0 ? "1Table" : "0Table");
        if (version < FirstWithPieces)
            return RefusalOfFields(Encoding.Latin1.GetString(content), work);
        return RefusalOfTemplate(List(content, Template, lists))
            ?? OldLink.RefusalWithin(lists, work)
            ?? OldLink.RefusalWithin(container.Stream("Data"), work)
            ?? RefusalOfFields(Text(content, List(content, Places, lists), work), work);
    }

    /// <summary>One of the lists, which lie in another stream.</summary>
    private static OldBytes List(byte[] content, int at, byte[]? table)
    {
        var place = new OldBytes(content);
        var list = new OldBytes(table);
        place.Take(at);
        var (start, length) = (place.Number32(), place.Number32());
        list.Take(length == 0 ? 0 : start);
        return new(list.Take(length));
    }

    /// <summary>Names of what belongs to the document (2.9.277), of which the second is fetched.</summary>
    private static FileRefusal? RefusalOfTemplate(OldBytes names)
    {
        if (names.Length == 0)
            return null;
        names.Take(6);
        names.Take(2L * names.Number16());
        return LinkTarget.PlaceOf(names.Wide(2L * names.Number16())) is Place.Near or Place.Disk ? null : FileRefusal.Active;
    }

    /// <summary>All of it, put together as the list of pieces says (2.9.38).</summary>
    private static string Text(byte[] content, OldBytes list, FileWork work)
    {
        while (list.Number8() is var kind && kind != 2)
            list.Take(kind == 1 ? list.Number16() : throw OldContainer.Damaged());
        var bytes = list.Take(list.Number32());
        var count = (bytes.Length - 4) / 12;
        var text = new StringBuilder();
        var ends = new OldBytes(bytes);
        var pieces = new OldBytes(bytes);
        pieces.Take(4L * (count + 1));
        for (var (i, begun) = (0, ends.Number32()); i < count; i++)
        {
            var end = ends.Number32();
            pieces.Take(2);
            var place = pieces.Number32();
            pieces.Take(2);
            var letters = end - (long)begun;
            var isNarrow = (place & 0x4000_0000) != 0;
            place &= 0x3FFF_FFFF;
            var piece = new OldBytes(content);
            piece.Take(isNarrow ? place / 2 : place);
            work.Spend(Cost + 4 * Math.Max(0, letters));
            // Pieces lie beside one another: together they are no longer than the stream that they lie in.
            if (text.Length + letters > content.Length)
                throw OldContainer.Damaged();
            text.Append((isNarrow ? Encoding.Latin1 : Encoding.Unicode).GetString(piece.Take(isNarrow ? letters : 2 * letters)));
            begun = end;
        }
        return text.ToString();
    }

    private static FileRefusal? RefusalOfFields(ReadOnlySpan<char> text, FileWork work)
    {
        var fields = new Stack<WordField>([new()]);
        work.Spend((long)Formula.Cost * text.Length);
        while (!text.IsEmpty)
        {
            var length = text.IndexOfAny(Begin, Separator, End) is >= 0 and var found ? found : text.Length;
            if (fields.Count > 1 && length > 0)
                fields.Peek().Add(text[..length]);
            work.Spend(Cost);
            if (length == text.Length)
                break;
            if (text[length] == Begin)
            {
                fields.Peek().Nest();
                fields.Push(new());
            }
            else if (text[length] == Separator)
                fields.Peek().EndCode();
            else if (fields.Count > 1 && fields.Pop().Refusal() is { } refusal)
                return refusal;
            if (fields.Count > DeepestField)
                throw OldContainer.Damaged();
            text = text[(length + 1)..];
        }
        return fields.Select(field => field.Refusal()).FirstOrDefault(refusal => refusal is not null);
    }
}
