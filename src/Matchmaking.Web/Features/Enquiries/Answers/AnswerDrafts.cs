using System.Security.Claims;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries.Answers;

/// <summary>Keeps what somebody of the desk is writing, so that it is found again; each has an own draft for each enquiry.</summary>
public sealed class AnswerDrafts(MatchmakingDb db, TimeProvider time)
{
    /// <summary>The form as its writer left it, else an empty one.</summary>
    public async Task<AnswerInput> OpenAsync(Enquiry enquiry, ClaimsPrincipal user, CancellationToken cancel)
    {
        var draft = await Of(enquiry.Id, user).AsNoTracking().SingleOrDefaultAsync(cancel);
        return new()
        {
            Kind = AnswerReader.KindOf(draft?.Kind, enquiry),
            Language = enquiry.Language,
            Via = (draft?.Via ?? AnswerReader.WaysOf(enquiry)[0]).ToString(),
            Words = draft?.Text,
            NextStep = draft?.NextStep,
            NextStepOn = draft?.NextStepOn is { } on ? Dates.Machine(on) : null,
        };
    }

    /// <summary>Keeps what stands in the form; nothing of it forgets the draft.</summary>
    public async Task KeepAsync(Enquiry enquiry, AnswerInput input, ClaimsPrincipal user, CancellationToken cancel)
    {
        var (id, me, now) = (enquiry.Id, user.PersonId(), time.GetUtcNow());
        var text = CleanText.Cut(CleanText.Lines(input.Words), EnquiryMessage.TextLength);
        if (text.Length == 0 && !input.HasStep)
        {
            await ForgetAsync(id, user, cancel);
            return;
        }
        var kind = AnswerReader.KindOf(input.Kind, enquiry).ToString();
        var via = AnswerReader.WayOf(input.Via).ToString();
        var step = CleanText.Cut(CleanText.Line(input.NextStep), Enquiry.NextStepLength);
        var on = ListingDay.Read(input.NextStepOn);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO answer_drafts (enquiry_id, person_id, kind, text, via, next_step, next_step_on, updated_at)
            VALUES ({id}, {me}, {kind}, {text}, {via}, {step}, {on}, {now})
            ON CONFLICT (enquiry_id, person_id) DO UPDATE
            SET kind = excluded.kind, text = excluded.text, via = excluded.via, next_step = excluded.next_step,
                next_step_on = excluded.next_step_on,
                updated_at = excluded.updated_at
            """,
            cancel
        );
    }

    /// <summary>After it was sent.</summary>
    public Task ForgetAsync(Guid enquiry, ClaimsPrincipal user, CancellationToken cancel) => Of(enquiry, user).ExecuteDeleteAsync(cancel);

    private IQueryable<AnswerDraft> Of(Guid enquiry, ClaimsPrincipal user)
    {
        var me = user.PersonId();
        return db.Set<AnswerDraft>().Where(draft => draft.EnquiryId == enquiry && draft.PersonId == me);
    }
}
