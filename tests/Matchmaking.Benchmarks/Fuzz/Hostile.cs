using System.Globalization;
using System.Text;

namespace Matchmaking.Benchmarks.Fuzz;

/// <summary>Text that programs stumble over, and how it is written where no encoder would write it.</summary>
internal static class Hostile
{
    /// <summary>Places at which a text may be cut by the product, one before and one after each included.</summary>
    private static readonly int[] Limits = [20, 40, 80, 100, 120, 160, 200, 254, 256, 400, 500, 600, 1000, 2000, 4000, 8000];

    private static readonly string[] Fixed =
    [
        "\uD800",
        "\uDC00",
        "a\uD83D",
        "\uDE00b",
        "\uD83D\uD83D\uDE00\uDE00",
        "\0",
        "a\0b",
        "\uFFFE",
        "a\uFFFF",
        "\U0001FFFE",
        "\uFDD0",
        "\u200B",
        "a\u200Bb",
        "\u202Etxt.exe",
        "\u2066\u2069",
        "\uFEFF",
        "\u3164",
        "\u2800",
        "\u115F",
        "\u00AD",
        "\u0085",
        "\u2028",
        "\u2029",
        "e\u0301\u0301\u0301",
        "😀",
        "𠮷",
        "👨‍👩‍👧‍👦",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "{places}",
        "{places}{places}{places}",
        "{count}",
        "{0}",
        "{title} {0} {{",
        "{",
        "}",
        "%s%n",
        "${7*7}",
        "{{7*7}}",
        "@Model",
        "\"",
        "'",
        "\"\"\"",
        "a\"b'c`d",
        "“”«»",
        "'; DROP TABLE people; --",
        "%",
        "_",
        "\\",
        "%_\\%",
        "\\'",
        "(((((((((((",
        "[a-z",
        "(a+)+$",
        "*?+",
        ".*",
        "^$",
        "& | ! ( ) :*",
        "'a' & !",
        "<->",
        ":*",
        "a:b:c",
        "-1",
        "0",
        "-0",
        "1e9",
        "1e400",
        "NaN",
        "Infinity",
        "999999999999999999999999999999",
        "2147483648",
        "-2147483649",
        "9223372036854775808",
        "79228162514264337593543950336",
        "0.0000000000000000000000000001",
        "1,5",
        "1.5.5",
        "١٢٣",
        "１２３",
        "+5",
        " 7 ",
        "0x10",
        "1_000",
        "2026-02-30",
        "0000-00-00",
        "9999-12-31",
        "0001-01-01",
        "10000-01-01",
        "31.12.2026",
        "2026-13-01T00:00",
        "24:61",
        "true",
        "on",
        "null",
        "undefined",
        "[]",
        "[object Object]",
        "<script>alert(1)</script>",
        "<!--",
        "]]>",
        "&#0;",
        "&amp",
        "</textarea>",
        "javascript:alert(1)",
        "//evil.example",
        "/\\evil.example",
        "https://",
        "http://[::1",
        "https://user:pw@host/\r\nX: y",
        "\r\nSet-Cookie: a=b",
        "a\nb\rc\td",
        "../../etc/passwd",
        "..\\..\\",
        "CON",
        "a@b",
        "@",
        "a@@b.example",
        "a@b.example\r\nBcc: c@d.example",
        "li wei@example.com",
        "用户@example.com",
        "a\uFFFE@example.com",
        "\"a b\"@example.com",
        "a@xn--a.example",
        "a@[127.0.0.1]",
        "İ",
        "ı",
        "ß",
        "ﬁ",
        "\u1E9E",
        "Ⅷ",
        "ﷺ",
        "\u0130STANBUL",
        "zh-CN",
        "xx",
        "az",
        "00000000-0000-0000-0000-000000000000",
        "{00000000-0000-0000-0000-000000000000}",
        "AQGiCk2WTHkqjH0eDyMTzEYD21XgmWQEXGhdnDFPzHoC",
        "=",
        "==",
        "AAAA",
        "CfDJ8",
        "",
        " ",
        "\t",
        "\u3000",
        "\u00A0",
    ];

