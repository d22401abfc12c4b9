using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Inbox;

/// <summary>What a list of the morning tells: the person's own that is late or due today, and what is nobody's.</summary>
/// <param name="Late">Its first ones.</param>
/// <param name="Today">Due today; its first ones.</param>
/// <param name="Unowned">Nobody's; its first ones.</param>
internal sealed record MorningList(IReadOnlyList<MorningItem> Late, IReadOnlyList<MorningItem> Today, IReadOnlyList<MorningItem> Unowned)
{
    /// <summary>How many of each are named at most; the inbox has the rest.</summary>
    private const int Most = 15;

    public bool IsEmpty => Late.Count + Today.Count + Unowned.Count == 0;

    public static async Task<MorningList> ReadAsync(MatchmakingDb db, Guid person, DateTimeOffset now, CancellationToken cancel)
    {
        var tomorrow = BakuDay.Begins(BakuDay.Of(now).AddDays(1));
        var items = db.InboxItems.AsNoTracking().Where(i => i.DoneAt == null && !i.IsWaiting);
        var mine = items.Where(i => i.OwnerId == person);
        return new(
            await FirstAsync(mine.Where(i => i.DueOrder < now).InOrder()),
            await FirstAsync(mine.Where(i => i.DueOrder >= now && i.DueOrder < tomorrow).InOrder()),
            // Set aside by queues: for administrators, who see it there.
            await FirstAsync(
                items
                    .Where(i => i.OwnerId == null && i.Kind != InboxKind.Parked)
                    .OrderBy(i => i.OwnerId)
                    .ThenBy(i => i.IsWaiting)
                    .ThenBy(i => i.DueOrder)
                    .ThenBy(i => i.Id)
            )
        );

        async Task<IReadOnlyList<MorningItem>> FirstAsync(IOrderedQueryable<InboxItem> some) =>
            await some.Take(Most).Select(i => new MorningItem(new(i.TitleZh, i.TitleAz, i.TitleEn), i.Who, i.DueAt)).ToListAsync(cancel);
    }
}

/// <summary>A line of the list.</summary>
internal sealed record MorningItem(Localized Title, string Who, DateTimeOffset? DueAt)
{
    public string In(Text t) => (Who.Length == 0 ? "" : Who + " · ") + Title.In(t.Language);
}
