using System.Globalization;
using System.Security.Claims;
using Matchmaking.Matching;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Matches;

/// <summary>One opportunity with all of an organisation's matches with it, the best first.</summary>
/// <param name="Opportunity">What matches.</param>
/// <param name="Matches">At least one.</param>
/// <param name="Said">What the organisation has said of it, if anything.</param>
/// <param name="Plain">Scored by the mandate alone.</param>
public sealed record MatchEntry(Opportunity Opportunity, IReadOnlyList<Match> Matches, OpportunityFeedback? Said, bool Plain = false)
{
    public Match Best => Matches[0];
    public int Score => ScoreOf(Best);
    public IReadOnlyList<Reason> Reasons => Plain ? new Assessment(Best.Reasons).Declared.Reasons : Best.Reasons;

    public int ScoreOf(Match match) => Plain ? match.DeclaredScore : match.Score;

    /// <summary>Turned down as it stands.</summary>
    public bool IsHidden => Said?.Hides(Opportunity) == true;

    /// <summary>Turned down before it changed.</summary>
    public bool HasChanged => Said?.IsOutdatedBy(Opportunity) == true;
}

/// <summary>Which part of the list is asked for.</summary>
/// <param name="Mandate">Only this mandate's; null for all that are not paused.</param>
/// <param name="Hidden">What was turned down instead of what was not.</param>
/// <param name="Part">From 1.</param>
/// <param name="Plain">By the mandate alone, without what is inferred of the organisation.</param>
public sealed record MatchFilter(Guid? Mandate = null, bool Hidden = false, int Part = 1, bool Plain = false)
{
    /// <summary>The values of an address of the list, without what goes without saying.</summary>
    public Dictionary<string, string?> Route(Guid? said = null, Guid? opportunity = null) =>
        new()
        {
            ["mandate"] = Mandate?.ToString(),
            ["hidden"] = Hidden ? "true" : null,
            ["plain"] = Plain ? "true" : null,
            ["part"] = Part > 1 ? Part.ToString(CultureInfo.InvariantCulture) : null,
            ["said"] = said?.ToString(),
            ["opportunity"] = opportunity?.ToString(),
        };
}

/// <summary>The matches of an organisation: each open opportunity once, best first.</summary>
public sealed class MatchList(MatchmakingDb db, ReferenceData reference, TimeProvider time)
{
    public const int PartSize = 30;
    private const int MostNearMisses = 5;

    /// <summary>The row that the shared list draws.</summary>
    public static Func<Opportunity, OpportunityRow> Row { get; } = OpportunityRow.From.Compile();

    private IQueryable<Opportunity> Open => db.Opportunities.OpenOn(BakuDay.Of(time));

    /// <summary>One part of the list, and how many opportunities the whole of it has.</summary>
    public async Task<(IReadOnlyList<MatchEntry> Entries, int Total)> FindAsync(
        ClaimsPrincipal user,
        MatchFilter filter,
        CancellationToken cancel
    )
    {
        var matches = All(user, filter.Mandate).Wanted(db, turnedDown: filter.Hidden);
        var byOpportunity = matches
            .GroupBy(match => match.OpportunityId)
            .Select(group => new { Id = group.Key, Score = group.Max(match => filter.Plain ? match.DeclaredScore : match.Score) });
        var total = await byOpportunity.CountAsync(cancel);
        var ids = await byOpportunity
            .OrderByDescending(row => row.Score)
            .ThenByDescending(row => row.Id)
            .Skip((filter.Part - 1) * PartSize)
            .Take(PartSize)
            .Select(row => row.Id)
            .ToListAsync(cancel);
        var entries = await EntriesAsync(user, matches.Where(match => ids.Contains(match.OpportunityId)), filter.Plain, cancel);
        return (entries, total);
    }

    /// <summary>
    /// One opportunity of the list, whatever was said of it; null when it does not match or is not the organisation's business.
    /// </summary>
    public async Task<MatchEntry?> FindAsync(ClaimsPrincipal user, MatchFilter filter, Guid opportunity, CancellationToken cancel) =>
        (
            await EntriesAsync(user, All(user, filter.Mandate).Where(match => match.OpportunityId == opportunity), filter.Plain, cancel)
        ).SingleOrDefault();

