namespace Matchmaking.Web.Features.Enquiries;

/// <summary>A message as it is drawn.</summary>
/// <param name="Said">With its files.</param>
/// <param name="IsDesk">With what only the desk sees of it.</param>
/// <param name="Question">The ready question that it begins with, a code of <see cref="ReadyQuestions"/>; null for none.</param>
public sealed record MessageView(EnquiryMessage Said, bool IsDesk, string? Question = null)
{
    /// <summary>Whether the desk is shown the ready question once more, in the language of whoever reads.</summary>
    public bool IsQuestionTold(string language) => IsDesk && Question is not null && Said.Language != language;
}
