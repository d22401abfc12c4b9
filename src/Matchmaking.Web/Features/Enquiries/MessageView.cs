using Matchmaking.Web.Files;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>A message as it is drawn.</summary>
/// <param name="Said">With its files.</param>
/// <param name="IsDesk">With what only the desk sees of it.</param>
/// <param name="Question">The ready question that it begins with, a code of <see cref="ReadyQuestions"/>; null for none.</param>
public sealed record MessageView(EnquiryMessage Said, bool IsDesk, string? Question = null)
{
    /// <summary>The files that were not taken, each with its reason in words.</summary>
    public IEnumerable<string> RefusedFiles(Text t) =>
        Said.RefusedFiles.Select(file =>
            file.Split(' ', 2) is [var why, var name] && EnumName.Read<FileRefusal>(why) is { } refusal
                ? name + t["colon"] + t[refusal.Key()]
                : file
        );

    /// <summary>Whether the desk is shown the ready question once more, in the language of whoever reads.</summary>
    public bool IsQuestionTold(string language) => IsDesk && Question is not null && Said.Language != language;
}
