using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Desk.Opportunities;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk;

/// <summary>Why somebody of the desk should touch an opportunity, the most pressing first: others wait, then what is or runs out.</summary>
public enum DeskTaskKind
{
    Review,
    Expired,
    Expiring,
    Draft,
}

/// <summary>An opportunity that somebody of the desk should touch.</summary>
public sealed record DeskTask(Guid Id, Localized Title, DateOnly? ValidUntil, DateTimeOffset UpdatedAt, string? Organisation);

/// <summary>What is to do of one kind.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Tasks">The first ones.</param>
/// <param name="More">How many there are beside them.</param>
public sealed record DeskTasks(DeskTaskKind Kind, IReadOnlyList<DeskTask> Tasks, int More)
{
    /// <summary>How many of all kinds are shown, and how many of each at least, so that none hides the others.</summary>
    public const int Most = 12,
        Least = 3;

    /// <summary>By what the desk's list is filtered to show all of them; of a review the list of reviews, as it is.</summary>
    public Dictionary<string, string?> Filter =>
        Kind switch
        {
            DeskTaskKind.Review => [],
            DeskTaskKind.Draft => new() { ["status"] = "draft" },
            _ => new() { [Kind == DeskTaskKind.Expired ? "expired" : "expiring"] = "true" },
        };

    /// <summary>The tasks of each kind that has any; a statement a kind.</summary>
    /// <param name="db">Where they are.</param>
    /// <param name="figures">How many there are of each.</param>
    /// <param name="today">In Baku.</param>
    /// <param name="cancel">Ends it early.</param>
    public static async Task<IReadOnlyList<DeskTasks>> ReadAsync(
        MatchmakingDb db,
        DeskFigures figures,
        DateOnly today,
        CancellationToken cancel
    )
    {
        var found = new List<DeskTasks>();
        foreach (var (kind, share) in Shares(Enum.GetValues<DeskTaskKind>().Select(kind => (kind, CountOf(figures, kind)))))
        {
            var tasks = await InOrder(Of(db.Opportunities.AsNoTracking(), kind, today), kind)
                .Take(share)
                .Select(o => new DeskTask(o.Id, new(o.Title.Zh, o.Title.Az, o.Title.En), o.ValidUntil, o.UpdatedAt, o.SubmittedBy!.Name))
                .ToListAsync(cancel);
            found.Add(new(kind, tasks, Math.Max(0, CountOf(figures, kind) - tasks.Count)));
        }
        return found;
    }

    /// <summary>How many of each kind are shown: what is left over after each has its least goes to the most pressing.</summary>
    private static IEnumerable<(DeskTaskKind Kind, int Share)> Shares(IEnumerable<(DeskTaskKind Kind, int Count)> counts)
    {
        var some = counts.Where(one => one.Count > 0).ToList();
        var left = Most - some.Sum(one => Math.Min(one.Count, Least));
        foreach (var (kind, count) in some)
        {
            var least = Math.Min(count, Least);
            var more = Math.Min(count - least, left);
            left -= more;
            yield return (kind, least + more);
        }
    }

    private static int CountOf(DeskFigures figures, DeskTaskKind kind) =>
        kind switch
        {
            DeskTaskKind.Review => figures.Reviews,
            DeskTaskKind.Expired => figures.Expired,
            DeskTaskKind.Expiring => figures.Expiring,
            _ => figures.Drafts,
        };

    private static IQueryable<Opportunity> Of(IQueryable<Opportunity> all, DeskTaskKind kind, DateOnly today) =>
        kind switch
        {
            DeskTaskKind.Review => all.Where(o => o.Status == PublicationStatus.Submitted),
            DeskTaskKind.Expired => all.ExpiredOn(today),
            DeskTaskKind.Expiring => all.Expiring(today),
            _ => all.Where(o => o.Status == PublicationStatus.Draft),
        };

    /// <summary>The oldest first: by the last day where that is what matters.</summary>
    private static IQueryable<Opportunity> InOrder(IQueryable<Opportunity> found, DeskTaskKind kind) =>
        kind is DeskTaskKind.Review or DeskTaskKind.Draft
            ? found.OrderBy(o => o.CreatedAt).ThenBy(o => o.Id)
            : found.OrderBy(o => o.ValidUntil).ThenBy(o => o.Id);
}
