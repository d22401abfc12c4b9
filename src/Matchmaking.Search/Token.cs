namespace Matchmaking.Search;

/// <summary>What a token consists of.</summary>
internal enum TokenKind
{
    /// <summary>Letters.</summary>
    Word,

    /// <summary>Digits.</summary>
    Number,

    /// <summary>One Chinese character.</summary>
    Han,
}

/// <summary>The smallest piece of a text that can be searched for.</summary>
/// <param name="Text">Folded: letters, digits or one simplified character.</param>
/// <param name="Start">Where it begins in the text as it was written, in UTF-16 units.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Kind">What it consists of.</param>
/// <param name="IsJoined">Whether it is written in one with the token before: the bus of "e-bus", the MW of "100MW",
/// the Neil of "O'Neil"; of a Chinese character: whether another one stands directly before it.</param>
/// <param name="IsUpper">Whether it was written in capitals, two or more.</param>
/// <param name="IsAfterBreak">Whether a comma, a bracket or another mark stands before it that no word goes across.</param>
internal readonly record struct Token(
    string Text,
    int Start,
    int End,
    TokenKind Kind,
    bool IsJoined,
    bool IsUpper,
    bool IsAfterBreak = false
)
{
    /// <summary>Whether it is a Chinese character.</summary>
    public bool IsHan => Kind == TokenKind.Han;
}
