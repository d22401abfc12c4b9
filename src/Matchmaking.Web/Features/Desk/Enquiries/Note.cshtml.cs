using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>A note of the desk for itself.</summary>
public sealed class NoteModel(EnquiryService enquiries, TimeProvider time, Text t) : FormPage(t)
{
    [BindProperty]
    public string? Words { get; set; }

    /// <summary>See <see cref="Forms.FormKey"/>.</summary>
    [BindProperty]
    public string? FormKey { get; set; }

    public Guid Id { get; private set; }

    public IActionResult OnGet(Guid id) => RedirectToPage("Details", null, new { id }, "notes");

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        Id = id;
        var words = CleanText.Lines(Words);
        if (words.Length == 0)
            ModelState.AddModelError(nameof(Words), T["enquiry.words.missing"]);
        else if (words.Length > EnquiryMessage.TextLength)
            ModelState.AddModelError(nameof(Words), T["account.too-long", ("max", EnquiryMessage.TextLength), ("count", words.Length)]);
        if (!ModelState.IsValid)
            return Again();
        var note = new EnquiryMessage
        {
            Id = Forms.FormKey.Of(FormKey, User.PersonId(), "note", id, words),
            EnquiryId = id,
            Kind = MessageKind.Note,
            At = time.GetUtcNow(),
            AuthorId = User.PersonId(),
            AuthorName = CleanText.Cut(User.DisplayName(), Enquiry.NameLength),
            Via = EnquiryChannel.Site,
            Language = T.Language,
            Text = words,
        };
        return await enquiries.TellAsync(note, null, cancel) ? RedirectToPage("Details", null, new { id }, "notes") : NotFound();
    }
}
