namespace Matchmaking.Web.Mail.Incoming.Letters;

/// <summary>A mail that somebody wrote: what is new in it, what it repeats, and what hangs on it.</summary>
/// <param name="Address">Of the sender, as the mail claims; null when it names nobody or several. Whether to believe it: <see
/// cref="SenderProof"/>.</param>
/// <param name="Name">Of the sender, one line; may be empty.</param>
/// <param name="Subject">One line, at most 200 UTF-16 units; may be empty.</param>
/// <param name="Parts">All of the text, in its order and without gaps.</param>
/// <param name="HasNewText">False when nothing could be told to be new, because the mail is empty or repeats something from its first line;
/// then all of it is shown.</param>
/// <param name="Files">Unchecked, attachments before pictures that stand in the text.</param>
/// <param name="FilesLeftOut">How many more there were: too many, or too large together.</param>
public sealed record Letter(
    string? Address,
    string Name,
    string Subject,
    IReadOnlyList<LetterPart> Parts,
    bool HasNewText,
    IReadOnlyList<LetterFile> Files,
    int FilesLeftOut
)
{
    /// <summary>What is new, several lines.</summary>
    public string Text => Of(LetterPartKind.New);

    /// <summary>What is folded: quotes and signatures.</summary>
    public string Folded => Of(LetterPartKind.Quote, LetterPartKind.Signature);

    private string Of(params LetterPartKind[] kinds) =>
        string.Join("\n\n", Parts.Where(part => kinds.Contains(part.Kind)).Select(part => part.Text));
}

/// <summary>A stretch of a letter.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Clean, several lines, never empty.</param>
public sealed record LetterPart(LetterPartKind Kind, string Text);

/// <summary>What a stretch of a letter is. Whatever is not certainly one of the others is new.</summary>
public enum LetterPartKind
{
    New,
    Quote,
    Signature,
}

/// <summary>A file that came with a letter.</summary>
/// <param name="Name">As the sender calls it, one line; may be empty.</param>
/// <param name="Content">Its bytes, never none.</param>
/// <param name="IsInText">A picture within the text, as logos in signatures are.</param>
public sealed record LetterFile(string Name, byte[] Content, bool IsInText);
