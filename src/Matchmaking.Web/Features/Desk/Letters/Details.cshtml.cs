using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Enquiries.Letters;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Letters;

/// <summary>A mail that waits for a person: it becomes a message of an enquiry, an enquiry of its own, or nothing.</summary>
public sealed class DetailsModel(MatchmakingDb db, EnquiryLetters letters, Text t) : FormPage(t)
{
    [BindProperty]
    public string? Number { get; set; }

    public IncomingLetter Letter { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        Number = Letter.Enquiry is { } enquiry ? EnquiryWords.Name(enquiry.Number) : null;
        return Page();
    }

    /// <summary>It answers an enquiry.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        var enquiry = int.TryParse(CleanText.Line(Number), out var number)
            ? await db.Enquiries.Where(e => e.Number == number).Select(e => (Guid?)e.Id).SingleOrDefaultAsync(cancel)
            : null;
        if (enquiry is null)
        {
            ModelState.AddModelError(nameof(Number), T["desk.letter.number.unknown"]);
            return Again();
        }
        return await letters.AttachAsync(id, enquiry.Value, User.PersonId(), cancel) ? Lead(enquiry.Value, "desk.letter.taken") : Late(id);
    }

    /// <summary>It is an enquiry of its own, from the moment when it came.</summary>
    public async Task<IActionResult> OnPostEnquiryAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        if (Letter.State != LetterState.Waiting)
            return Late(id);
        var name = Letter.Name.Length > 0 ? Letter.Name : Letter.Address ?? T["desk.letter.nobody"];
        // The letter's id: pressed twice, it is one.
        var isOpened = await letters.OpenAsync(
            id,
            new(
                id,
                null,
                null,
                null,
                null,
                EnquiryChannel.Mail,
                null,
                CleanText.Cut($"{Letter.Subject}\n\n{Letter.Text}".Trim(), EnquiryMessage.TextLength),
                EnquiryIntent.Invest,
                default,
                Language.Guess(Letter.Text)
            ),
            new(name, name, Letter.Address ?? "", "CN", "", "", "", ""),
            User.PersonId(),
            cancel
        );
        return isOpened ? Lead(id, "desk.letter.opened") : Late(id);
    }

    /// <summary>Nobody need answer it.</summary>
    public async Task<IActionResult> OnPostDiscardAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        if (!await letters.DiscardAsync(id, User.PersonId(), cancel))
            return Late(id);
        Flash(T["desk.letter.discarded"]);
        return RedirectToPage("/Desk/Enquiries/Index");
    }

    private RedirectToPageResult Lead(Guid enquiry, string said)
    {
        Flash(T[said]);
        return RedirectToPage("/Desk/Enquiries/Details", new { id = enquiry });
    }

    private RedirectToPageResult Late(Guid id)
    {
        Flash(T["desk.enquiry.changed"]);
        return RedirectToPage("Details", new { id });
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (
            await db.Set<IncomingLetter>().AsNoTracking().Include(l => l.Enquiry).SingleOrDefaultAsync(l => l.Id == id, cancel)
            is not { } found
        )
            return false;
        Letter = found;
        return true;
    }
}
