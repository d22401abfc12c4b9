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
        var me = user.PersonId();
        var draft = await db.Set<AnswerDraft>()
            .AsNoTracking()
            .Written()
            .SingleOrDefaultAsync(draft => draft.EnquiryId == enquiry.Id && draft.PersonId == me, cancel);
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

    /// <summary>
    /// Keeps what stands in the form. A form that was sent keeps nothing more: what a browser told of it a moment before the sending may
    /// arrive after it.
    /// </summary>
    /// <param name="formKey">See <see cref="Forms.FormKey"/>.</param>
    public Task KeepAsync(Enquiry enquiry, AnswerInput input, string? formKey, ClaimsPrincipal user, CancellationToken cancel)
    {
        var (id, me, now, form) = (enquiry.Id, user.PersonId(), time.GetUtcNow(), FormOf(formKey));
        var text = CleanText.Cut(CleanText.Lines(input.Words), EnquiryMessage.TextLength);
        var kind = AnswerReader.KindOf(input.Kind, enquiry).ToString();
        var via = AnswerReader.WayOf(input.Via).ToString();
        var step = CleanText.Cut(CleanText.Line(input.NextStep), Enquiry.NextStepLength) is { Length: > 0 } said ? said : null;
        var on = ListingDay.Read(input.NextStepOn);
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO answer_drafts AS draft (enquiry_id, person_id, kind, text, via, next_step, next_step_on, updated_at)
            VALUES ({id}, {me}, {kind}, {text}, {via}, {step}, {on}, {now})
            ON CONFLICT (enquiry_id, person_id) DO UPDATE
            SET kind = excluded.kind, text = excluded.text, via = excluded.via, next_step = excluded.next_step,
                next_step_on = excluded.next_step_on, updated_at = excluded.updated_at
            WHERE draft.sent_form IS DISTINCT FROM {form}
            """,
            cancel
        );
    }

    /// <summary>After the form was sent.</summary>
    /// <param name="formKey">See <see cref="Forms.FormKey"/>.</param>
    public Task ForgetAsync(Guid enquiry, MessageKind sent, string? formKey, ClaimsPrincipal user, CancellationToken cancel)
    {
        var (me, now, kind, form) = (user.PersonId(), time.GetUtcNow(), sent.ToString(), FormOf(formKey));
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO answer_drafts (enquiry_id, person_id, kind, text, sent_form, updated_at)
            VALUES ({enquiry}, {me}, {kind}, '', {form}, {now})
            ON CONFLICT (enquiry_id, person_id) DO UPDATE
            SET kind = excluded.kind, text = '', via = NULL, next_step = NULL, next_step_on = NULL, sent_form = excluded.sent_form,
                updated_at = excluded.updated_at
            """,
            cancel
        );
    }

    /// <summary>No form of ours is the empty one; a forged one that carries none is like any other.</summary>
    private static Guid FormOf(string? formKey) => Guid.TryParse(formKey, out var form) ? form : Guid.Empty;
}
