using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Enquiries.Answers;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>
/// Keeps what is being written, a moment after each pause in typing, and shows what the investor will read; colleagues see that somebody
/// writes.
/// </summary>
public sealed class DraftModel(MatchmakingDb db, Texts texts, TimeProvider time) : PageModel
{
    public IActionResult OnGet(Guid id) => RedirectToPage("Details", new { id });

    public async Task<IActionResult> OnPostAsync(Guid id, [Bind(Prefix = "Input")] AnswerInput input, CancellationToken cancel)
    {
        var found = await db
            .Enquiries.AsNoTracking()
            .VisibleTo(User)
            .Where(e => e.Id == id)
            .Include(e => e.Opportunity)
            .Include(e => e.Messages.OrderBy(m => m.At).ThenBy(m => m.Id).Take(1))
            .SingleOrDefaultAsync(cancel);
        if (found is null)
            return NotFound();
        var (me, text, now) = (User.PersonId(), CleanText.Cut(CleanText.Lines(input.Words), EnquiryMessage.TextLength), time.GetUtcNow());
        var kind = input.Kind is MessageKind.Question or MessageKind.News ? input.Kind : MessageKind.Answer;
        if (text.Length == 0)
            await db.Set<AnswerDraft>().Where(d => d.EnquiryId == id && d.PersonId == me).ExecuteDeleteAsync(cancel);
        else
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO answer_drafts (enquiry_id, person_id, kind, text, updated_at)
                VALUES ({id}, {me}, {kind.ToString()}, {text}, {now})
                ON CONFLICT (enquiry_id, person_id) DO UPDATE
                SET kind = excluded.kind, text = excluded.text, updated_at = excluded.updated_at
                """,
                cancel
            );
        return Partial(
            "_AnswerPreview",
            new AnswerPreview(found, found.Messages[0].Text, input, User.DisplayName(), new Text(texts, found.Language))
        );
    }
}
