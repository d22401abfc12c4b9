using Matchmaking.Web.Database;
using Matchmaking.Web.Lists;
using Matchmaking.Web.Mail.Records;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Mail.Suppressions;

/// <summary>The addresses that must not be written to; on request with those that may be again.</summary>
public sealed class IndexModel(MatchmakingDb db) : PageModel
{
    private const int PageSize = 50;

    public sealed record Row(
        Guid Id,
        string Address,
        SuppressionCause Cause,
        string? Reason,
        DateTimeOffset At,
        string? By,
        DateTimeOffset? LiftedAt,
        string? LiftedBy,
        string? LiftedBecause,
        bool IsWithoutEffect
    )
    {
        /// <summary>See <see cref="MailSuppression.IsReported"/>.</summary>
        public bool IsReported => MailSuppression.IsOfReport(Cause);
    }

    /// <summary>A part of the address.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>With those that were lifted.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Lifted { get; set; }

    /// <summary>The last row of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public bool HasMore { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var suppressions = db.MailSuppressions.AsNoTracking();
        var withoutEffect = Matchmaking.Web.Mail.Sending.SuppressionRegister.WithoutEffect(db);
        if (!Lifted)
            suppressions = suppressions.Where(s => s.LiftedAt == null);
        if (LikePattern.Containing(Q) is { } like)
            suppressions = suppressions.Where(s => EF.Functions.ILike(s.Address, like));
        if (After is { } after)
            suppressions = suppressions.Where(s => s.Id < after);
        (Rows, HasMore) = await suppressions
            .OrderByDescending(s => s.Id)
            .Select(s => new Row(
                s.Id,
                s.Address,
                s.Cause,
                s.Reason,
                s.At,
                db.Users.Where(p => p.Id == s.ById).Select(p => p.DisplayName).FirstOrDefault(),
                s.LiftedAt,
                db.Users.Where(p => p.Id == s.LiftedById).Select(p => p.DisplayName).FirstOrDefault(),
                s.LiftedBecause,
                withoutEffect.Contains(s.Id)
            ))
            .PageAsync(PageSize, cancel);
    }
}
