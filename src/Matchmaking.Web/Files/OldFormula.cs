using System.Text;

namespace Matchmaking.Web.Files;

/// <summary>Formulas of tables of Excel 97 to 2003, which are kept as numbers of their parts (MS-XLS 2.5.198).</summary>
internal static class OldFormula
{
    private const int Cost = 16,
        Char = 111,
        Hyperlink = 359;

    /// <summary>EXEC, CALL, REGISTER, REGISTER.ID, RTD.</summary>
    private static readonly HashSet<int> Refused = [110, 149, 150, 267, 379];

    /// <summary>How many bytes follow a part's number.</summary>
    private static int Length(int part) =>
        part switch
        {
            0x1C or 0x1D => 1,
            0x29 or 0x2E or 0x2F => 2,
            0x01 or 0x02 or 0x23 or 0x24 or 0x2A or 0x2C => 4,
            0x18 => 5,
            0x26 or 0x27 or 0x28 or 0x39 or 0x3A or 0x3C => 6,
            0x20 => 7,
            0x1F or 0x25 or 0x2B or 0x2D => 8,
            0x3B or 0x3D => 10,
            _ => throw OldContainer.Damaged(),
        };

    /// <summary>Of a record that has a formula, or the name of one or of a function.</summary>
    public static FileRefusal? Refusal(int type, OldBytes record, FileWork work)
    {
        switch (type)
        {
            case 0x06 or 0x221 or 0x4BC:
                record.Take(type == 0x06 ? 20 : 8);
                if (type == 0x221)
                    record.Take(4);
                return Parts(record.Take(record.Number16()), work);
            // A name of the book.
            case 0x18:
                record.Take(3);
                var (letters, length) = (record.Number8(), record.Number16());
                record.Take(8);
                return Name(record.Text(letters)) ?? Parts(record.Take(length), work);
            // One of elsewhere, or of a function that is newer than the format.
            case 0x23 when record.Length > 7:
                record.Take(6);
                return Name(record.Text(record.Number8() is var count && count < record.Length ? count : 0));
            default:
                return null;
        }
    }

    private static FileRefusal? Name(string name) => Formula.ReachesOut(name + "(") ? FileRefusal.Active : null;

    private static FileRefusal? Parts(ReadOnlySpan<byte> formula, FileWork work)
    {
        var bytes = new OldBytes(formula);
        var (number, isLink) = (0, false);
        var (texts, whole) = (new List<string>(), new StringBuilder());
        while (bytes.Length > 0)
        {
            work.Spend(Cost);
            // Beyond 20h the same part is asked for in three ways.
            var part = bytes.Number8() is var kind && kind >= 0x40 ? (kind & 0x1F) | 0x20 : kind;
            switch (part)
            {
                case >= 0x03 and <= 0x16:
                    break;
                case 0x17:
                    texts.Add(bytes.Text(bytes.Number8()));
                    whole.Append(texts[^1]);
                    break;
                case 0x19:
                    var (flags, more) = (bytes.Number8(), bytes.Number16());
                    bytes.Take((flags & 4) == 0 ? 0 : 2L * (more + 1));
                    break;
                case 0x1E:
                    number = bytes.Number16();
                    break;
                case 0x21 or 0x22:
                    bytes.Take(part - 0x21);
                    var function = bytes.Number16() & 0x7FFF;
                    isLink |= function == Hyperlink;
                    if (Refused.Contains(function))
                        return FileRefusal.Active;
                    if (function == Char)
                        whole.Append((char)number);
                    break;
                default:
                    bytes.Take(Length(part));
                    break;
            }
        }
        if (!isLink)
            return null;
        work.Spend(LinkTarget.Cost * (texts.Count + 1));
        return texts.Append(whole.ToString()).Select(LinkTarget.RefusalOfLink).Max();
    }
}
