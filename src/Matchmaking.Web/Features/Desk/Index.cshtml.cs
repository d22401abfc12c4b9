using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Records;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk;

/// <summary>
/// Today: what waits for the desk, and what the product has done by itself. Three statements, and one for the
/// page to ask whether mails go out.
/// </summary>
public sealed class TodayModel(MatchmakingDb db, TimeProvider time) : PageModel
{
    private const int MostAlerts = 15,
        MostTasks = 12;

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

    /// <summary>An opportunity that somebody of the desk should touch.</summary>
    public sealed record TaskRow(
        Guid Id,
        Localized Title,
        PublicationStatus Status,
        DateOnly? ValidUntil,
        DateTimeOffset UpdatedAt,
        string? Organisation
    );

    public DeskFigures Figures { get; private set; } = null!;
    public IReadOnlyList<AlertRow> Alerts { get; private set; } = [];
    public IReadOnlyList<TaskRow> Tasks { get; private set; } = [];
    public DateOnly Today { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Today = BakuDay.Of(time);
        var soon = Today.AddDays(30);
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
        Tasks = await db
            .Opportunities.AsNoTracking()
            .Where(o =>
                o.Status == PublicationStatus.Submitted
                || o.Status == PublicationStatus.Draft
                || (o.Status == PublicationStatus.Published && o.Availability == Availability.Open && o.ValidUntil <= soon)
            )
            // Other people's waiting first, then what runs out, then our own drafts; within each the oldest.
            .OrderBy(o =>
                o.Status == PublicationStatus.Submitted ? 0
                : o.Status == PublicationStatus.Published ? 1
                : 2
            )
            .ThenBy(o => o.ValidUntil)
            .ThenBy(o => o.CreatedAt)
            .Take(MostTasks)
            .Select(o => new TaskRow(o.Id, o.Title, o.Status, o.ValidUntil, o.UpdatedAt, o.SubmittedBy!.Name))
            .ToListAsync(cancel);
    }
}
