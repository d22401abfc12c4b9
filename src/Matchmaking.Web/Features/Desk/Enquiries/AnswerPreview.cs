using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Enquiries.Answers;
using Matchmaking.Web.Features.Enquiries.Mails;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>What the investor will read of what is being written, in the investor's language, before it is sent.</summary>
/// <param name="Enquiry">With its listing.</param>
/// <param name="Asked">What was asked first.</param>
/// <param name="Input">What is being written.</param>
/// <param name="Author">Who writes.</param>
/// <param name="Theirs">The words of the investor's language.</param>
public sealed record AnswerPreview(Enquiry Enquiry, string Asked, AnswerInput Input, string Author, Text Theirs)
{
    public string Words => CleanText.Cut(CleanText.Lines(Input.Words), EnquiryMessage.TextLength);

    /// <summary>The address that it is mailed to; null when it was told by another way, and when there is none.</summary>
    public string? MailedTo => AnswerReader.WayOf(Input.Via) == EnquiryChannel.Site && Enquiry.Email is { Length: > 0 } to ? to : null;

    /// <summary>The blanks of a template that nobody has filled in yet; it cannot be sent with them.</summary>
    public IReadOnlyList<string> Open => AnswerTemplates.Open(Words);

    /// <summary>The line that is put under it; null where it is signed already.</summary>
    public string? Signature => Features.Enquiries.Mails.Signature.Of(Author, Words, Theirs);

    /// <summary>What comes next: as typed, else as it stands; null for neither.</summary>
    public EnquiryPlan? Plan =>
        CleanText.Line(Input.NextStep, Enquiry.NextStepLength) is { Length: > 0 } step && ListingDay.Read(Input.NextStepOn) is { } day
            ? new(step, day)
        : Enquiry is { NextStep: { } planned, NextStepOn: { } on } ? new(planned, on)
        : null;

    /// <summary>The subject of the mail.</summary>
    public string Subject =>
        Theirs[
            "enquiry.mail.message.subject",
            ("title", EnquiryFacts.TitleOf(Enquiry.Opportunity?.Title, Asked, Theirs)),
            ("number", EnquiryWords.Name(Enquiry.Number))
        ];
}
