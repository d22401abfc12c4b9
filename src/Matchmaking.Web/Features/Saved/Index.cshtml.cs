using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Saved;

/// <summary>What the person keeps, newest first, with what became of it. Three statements, and one more where some are withdrawn.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class IndexModel(MatchmakingDb db, TimeProvider time) : PageModel
{
    private const int PageSize = 30;

    public IReadOnlyList<SavedRow> Rows { get; private set; } = [];

    /// <summary>Where the next page begins; null when this is the last.</summary>
    public string? Next { get; private set; }
    public bool IsFirst { get; private set; }

    /// <summary>What was removed a moment ago, to be brought back.</summary>
    public (string Slug, Localized Title)? Removed { get; private set; }

    /// <summary>The person stopped all alerts: nothing that is followed is mailed.</summary>
    public bool AreMailsStopped { get; private set; }
    public DateOnly Today { get; } = BakuDay.Of(time);

    public async Task OnGetAsync(string? after, CancellationToken cancel)
    {
        var position = ListPosition.Read(after);
        IsFirst = position is null;
        var mine = db.SavedOpportunities.AsNoTracking().OwnedBy(User);
        if (position is var (moment, id))
            mine = mine.Where(s => EF.Functions.LessThan(ValueTuple.Create(s.CreatedAt, s.OpportunityId), ValueTuple.Create(moment, id)));
        var (rows, hasMore) = await mine.OrderByDescending(s => s.CreatedAt)
            .ThenByDescending(s => s.OpportunityId)
            .Select(s => new SavedRow(
                s.OpportunityId,
                s.Opportunity!.Slug,
                s.Opportunity.Status == PublicationStatus.Published,
                new(s.Opportunity.Title.Zh, s.Opportunity.Title.Az, s.Opportunity.Title.En),
                s.Opportunity.Sector,
                s.Opportunity.Places,
                s.Opportunity.AmountFrom,
                s.Opportunity.AmountTo,
                s.Opportunity.Currency,
                s.Opportunity.Availability,
                s.Opportunity.ValidUntil,
                s.Note,
                s.Follows,
                s.CreatedAt
            ))
            .PageAsync(PageSize, cancel);
        Next = hasMore ? new ListPosition(rows[^1].CreatedAt, rows[^1].Id).ToString() : null;
        var removed = await FindRemovedAsync(cancel);
        var hidden = rows.Where(row => !row.IsPublic).Select(row => row.Id).Concat(removed is { } one ? [one.Id] : []).ToArray();
        var titles = hidden.Length == 0 ? null : await db.PublicTitlesAsync(hidden, cancel);
        Rows = [.. rows.Select(row => row.IsPublic ? row : row with { Title = titles!.GetValueOrDefault(row.Id, Localized.Empty) })];
        Removed = removed is { } gone ? (gone.Slug, titles!.GetValueOrDefault(gone.Id, Localized.Empty)) : null;
        var person = User.PersonId();
        AreMailsStopped = rows.Any(row => row.Follows) && !await db.Users.Notifiable().AnyAsync(p => p.Id == person, cancel);
    }

    private async Task<(Guid Id, string Slug)?> FindRemovedAsync(CancellationToken cancel)
    {
        var since = time.GetUtcNow() - SavedList.UndoTime;
        var last = await db
            .SavedOpportunities.KeptBy(User)
            .Where(s => s.RemovedAt >= since)
            .OrderByDescending(s => s.RemovedAt)
            .Select(s => new { s.OpportunityId, s.Opportunity!.Slug })
            .FirstOrDefaultAsync(cancel);
        return last is null ? null : (last.OpportunityId, last.Slug);
    }
}
