using System.Security.Claims;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>Which enquiries somebody may see; used everywhere, tested once.</summary>
public static class EnquiryQueries
{
    /// <summary>Those of the person's organisation: colleagues share them. The desk sees all, visitors none.</summary>
    public static IQueryable<Enquiry> VisibleTo(this IQueryable<Enquiry> enquiries, ClaimsPrincipal user)
    {
        if (user.IsDesk())
            return enquiries;
        var organisation = user.OrganisationId();
        return enquiries.Where(e => organisation != null && e.OrganisationId == organisation);
    }

    /// <summary>
    /// What may still become an investment; the twin of <see cref="Enquiry.IsOpen"/>. Named one by one: the column holds names, which have
    /// no order of ours.
    /// </summary>
    public static IQueryable<Enquiry> Open(this IQueryable<Enquiry> enquiries) =>
        enquiries.Where(e =>
            e.State != EnquiryState.Signed
            && e.State != EnquiryState.Declined
            && e.State != EnquiryState.Expired
            && e.State != EnquiryState.Withdrawn
        );

    /// <summary>What both sides read: without what the desk notes for itself.</summary>
    public static IQueryable<EnquiryMessage> Shared(this IQueryable<EnquiryMessage> messages) =>
        messages.Where(message => message.Kind != MessageKind.Note);

    /// <summary>With all that a verb looks at.</summary>
    public static IQueryable<Enquiry> WithClock(this IQueryable<Enquiry> enquiries) =>
        enquiries.Include(e => e.Promises).Include(e => e.Pauses).AsSplitQuery();

    /// <summary>
    /// Whether an enquiry was taken in before. Asked in a transaction, at whose end whoever takes in the same one at the same moment asks.
    /// </summary>
    internal static async Task<bool> WasTakenInAsync(this MatchmakingDb db, Guid id, CancellationToken cancel)
    {
        await db.OneAfterTheOtherAsync("enquiries", id.ToString(), cancel);
        return await db.Enquiries.AnyAsync(e => e.Id == id, cancel);
    }
}
