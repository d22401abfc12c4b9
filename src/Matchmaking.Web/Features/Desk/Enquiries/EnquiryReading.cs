using System.Security.Claims;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Desk.Opportunities;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Enquiries.Answers;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>An enquiry with all that the desk sees of it.</summary>
/// <param name="Enquiry">With its listing, mandate, organisation, owner, promises and pauses.</param>
/// <param name="Messages">With files, notes among them, the oldest first.</param>
/// <param name="History">The oldest first.</param>
/// <param name="Watchers">Who hears of it beside its owner.</param>
/// <param name="AlsoWriting">Who else has begun to write a moment ago; null for nobody.</param>
/// <param name="Promoter">The organisation behind its listing; null when none is named.</param>
/// <param name="Beside">What the same investor has asked beside it, the latest first.</param>
public sealed record EnquiryOnDesk(
    Enquiry Enquiry,
    IReadOnlyList<EnquiryMessage> Messages,
    IReadOnlyList<EnquiryEvent> History,
    IReadOnlyList<Person> Watchers,
    string? AlsoWriting,
    ListingPromoter? Promoter,
    IReadOnlyList<EnquiryBeside> Beside
);

/// <summary>Another enquiry of the same investor, open or ended.</summary>
public sealed record EnquiryBeside(Guid Id, int Number, Localized? Listing, string Text, EnquiryState State, DateTimeOffset ReceivedAt);

/// <summary>Reads an enquiry for the desk, and notes that it was read.</summary>
public sealed class EnquiryReading(MatchmakingDb db, TimeProvider time)
{
    /// <summary>How many others are named; the list of enquiries finds the rest by the company's name.</summary>
    private const int MostBeside = 20;

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
            .Written()
            .Where(draft => draft.EnquiryId == id && draft.PersonId != me && draft.UpdatedAt > fresh)
            .OrderByDescending(draft => draft.UpdatedAt)
            .Select(draft => draft.Person!.DisplayName)
            .FirstOrDefaultAsync(cancel);
        await db
            .EnquiryMessages.Where(m => m.EnquiryId == id && m.Kind == MessageKind.Investor && m.ReadAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.ReadAt, now), cancel);
        var promoter = found.OpportunityId is { } listing ? await db.PromoterOfAsync(listing, cancel) : null;
        return new(found, messages, history, watchers, writing, promoter, await BesideAsync(found, user, cancel));
    }

    /// <summary>Of the same organisation; of somebody without one, from the same address.</summary>
    private async Task<IReadOnlyList<EnquiryBeside>> BesideAsync(Enquiry enquiry, ClaimsPrincipal user, CancellationToken cancel)
    {
        var others = db.Enquiries.AsNoTracking().VisibleTo(user).Where(e => e.Id != enquiry.Id);
        if (enquiry.OrganisationId is { } organisation)
            others = others.Where(e => e.OrganisationId == organisation);
        else if (enquiry.Email is { Length: > 0 } email)
            others = others.Where(e => e.Email == email);
        else
            return [];
        return await others
            .OrderByDescending(e => e.ReceivedAt)
            .Take(MostBeside)
            .Select(e => new EnquiryBeside(
                e.Id,
                e.Number,
                e.Opportunity == null ? null : new(e.Opportunity.Title.Zh, e.Opportunity.Title.Az, e.Opportunity.Title.En),
                e.Messages.OrderBy(m => m.At).ThenBy(m => m.Id).Select(m => m.Text).First(),
                e.State,
                e.ReceivedAt
            ))
            .ToListAsync(cancel);
    }
}
