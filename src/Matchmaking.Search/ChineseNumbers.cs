namespace Matchmaking.Search;

/// <summary>Numbers written in Chinese characters before a unit or a large number: 十万千瓦, 六千万美元, 两亿元.</summary>
internal static class ChineseNumbers
{
    private const string Digits = "零一二三四五六七八九";

    /// <summary>Whether a number may begin with it.</summary>
    public static bool IsDigit(string character) => ValueOf(character) > 0;

    /// <summary>The number that begins at a token, up to 9,999, and where it ends. What follows (万, 亿) is left to the units.</summary>
    public static (double Value, int End) Read(IReadOnlyList<Token> tokens, int start)
    {
        var (value, digit, at) = (0.0, 0, start);
        for (; at < tokens.Count && (at == start || tokens[at].IsJoined); at++)
        {
            var next = ValueOf(tokens[at].Text);
            if (next < 0 || (at > start && IsPartOfUnit(tokens, at)))
                break;
            if (next >= 10)
                (value, digit) = (value + Math.Max(1, digit) * next, 0);
            else
                digit = next;
        }
        return (value + digit, at);
    }

    // 千瓦 is a unit, 千 before anything else a thousand.
    private static bool IsPartOfUnit(IReadOnlyList<Token> tokens, int at) =>
        tokens[at].Text == "千" && at + 1 < tokens.Count && tokens[at + 1].Text is "瓦" or "克" or "米";

    private static int ValueOf(string character) =>
        character switch
        {
            "两" => 2,
            "十" => 10,
            "百" => 100,
            "千" => 1000,
            { Length: 1 } => Digits.IndexOf(character, StringComparison.Ordinal),
            _ => -1,
        };
}
