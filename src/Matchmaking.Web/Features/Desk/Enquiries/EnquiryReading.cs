using System.Security.Claims;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Desk.Opportunities;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Enquiries.Answers;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>An enquiry with all that the desk sees of it.</summary>
/// <param name="Enquiry">With its listing, mandate, organisation, owner, promises and pauses.</param>
/// <param name="Messages">With files, notes among them, the oldest first.</param>
/// <param name="History">The oldest first.</param>
/// <param name="Watchers">Who hears of it beside its owner.</param>
/// <param name="AlsoWriting">Who else has begun to write a moment ago; null for nobody.</param>
/// <param name="Promoter">The organisation behind its listing; null when none is named.</param>
public sealed record EnquiryOnDesk(
    Enquiry Enquiry,
    IReadOnlyList<EnquiryMessage> Messages,
    IReadOnlyList<EnquiryEvent> History,
    IReadOnlyList<Person> Watchers,
    string? AlsoWriting,
    ListingPromoter? Promoter
);

/// <summary>Reads an enquiry for the desk, and notes that it was read.</summary>
public sealed class EnquiryReading(MatchmakingDb db, TimeProvider time)
{
    /// <summary>Null when there is none.</summary>
    public async Task<EnquiryOnDesk?> ReadAsync(ClaimsPrincipal user, Guid id, CancellationToken cancel)
    {
        if (
            await db
                .Enquiries.AsNoTracking()
                .VisibleTo(user)
                .Include(e => e.Opportunity)
                .Include(e => e.Owner)
                .Include(e => e.Mandate)
                .Include(e => e.Organisation)
                .WithClock()
                .SingleOrDefaultAsync(e => e.Id == id, cancel)
            is not { } found
        )
            return null;
        var (me, now) = (user.PersonId(), time.GetUtcNow());
        var fresh = now - AnswerDraft.Fresh;
        var messages = await db
            .EnquiryMessages.AsNoTracking()
            .Include(m => m.Files)
            .Include(m => m.TranslatedBy)
            .Where(m => m.EnquiryId == id)
            .OrderBy(m => m.At)
            .ThenBy(m => m.Id)
            .ToListAsync(cancel);
        var history = await db.Set<EnquiryEvent>()
            .AsNoTracking()
            .Include(line => line.By)
            .Include(line => line.Owner)
            .Where(line => line.EnquiryId == id)
            .OrderBy(line => line.At)
            .ToListAsync(cancel);
        var watchers = await db.Set<EnquiryWatcher>()
            .AsNoTracking()
            .Where(watcher => watcher.EnquiryId == id)
            .Select(watcher => watcher.Person!)
            .ToListAsync(cancel);
        var writing = await db.Set<AnswerDraft>()
            .Where(draft => draft.EnquiryId == id && draft.PersonId != me && draft.UpdatedAt > fresh)
            .OrderByDescending(draft => draft.UpdatedAt)
            .Select(draft => draft.Person!.DisplayName)
            .FirstOrDefaultAsync(cancel);
        await db
            .EnquiryMessages.Where(m => m.EnquiryId == id && m.Kind == MessageKind.Investor && m.ReadAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.ReadAt, now), cancel);
        var promoter = found.OpportunityId is { } listing ? await db.PromoterOfAsync(listing, cancel) : null;
        return new(found, messages, history, watchers, writing, promoter);
    }
}
