using Matchmaking.Web.Features.Opportunities;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>What the form of a new enquiry is drawn from.</summary>
/// <param name="Input">As typed.</param>
/// <param name="Listing">What it is about, if a listing.</param>
/// <param name="AnswerBy">Until when a person answers, if it is sent now.</param>
/// <param name="IsGuest">Name and address are asked.</param>
/// <param name="As">In whose name it is sent; null for a guest.</param>
/// <param name="Before">What the reader's organisation has asked about the listing already, the latest; null for nothing.</param>
public sealed record AskForm(
    EnquiryInput Input,
    Opportunity? Listing,
    DateTimeOffset AnswerBy,
    bool IsGuest,
    string? As,
    AskedBefore? Before = null
)
{
    /// <summary>Where it is sent; null for its own page.</summary>
    public string? Action { get; init; }

    /// <summary>Where the same is asked in the own name instead of <see cref="As"/>; null for nowhere.</summary>
    public string? Own { get; init; }

    /// <summary>Whether the rest of the form is open: something stands in it.</summary>
    public bool IsOpen => !string.IsNullOrEmpty(Input.AmountFrom + Input.AmountTo + Input.WeChat + Input.Phone);
}

/// <summary>An enquiry that was made before.</summary>
public sealed record AskedBefore(Guid Id, int Number, DateTimeOffset ReceivedAt);
