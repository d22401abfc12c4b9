using System.Text;

namespace Matchmaking.Web.Files;

/// <summary>
/// Documents of Word before 2007 (MS-DOC). Their text lies in pieces, and a field's code stands in it between two signs (2.8.25).
/// </summary>
internal static class OldText
{
    private const int Identity = 0xA5EC,
        FirstWithPieces = 0xC1,
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
        var table = (flags & 0x200) != 0 ? "1Table" : "0Table";
        return RefusalOfFields(
            version < FirstWithPieces ? Encoding.Latin1.GetString(content) : Text(content, container.Stream(table), work),
            work
        );
    }

    /// <summary>All of it, put together as the list of pieces says (2.9.38).</summary>
    private static string Text(byte[] content, byte[]? table, FileWork work)
    {
        var places = new OldBytes(content);
        places.Take(Places);
        var (at, length) = (places.Number32(), places.Number32());
        var list = new OldBytes(table);
        list.Take(at);
        list = new(list.Take(length));
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
        work.Spend(text.Length);
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
