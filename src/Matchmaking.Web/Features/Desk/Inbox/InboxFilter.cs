using System.Security.Claims;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Lists;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Inbox;

/// <summary>Whose items are listed.</summary>
public enum InboxTab
{
    Mine,
    Unowned,

    /// <summary>Everybody's that is late.</summary>
    Late,
    All,
}

/// <summary>What the inbox is filtered by: the query string of its page.</summary>
public sealed class InboxFilter
{
    private const string Waiting = "w";

    /// <summary>A name of <see cref="InboxTab"/>; anything else for the own items.</summary>
    public string? Tab { get; set; }

    /// <summary>A name of <see cref="InboxKind"/>; anything else for all.</summary>
    public string? Kind { get; set; }

    /// <summary>Words of who, title and original.</summary>
    public string? Q { get; set; }

    /// <summary>The last row of the page before.</summary>
    public string? After { get; set; }

    /// <summary>The tab, as it was understood.</summary>
    public InboxTab Which => EnumName.Read<InboxTab>(Tab) ?? InboxTab.Mine;

    /// <summary>The kind, as it was understood.</summary>
    public InboxKind? Of => EnumName.Read<InboxKind>(Kind);

    /// <summary>What the words ask; null when nothing was asked.</summary>
    public string? Query => SearchWords.QueryOf(Words);

    /// <summary>The words as they are looked for.</summary>
    public string Words => CleanText.Line(Q, LikePattern.Longest);

    /// <summary>The items of a tab.</summary>
    public static IQueryable<InboxItem> In(IQueryable<InboxItem> items, InboxTab tab, ClaimsPrincipal user, DateTimeOffset now)
    {
        items = items.VisibleTo(user);
        var me = user.PersonId();
        return tab switch
        {
            InboxTab.Mine => items.Where(i => i.OwnerId == me),
            InboxTab.Unowned => items.Where(i => i.OwnerId == null),
            InboxTab.Late => items.Where(i => !i.IsWaiting && i.DueOrder < now),
            _ => items,
        };
    }

    /// <summary>The items of the tab and kind.</summary>
    public IQueryable<InboxItem> Apply(IQueryable<InboxItem> items, ClaimsPrincipal user, DateTimeOffset now)
    {
        items = In(items, Which, user, now);
        return Of is { } kind ? items.Where(i => i.Kind == kind) : items;
    }

    /// <summary>In the order of the list, from the page on that was asked for.</summary>
    public IQueryable<InboxItem> Page(IQueryable<InboxItem> items)
    {
        if (
            After is { } after
            && ListPosition.Read(after.TrimStart(Waiting[0])) is var (moment, id)
            && after.StartsWith(Waiting, StringComparison.Ordinal) is var waits
        )
            items = items.Where(i =>
                EF.Functions.GreaterThan(ValueTuple.Create(i.IsWaiting, i.DueOrder, i.Id), ValueTuple.Create(waits, moment, id))
            );
        return InOrder(items, Which);
    }

    /// <summary>In the order of the list. Nobody's are read in the order of their index, which begins with the owner.</summary>
    public static IOrderedQueryable<InboxItem> InOrder(IQueryable<InboxItem> items, InboxTab tab) =>
        tab == InboxTab.Unowned
            ? items.OrderBy(i => i.OwnerId).ThenBy(i => i.IsWaiting).ThenBy(i => i.DueOrder).ThenBy(i => i.Id)
            : items.InOrder();

    /// <summary>Where the page after a row begins.</summary>
    public static string PositionOf(InboxRow row) => (row.IsWaiting ? Waiting : "") + new ListPosition(row.DueOrder, row.Id);

    /// <summary>The link's values.</summary>
    public Dictionary<string, string> Values(InboxTab? tab = null, string? after = null)
    {
        var values = new Dictionary<string, string>();
        if ((tab ?? Which) is var wanted and not InboxTab.Mine)
            values["tab"] = wanted.ToString().ToLowerInvariant();
        if (Of is { } kind)
            values["kind"] = kind.ToString().ToLowerInvariant();
        if (Words is { Length: > 0 } words)
            values["q"] = words;
        if (after is not null)
            values["after"] = after;
        return values;
    }
}
