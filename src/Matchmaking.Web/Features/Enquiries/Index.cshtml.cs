using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Lists;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>An enquiry as a row of its investor's list.</summary>
public sealed record EnquiryRow(
    Guid Id,
    int Number,
    Localized? Listing,
    string Text,
    EnquiryState State,
    string? Owner,
    DateTimeOffset? DueAt,
    DateTimeOffset? PausedAt,
    string? NextStep,
    DateOnly? NextStepOn,
    string Language,
    DateTimeOffset UpdatedAt
)
{
    /// <summary>What comes next; null when it has ended.</summary>
    public EnquiryNext? Next => EnquiryNext.Of(NextStep, NextStepOn, DueAt, PausedAt is not null);
}

/// <summary>What the investor's organisation has asked: who answers, and until when; what waits for the investor first.</summary>
public sealed class IndexModel(MatchmakingDb db) : PageModel
{
    private const int PageSize = 30;

    public IReadOnlyList<EnquiryRow> Rows { get; private set; } = [];

    /// <summary>Where the next page begins; null when this is the last.</summary>
    public string? Next { get; private set; }
    public bool IsFirst { get; private set; }

    public async Task OnGetAsync(string? after, CancellationToken cancel)
    {
        var position = ListPosition.Read(after);
        IsFirst = position is null;
        var mine = db.Enquiries.AsNoTracking().VisibleTo(User);
        if (position is var (moment, id))
            mine = mine.Where(e => EF.Functions.LessThan(ValueTuple.Create(e.UpdatedAt, e.Id), ValueTuple.Create(moment, id)));
        var (rows, hasMore) = await mine.OrderByDescending(e => e.UpdatedAt)
            .ThenByDescending(e => e.Id)
            .Select(e => new EnquiryRow(
                e.Id,
                e.Number,
                e.Opportunity == null ? null : new(e.Opportunity.Title.Zh, e.Opportunity.Title.Az, e.Opportunity.Title.En),
                e.Messages.OrderBy(m => m.At).ThenBy(m => m.Id).Select(m => m.Text).First(),
                e.State,
                e.Owner!.DisplayName,
                e.DueAt,
                e.PausedAt,
                e.NextStep,
                e.NextStepOn,
                e.Language,
                e.UpdatedAt
            ))
            .PageAsync(PageSize, cancel);
        Rows = rows;
        Next = hasMore ? new ListPosition(rows[^1].UpdatedAt, rows[^1].Id).ToString() : null;
    }
}
