namespace Matchmaking.Matching.Feedback;

/// <summary>What an organisation says of an opportunity.</summary>
public enum FeedbackAnswer
{
    /// <summary>It is of the kind that the organisation looks for.</summary>
    Fits,

    /// <summary>It is not.</summary>
    DoesNotFit,
}

/// <summary>Why an opportunity does not fit.</summary>
public enum FeedbackCause
{
    /// <summary>Its sector or subsector.</summary>
    Sector,

    /// <summary>Where it is.</summary>
    Place,

    /// <summary>Its amount, too small or too large.</summary>
    Size,

    /// <summary>Its technical or legal stage.</summary>
    Stage,

    /// <summary>Something that is none of its values.</summary>
    Other,
}

/// <summary>One answer of an organisation.</summary>
/// <param name="Opportunity">What the opportunity said of itself when the answer was given. Its texts do not matter.</param>
/// <param name="Answer">Whether it fits.</param>
/// <param name="Because">Why it does not; null when nothing was said, and always for what fits.</param>
public sealed record FeedbackGiven(OpportunityFacts Opportunity, FeedbackAnswer Answer, FeedbackCause? Because = null);
