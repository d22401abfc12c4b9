using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>An enquiry as its investor sees it: what waits for the investor, who answers and until when, and what was said.</summary>
[EnableRateLimiting(RateLimits.Costly)]
[TakesUploads]
public sealed class DetailsModel(MatchmakingDb db, EnquiryService enquiries, EnquiryFiles files, TimeProvider time, Text t) : FormPage(t)
{
    [BindProperty]
    public string? Words { get; set; }

    /// <summary>See <see cref="Forms.FormKey"/>.</summary>
    [BindProperty]
    public string? FormKey { get; set; }

    [BindProperty]
    public List<IFormFile> Files { get; set; } = [];

    public Enquiry Enquiry { get; private set; } = null!;
    public IReadOnlyList<EnquiryMessage> Messages { get; private set; } = [];

    /// <summary>It was sent a moment ago.</summary>
    public bool IsSent { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, bool sent, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        IsSent = sent;
        await ReadAsync(cancel);
        return Page();
    }

    /// <summary>The investor writes.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        var words = CleanText.Lines(Words);
        if (words.Length == 0)
            ModelState.AddModelError(nameof(Words), T["enquiry.words.missing"]);
        else if (words.Length > EnquiryMessage.TextLength)
            ModelState.AddModelError(nameof(Words), T["account.too-long", ("max", EnquiryMessage.TextLength), ("count", words.Length)]);
        var said = new EnquiryMessage
        {
            Id = Forms.FormKey.Of(FormKey, User.PersonId(), "reply", id, words, EnquiryFiles.Named(Files)),
            EnquiryId = id,
            Kind = MessageKind.Investor,
            At = time.GetUtcNow(),
            AuthorId = User.PersonId(),
            AuthorName = CleanText.Cut(User.DisplayName(), Enquiry.NameLength),
            Via = EnquiryChannel.Site,
            Language = T.Language,
            Text = words,
        };
        foreach (var wrong in await files.AddAsync(said, Files, T, cancel))
            ModelState.AddModelError(nameof(Files), wrong);
        if (!ModelState.IsValid)
        {
            await ReadAsync(cancel);
            return Again();
        }
        await enquiries.HearAsync(said, cancel);
        Flash(T["enquiry.said"]);
        return RedirectToPage("Details", null, new { id }, "conversation");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (
            await db
                .Enquiries.AsNoTracking()
                .VisibleTo(User)
                .Include(e => e.Opportunity)
                .Include(e => e.Owner)
                .WithClock()
                .SingleOrDefaultAsync(e => e.Id == id, cancel)
            is not { } found
        )
            return false;
        Enquiry = found;
        return true;
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        Messages = await db
            .EnquiryMessages.AsNoTracking()
            .Shared()
            .Include(m => m.Files)
            .Where(m => m.EnquiryId == Enquiry.Id)
            .OrderBy(m => m.At)
            .ThenBy(m => m.Id)
            .ToListAsync(cancel);
        // Seen by a person of the investor's side: its page is behind a sign-in, which no mail scanner has.
        await db
            .EnquiryMessages.Shared()
            .Where(m => m.EnquiryId == Enquiry.Id && m.Kind != MessageKind.Investor && m.ReadAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.ReadAt, now), cancel);
    }
}
