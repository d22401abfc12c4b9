using System.Security.Claims;
using Matchmaking.Web.Features.Account;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Inbox;

/// <summary>Which items somebody may see; used everywhere, tested once.</summary>
public static class InboxQueries
{
    /// <summary>What still waits and is for the person: what queues have set aside is for administrators.</summary>
    public static IQueryable<InboxItem> VisibleTo(this IQueryable<InboxItem> items, ClaimsPrincipal user)
    {
        items = items.Where(item => item.DoneAt == null);
        return user.IsAdministrator() ? items : items.Where(item => item.Kind != InboxKind.Parked);
    }

    /// <summary>How many are the person's own; "999+" from a thousand on.</summary>
    public static async Task<string> CountMineAsync(this IQueryable<InboxItem> items, ClaimsPrincipal user, CancellationToken cancel)
    {
        const int most = 999;
        var me = user.PersonId();
        var count = await items.VisibleTo(user).Where(item => item.OwnerId == me).InOrder().Take(most + 1).CountAsync(cancel);
        return count > most ? $"{most}+" : count.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>In the order of the list: what waits for others last, then by when it is due.</summary>
    public static IOrderedQueryable<InboxItem> InOrder(this IQueryable<InboxItem> items) =>
        items.OrderBy(item => item.IsWaiting).ThenBy(item => item.DueOrder).ThenBy(item => item.Id);

    /// <summary>Whether a person says when it is done; the others end with their subject.</summary>
    public static bool MayBeDone(this InboxKind kind) =>
        kind is InboxKind.LookAlike or InboxKind.Fit or InboxKind.Refusal or InboxKind.Parked;
}