    /// <summary>A hostile text; now and then a long one.</summary>
    public static string Text(Random random, int longest = 20_000) =>
        random.Next(12) switch
        {
            0 => AtALimit(random),
            1 => Long(random, longest),
            2 => Words(random) + Pick(random, Fixed) + Words(random),
            3 => string.Concat(Enumerable.Range(0, random.Next(2, 6)).Select(_ => Pick(random, Fixed))),
            4 => Soup(random, random.Next(1, 40)),
            _ => Pick(random, Fixed),
        };

    /// <summary>A short one, for a part of a path, a name or a header.</summary>
    public static string Short(Random random) => random.Next(3) == 0 ? Soup(random, random.Next(1, 12)) : Pick(random, Fixed);

    /// <summary>Harmless words, some of them with characters of four bytes.</summary>
    public static string Words(Random random) =>
        string.Join(
            ' ',
            Enumerable
                .Range(0, random.Next(1, 6))
                .Select(_ =>
                    Pick(
                        random,
                        ["solar", "Bakı", "电池", "苏姆盖特", "plant", "zavod", "𠮷野", "Sumqayıt", "e-bus", "合资", "wind", "şərab"]
                    )
                )
        );

    /// <summary>One of them.</summary>
    public static T Pick<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];

    /// <summary>UTF-8, and the three bytes that a lone surrogate would have if it were a character.</summary>
    public static byte[] Bytes(string text)
    {
        var bytes = new List<byte>(text.Length + 8);
        Span<byte> four = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
            if (Rune.TryGetRuneAt(text, i, out var rune))
            {
                bytes.AddRange(four[..rune.EncodeToUtf8(four)]);
                i += rune.Utf16SequenceLength - 1;
            }
            else
                bytes.AddRange([(byte)(0xE0 | text[i] >> 12), (byte)(0x80 | (text[i] >> 6 & 0x3F)), (byte)(0x80 | (text[i] & 0x3F))]);
        return [.. bytes];
    }

    /// <summary>Percent-encoded, lone surrogates included (<c>%ED%A0%80</c>).</summary>
    public static string Percent(string text)
    {
        var encoded = new StringBuilder();
        foreach (var octet in Bytes(text))
            if (char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~')
                encoded.Append((char)octet);
            else
                encoded.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        return encoded.ToString();
    }

    /// <summary>A string of JSON, everything but ASCII escaped, so that lone surrogates arrive.</summary>
    public static string Json(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var unit in text)
            if (char.IsAscii(unit) && !char.IsControl(unit) && unit is not ('"' or '\\'))
                quoted.Append(unit);
            else
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
        return quoted.Append('"').ToString();
    }

    /// <summary>A character of several units on either side of a length at which something may be cut.</summary>
    private static string AtALimit(Random random)
    {
        var filler = new string(Pick(random, ['x', '电', 'ə', 'İ']), Pick(random, Limits) - random.Next(0, 4));
        return filler + Pick(random, ["😀", "𠮷", "e\u0301", "👨‍👩‍👧‍👦", "\uD83D"]) + (random.Next(2) == 0 ? "y" : "");
    }

    private static string Long(Random random, int longest)
    {
        var unit = Pick(
            random,
            ["a", "电", "😀", "a\n\n\n", "\n", " ", "<", "\"", "%", "(", "a ", "a,", "\uD83D", "{places}", "\u0301", "=", "&", "a;b;"]
        );
        return string.Concat(Enumerable.Repeat(unit, random.Next(longest / 20, longest) / unit.Length));
    }

    private static string Soup(Random random, int units) =>
        string.Concat(
            Enumerable
                .Range(0, units)
                .Select(_ =>
                    (char)(
                        random.Next(4) switch
                        {
                            0 => random.Next(0, 0x20),
                            1 => random.Next(0xD800, 0xE000),
                            2 => random.Next(0x20, 0x7F),
                            _ => random.Next(0x80, 0x10000),
                        }
                    )
                )
        );
}
