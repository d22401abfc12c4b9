using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Progress;

/// <summary>
/// What became of the documents that were signed, by the day of signing, and how fast the agency answers. Two statements.
/// </summary>
public sealed class IndexModel(MatchmakingDb db, ReferenceData reference, WorkingCalendars calendars, TimeProvider time) : PageModel
{
    private const int ImplementationAgreement = 4;
    private const int Most = 500;

    public IReadOnlyList<DocumentLine> All { get; private set; } = [];

    /// <summary>The sector asked for; null for all.</summary>
    public Sector? Sector { get; private set; }

    /// <summary>The sectors that occur, with their number of documents.</summary>
    public IReadOnlyList<(Sector Sector, int Count)> Sectors { get; private set; } = [];

    /// <summary>The last twelve months, the oldest first.</summary>
    public AnswerTimes Answers { get; private set; } = null!;

    public IEnumerable<DocumentLine> Shown => Sector is null ? All : All.Where(document => HubOf(document) == Sector);
    public int OnTheLadder => All.Count(document => document.LegalStage is not null);
    public int Agreements => All.Count(document => document.LegalStage >= ImplementationAgreement);
    public int WithOpportunity => All.Count(document => document.OpportunitySlug is not null);

    public async Task<IActionResult> OnGetAsync(string? sector, CancellationToken cancel)
    {
        if (!string.IsNullOrEmpty(sector) && (Sector = HubOf(sector)) is null)
            return NotFound();
        All = await db.SignedDocuments.NewestFirst().Select(DocumentLine.From).Take(Most).ToListAsync(cancel);
        var first = AnswerMonths.FirstDay(BakuDay.Of(time)).AddMonths(1 - AnswerMonths.Shown);
        Answers = new(
            first,
            await db.AnswerMonths.AsNoTracking().Where(m => m.Month >= first).ToListAsync(cancel),
            (decimal)calendars.AgencyClock.Days(Enquiry.FirstDays).TotalHours
        );
        Sectors =
        [
            .. reference
                .Sectors.Select(hub => (hub, All.Count(document => HubOf(document) == hub)))
                .Where(pair => pair.Item2 > 0 || pair.hub == Sector),
        ];
        return Page();
    }

    private Sector? HubOf(DocumentLine document) => document.Sector is { } code ? HubOf(code) : null;

    private Sector? HubOf(string code) => reference.SectorOf(code) is null ? null : reference.SectorOf(code.Split('.')[0]);
}
