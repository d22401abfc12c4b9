using System.Linq.Expressions;
using System.Security.Claims;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Inbox;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Inbox;

/// <summary>
/// How many items there are, of each tab and of each group of the list that is shown; counted up to a bound, since nobody reads on.
/// The groups of what is searched for are not counted: their page says no numbers.
/// </summary>
public sealed record InboxCounts(int Mine, int Unowned, int LateOfAll, int All, int Late, int Today, int Week, int Later, int Waiting)
{
    /// <summary>Beyond it a count says only that there are more.</summary>
    public const int Most = 999,
        MostOfGroup = 999;

    public int Of(InboxTab tab) =>
        tab switch
        {
            InboxTab.Mine => Mine,
            InboxTab.Unowned => Unowned,
            InboxTab.Late => LateOfAll,
            _ => All,
        };

    public int Of(InboxGroup group) =>
        group switch
        {
            InboxGroup.Late => Late,
            InboxGroup.Today => Today,
            InboxGroup.Week => Week,
            InboxGroup.Later => Later,
            _ => Waiting,
        };

    /// <summary>In one statement; each count reads the beginning of an index.</summary>
    public static Task<InboxCounts> ReadAsync(
        MatchmakingDb db,
        InboxFilter filter,
        ClaimsPrincipal user,
        InboxTimes times,
        CancellationToken cancel
    )
    {
        IQueryable<InboxItem> Tab(InboxTab tab) =>
            InboxFilter.InOrder(InboxFilter.In(db.InboxItems, tab, user, times.Now), tab).Take(Most + 1);
        var (mine, unowned, late, all) = (Tab(InboxTab.Mine), Tab(InboxTab.Unowned), Tab(InboxTab.Late), Tab(InboxTab.All));
        var shown = filter.Apply(db.InboxItems, user, times.Now);
        IQueryable<InboxItem> Group(Expression<Func<InboxItem, bool>> which) =>
            InboxFilter.InOrder(shown.Where(which), filter.Which).Take(MostOfGroup + 1);
        if (filter.Query is not null)
            return OneRow(_ => new InboxCounts(mine.Count(), unowned.Count(), late.Count(), all.Count(), 0, 0, 0, 0, 0));
        var (now, tomorrow, week) = (times.Now, times.Tomorrow, times.NextWeek);
        var groups = (
            Late: Group(i => !i.IsWaiting && i.DueOrder < now),
            Today: Group(i => !i.IsWaiting && i.DueOrder >= now && i.DueOrder < tomorrow),
            Week: Group(i => !i.IsWaiting && i.DueOrder >= tomorrow && i.DueOrder < week),
            Later: Group(i => !i.IsWaiting && i.DueOrder >= week),
            Waiting: Group(i => i.IsWaiting)
        );
        var (g1, g2, g3, g4, g5) = groups;
        return OneRow(_ => new InboxCounts(
            mine.Count(),
            unowned.Count(),
            late.Count(),
            all.Count(),
            g1.Count(),
            g2.Count(),
            g3.Count(),
            g4.Count(),
            g5.Count()
        ));

        // A statement needs a table to stand on; the roles are few and always there.
        Task<InboxCounts> OneRow(Expression<Func<IdentityRole<Guid>, InboxCounts>> counts) =>
            db.Roles.OrderBy(role => role.Id).Take(1).Select(counts).SingleAsync(cancel);
    }

    /// <summary>12, or 999+ beyond the bound.</summary>
    public static string Shown(int count, int most) =>
        count > most
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{most}+")
            : count.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
