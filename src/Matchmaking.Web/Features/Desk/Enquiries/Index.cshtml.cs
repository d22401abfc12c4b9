using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Lists;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>An enquiry as a row of the desk's list.</summary>
public sealed record DeskEnquiryRow(
    Guid Id,
    int Number,
    Localized? Listing,
    string Text,
    string Investor,
    EnquiryState State,
    EnquiryIntent Intent,
    string? Owner,
    DateTimeOffset? DueAt,
    bool IsPaused,
    string? NextStep,
    DateOnly? NextStepOn,
    string Language,
    DateTimeOffset UpdatedAt
)
{
    /// <summary>What comes next; null when it has ended.</summary>
    public EnquiryNext? Next => EnquiryNext.Of(NextStep, NextStepOn, DueAt, IsPaused);
}

/// <summary>All enquiries, open and ended, the latest change first: what the inbox shows is what waits, this is everything.</summary>
public sealed class IndexModel(MatchmakingDb db) : PageModel
{
    private const int PageSize = 50;

    public IReadOnlyList<DeskEnquiryRow> Rows { get; private set; } = [];
    public string? Next { get; private set; }

    /// <summary>A state, "contract" for what contractors and sellers offer; null for all.</summary>
    public string? Filter { get; private set; }
    public string? Q { get; private set; }

    public async Task OnGetAsync(string? state, string? q, string? after, CancellationToken cancel)
    {
        (Filter, Q) = (state, CleanText.Line(q, 100));
        var found = db.Enquiries.AsNoTracking().VisibleTo(User);
        if (EnumName.Read<EnquiryState>(state) is { } wanted)
            found = found.Where(e => e.State == wanted);
        else if (state == "contract")
            found = found.Where(e => e.Intent == EnquiryIntent.ContractWork || e.Intent == EnquiryIntent.SellGoods);
        if (int.TryParse(Q, out var number))
            found = found.Where(e => e.Number == number);
        else if (LikePattern.Containing(Q) is { } pattern)
            found = found.Where(e => EF.Functions.ILike(e.ContactName, pattern) || EF.Functions.ILike(e.Company, pattern));
        if (ListPosition.Read(after) is var (moment, id))
            found = found.Where(e => EF.Functions.LessThan(ValueTuple.Create(e.UpdatedAt, e.Id), ValueTuple.Create(moment, id)));
        var (rows, hasMore) = await found
            .OrderByDescending(e => e.UpdatedAt)
            .ThenByDescending(e => e.Id)
            .Select(e => new DeskEnquiryRow(
                e.Id,
                e.Number,
                e.Opportunity == null ? null : new(e.Opportunity.Title.Zh, e.Opportunity.Title.Az, e.Opportunity.Title.En),
                e.Messages.OrderBy(m => m.At).ThenBy(m => m.Id).Select(m => m.Text).First(),
                e.ContactName + " · " + e.Company,
                e.State,
                e.Intent,
                e.Owner!.DisplayName,
                e.DueAt,
                e.PausedAt != null,
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
