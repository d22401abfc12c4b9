using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>A translation beside a message, for colleagues who do not read its language; the investor does not see it.</summary>
public sealed class TranslationModel(EnquiryTools tools) : EnquiryPage(tools)
{
    [BindProperty]
    public string? Words { get; set; }
    public EnquiryMessage Said { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, Guid message, CancellationToken cancel)
    {
        if (!await FindAsync(id, message, cancel))
            return NotFound();
        Words = Said.Translation;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, Guid message, CancellationToken cancel)
    {
        if (!await FindAsync(id, message, cancel))
            return NotFound();
        var words = CleanText.Lines(Words);
        if (words.Length > EnquiryMessage.TextLength)
        {
            ModelState.AddModelError(nameof(Words), T["account.too-long", ("max", EnquiryMessage.TextLength), ("count", words.Length)]);
            return Again();
        }
        Said.Translate(words, T.Language, User.PersonId());
        await Tools.Db.SaveChangesAsync(cancel);
        return RedirectToPage("Details", null, new { id }, "m-" + message);
    }

    private async Task<bool> FindAsync(Guid id, Guid message, CancellationToken cancel)
    {
        if (
            !await FindAsync(id, cancel)
            || await Tools.Db.EnquiryMessages.SingleOrDefaultAsync(m => m.Id == message && m.EnquiryId == id, cancel) is not { } found
        )
            return false;
        Said = found;
        return true;
    }
}
