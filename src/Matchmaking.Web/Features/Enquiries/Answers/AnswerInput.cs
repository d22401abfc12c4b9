using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Enquiries.Answers;

/// <summary>What the desk's form of an answer says, as typed.</summary>
public sealed class AnswerInput
{
    /// <summary>What it does to the clock.</summary>
    public MessageKind Kind { get; set; }

    /// <summary>In which it is written.</summary>
    public string? Language { get; set; }

    /// <summary>Sent by mail ("Site"), or told by another way and written down.</summary>
    public string? Via { get; set; }
    public string? Words { get; set; }

    /// <summary>What comes next, and by which day; both empty to say nothing of it.</summary>
    public string? NextStep { get; set; }
    public string? NextStepOn { get; set; }

    /// <summary>Whether anything was typed of what comes next.</summary>
    public bool HasStep => CleanText.Line(NextStep).Length > 0 || CleanText.Line(NextStepOn).Length > 0;

    /// <summary>All that it says: what tells one answer from another, see <see cref="Forms.FormKey"/>.</summary>
    public IEnumerable<object?> Said => [Words, Kind, NextStep, NextStepOn];

    /// <summary>The last message that its writer has seen.</summary>
    public Guid? Seen { get; set; }

    /// <summary><see cref="Enquiry.Standing"/> when the form was opened; null to send it however it stands.</summary>
    public string? Standing { get; set; }
}
