using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Mail.Suppressions;

/// <summary>Lets an address be written to again. The row stays as history.</summary>
public sealed class LiftModel(MatchmakingDb db, SuppressionRegister suppressions, Text t) : FormPage(t)
{
    public MailSuppression Suppression { get; private set; } = null!;

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        var reason = ReadLine(nameof(Reason), Reason, SuppressionModel.ReasonLength, "desk.mail.reason");
        if (!ModelState.IsValid)
            return Again();
        await suppressions.LiftAsync(Suppression.Address, reason, User.PersonId(), cancel);
        Flash(T["desk.mail.lift.done", ("address", Suppression.Address)]);
        return RedirectToPage("Index");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await db.MailSuppressions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.LiftedAt == null, cancel) is not { } found)
            return false;
        Suppression = found;
        return true;
    }
}
