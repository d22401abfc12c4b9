namespace Matchmaking.Web.Features.Enquiries;

/// <summary>What the form of a new enquiry says, as typed.</summary>
public sealed class EnquiryInput
{
    /// <summary>Of the own words: room is left for the ready question before them.</summary>
    public const int WordsLength = EnquiryMessage.TextLength - 200;

    /// <summary>Made when the form was opened: the same form sent twice is one enquiry.</summary>
    public Guid Id { get; set; }

    /// <summary>The listing that it is about.</summary>
    public string? Listing { get; set; }
    public string? Sector { get; set; }
    public string? Place { get; set; }
    public Guid? Mandate { get; set; }

    /// <summary>Where it was pressed: "fits", "report" or null.</summary>
    public string? From { get; set; }

    /// <summary>Whether it tells of a suspicious demand.</summary>
    public bool IsReport => From == ReadyQuestions.Report;

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

    /// <summary>What was typed for somebody else, without what was that one's: the mandate and the amount.</summary>
    public EnquiryInput InOwnName(string shown, string? intent) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Listing = Listing,
            Question = Question,
            Words = Words,
            Country = "CN",
            Intent = intent,
            Shown = shown,
        };
}
