namespace Matchmaking.Web.Features.Enquiries;

/// <summary>What the form of a new enquiry says, as typed.</summary>
public sealed class EnquiryInput
{
    /// <summary>Made when the form was opened: the same form sent twice is one enquiry.</summary>
    public Guid Id { get; set; }

    /// <summary>The listing that it is about.</summary>
    public string? Listing { get; set; }
    public string? Sector { get; set; }
    public string? Place { get; set; }
    public Guid? Mandate { get; set; }

    /// <summary>Where it was pressed: "fits" or null.</summary>
    public string? From { get; set; }

    /// <summary>A code of <see cref="ReadyQuestions"/>; empty for one's own words alone.</summary>
    public string? Question { get; set; }
    public string? Words { get; set; }
    public string? Intent { get; set; }
    public string? AmountFrom { get; set; }
    public string? AmountTo { get; set; }
    public string? Currency { get; set; }
    public string? AmountAsked { get; set; }

    /// <summary>Of somebody who is not signed in.</summary>
    public string? Name { get; set; }
    public string? Company { get; set; }
    public string? Email { get; set; }
    public string? Country { get; set; }
    public string? WeChat { get; set; }
    public string? Phone { get; set; }
    public bool Consent { get; set; }
    public bool Transfer { get; set; }

    /// <summary>No person sees this field.</summary>
    public string? Website { get; set; }

    /// <summary>When the form was shown, signed.</summary>
    public string? Shown { get; set; }
}