    /// <summary>How many opportunities were turned down.</summary>
    public Task<int> CountHiddenAsync(ClaimsPrincipal user, Guid? mandate, CancellationToken cancel) =>
        All(user, mandate).Wanted(db, turnedDown: true).Select(match => match.OpportunityId).Distinct().CountAsync(cancel);

    /// <summary>How many opportunities match each mandate (turned-down ones apart), and the best score.</summary>
    public async Task<Dictionary<Guid, (int Count, int Best)>> FiguresAsync(ClaimsPrincipal user, CancellationToken cancel) =>
        await db
            .Matches.Between(db.Mandates.OwnedBy(user), Open)
            .Wanted(db)
            .GroupBy(match => match.MandateId)
            .Select(group => new
            {
                group.Key,
                Count = group.Count(),
                Best = group.Max(match => match.Score),
            })
            .ToDictionaryAsync(row => row.Key, row => (row.Count, row.Best), cancel);

    /// <summary>The nearest misses of mandates: opportunities that none of the organisation's mandates matches, each once.</summary>
    public async Task<IReadOnlyList<NearMiss>> NearMissesAsync(
        ClaimsPrincipal user,
        IReadOnlyList<Mandate> mandates,
        CancellationToken cancel
    )
    {
        if (mandates.Count == 0)
            return [];
        var matched = db.Matches.Between(db.Mandates.OwnedBy(user), Open);
        var rest = await Open.AsNoTracking()
            .NotTurnedDownBy(db, user.OrganisationId())
            .Where(o => !matched.Any(match => match.OpportunityId == o.Id))
            .ForMatching(withTexts: mandates.Any(mandate => mandate.ExcludedWords.Count > 0))
            .ToListAsync(cancel);
        var criteria = mandates.Select(mandate => (Mandate: mandate, Criteria: mandate.ToCriteria(reference))).ToList();
        return
        [
            .. rest.Select(opportunity => (Opportunity: opportunity, Facts: opportunity.ToFacts(reference)))
                .Select(pair =>
                    criteria
                        .Select(wish => NearMiss.Of(wish.Mandate, pair.Opportunity, pair.Facts, Matcher.Assess(wish.Criteria, pair.Facts)))
                        .OfType<NearMiss>()
                        .MaxBy(miss => miss.Assessment.Score)
                )
                .OfType<NearMiss>()
                .OrderByDescending(miss => miss.Assessment.Score)
                .ThenByDescending(miss => miss.Opportunity.PublishedAt)
                .Take(MostNearMisses),
        ];
    }

    private IQueryable<Match> All(ClaimsPrincipal user, Guid? only) =>
        db
            .Matches.AsNoTracking()
            .Between(db.Mandates.OwnedBy(user).Where(mandate => only == null ? mandate.PausedAt == null : mandate.Id == only), Open);

    private async Task<IReadOnlyList<MatchEntry>> EntriesAsync(
        ClaimsPrincipal user,
        IQueryable<Match> matches,
        bool plain,
        CancellationToken cancel
    )
    {
        var found = await matches
            .Include(match => match.Mandate)
            .OrderByDescending(match => plain ? match.DeclaredScore : match.Score)
            .ThenBy(match => match.MandateId)
            .ToListAsync(cancel);
        var ids = found.Select(match => match.OpportunityId).Distinct().ToArray();
        var opportunities = await db
            .Opportunities.AsNoTracking()
            .Where(o => ids.Contains(o.Id))
            .ForMatching(withTexts: false)
            .ToDictionaryAsync(o => o.Id, cancel);
        var said = await db
            .Feedback.AsNoTracking()
            .OwnedBy(user)
            .Where(f => ids.Contains(f.OpportunityId))
            .ToDictionaryAsync(f => f.OpportunityId, cancel);
        return
        [
            .. found
                .GroupBy(match => match.OpportunityId)
                .Select(group => new MatchEntry(opportunities[group.Key], [.. group], said.GetValueOrDefault(group.Key), plain))
                .OrderByDescending(entry => entry.Score)
                .ThenByDescending(entry => entry.Opportunity.Id),
        ];
    }
}
