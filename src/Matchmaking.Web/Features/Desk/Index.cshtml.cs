using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Records;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk;

/// <summary>
/// Today: what waits for the desk, and what the product has done by itself. Two statements, one for each
/// kind of task, and one for the page to ask whether mails go out.
/// </summary>
public sealed class TodayModel(MatchmakingDb db, TimeProvider time) : PageModel
{
    private const int MostAlerts = 15;

    /// <summary>Somebody was, or will be, told of an opportunity.</summary>
    public sealed record AlertRow(
        Localized Title,
        Guid OpportunityId,
        string Person,
        string? Organisation,
        int? Score,
        AlertFrequency Frequency,
        MailStatus? Mail,
        DateTimeOffset At
    );

    public DeskFigures Figures { get; private set; } = null!;
    public IReadOnlyList<AlertRow> Alerts { get; private set; } = [];
    public IReadOnlyList<DeskTasks> Tasks { get; private set; } = [];
    public DateOnly Today { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Today = BakuDay.Of(time);
        Figures = await DeskFigures.CountAsync(db, time, cancel);
        Alerts = await db
            .AlertItems.AsNoTracking()
            .Where(item => !item.IsSilent)
            .OrderByDescending(item => item.Id)
            .Take(MostAlerts)
            .Select(item => new AlertRow(
                item.Opportunity!.Title,
                item.OpportunityId,
                item.Person!.DisplayName,
                item.Person.Organisation!.Name,
                db.Matches.Where(m => m.MandateId == item.MandateId && m.OpportunityId == item.OpportunityId)
                    .Select(m => (int?)m.Score)
                    .FirstOrDefault(),
                item.Frequency,
                (MailStatus?)item.Mail!.Status,
                item.CreatedAt
            ))
            .ToListAsync(cancel);
        Tasks = await DeskTasks.ReadAsync(db, Figures, Today, cancel);
    }
}
