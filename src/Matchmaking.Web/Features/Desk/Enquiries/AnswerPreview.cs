using System.Security.Claims;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Enquiries.Answers;
using Matchmaking.Web.Features.Enquiries.Mails;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>What the investor will read of what is being written, in the investor's language, before it is sent.</summary>
/// <param name="Enquiry">With its listing, as it would stand when it was sent.</param>
/// <param name="Asked">What was asked first.</param>
/// <param name="Input">What is being written.</param>
/// <param name="Author">Who writes.</param>
/// <param name="Theirs">The words of the investor's language.</param>
/// <param name="Wrong">Why it cannot be sent so; empty when it can.</param>
/// <param name="Said">As it would be sent; null when it cannot be, and then nothing is known of what comes next.</param>
public sealed record AnswerPreview(
    Enquiry Enquiry,
    string Asked,
    AnswerInput Input,
    string Author,
    Text Theirs,
    IReadOnlyList<string> Wrong,
    EnquiryMessage? Said
)
{
    public string Words => CleanText.Cut(CleanText.Lines(Input.Words), EnquiryMessage.TextLength);

    /// <summary>The address that it is mailed to; null when it was told by another way, and when there is none.</summary>
    public string? MailedTo => AnswerReader.WayOf(Input.Via) == EnquiryChannel.Site && Enquiry.Email is { Length: > 0 } to ? to : null;

    /// <summary>The line that is put under it; null where it is signed already.</summary>
    public string? Signature => Features.Enquiries.Mails.Signature.Of(Author, Words, Theirs);

    /// <summary>What comes next once it is sent.</summary>
    public IEnumerable<string> Next => Said is not null ? MessageMail.WhatComes(Input.Kind, EnquiryNext.Of(Enquiry), Theirs) : [];

    /// <summary>The subject of the mail.</summary>
    public string Subject =>
        Theirs[
            "enquiry.mail.message.subject",
            ("title", EnquiryFacts.TitleOf(Enquiry.Opportunity?.Title, Asked, Theirs)),
            ("number", EnquiryWords.Name(Enquiry.Number))
        ];
}

/// <summary>Shows an answer before it is sent, by telling it to a copy of the enquiry that is not saved.</summary>
public sealed class AnswerPreviews(
    MatchmakingDb db,
    AnswerReader reader,
    AnswerTemplates templates,
    WorkingCalendars calendars,
    Texts texts,
    TimeProvider time
)
{
    /// <summary>Null when there is no such enquiry.</summary>
    public async Task<AnswerPreview?> ReadAsync(Guid id, AnswerInput input, ClaimsPrincipal user, CancellationToken cancel)
    {
        var copy = await db
            .Enquiries.AsNoTracking()
            .VisibleTo(user)
            .Include(e => e.Opportunity)
            .Include(e => e.Messages.OrderBy(m => m.At).ThenBy(m => m.Id).Take(1))
            .WithClock()
            .SingleOrDefaultAsync(e => e.Id == id, cancel);
        if (copy is null)
            return null;
        var wrong = new ModelStateDictionary();
        var asked = copy.Messages[0].Text;
        var read = reader.Read(input, Guid.Empty, copy, await templates.AllAsync(cancel), user, wrong);
        if (read is var (said, plan))
            copy.Tell(said, calendars.AgencyClock, time.GetUtcNow(), plan);
        var complaints = wrong.SelectMany(entry => entry.Value!.Errors).Select(error => error.ErrorMessage);
        return new(copy, asked, input, user.DisplayName(), new Text(texts, copy.Language), [.. complaints], read?.Said);
    }
}
