using Matchmaking.Web.Database;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Mail;

/// <summary>One mail: what it is, where it stands, and all that happened to it.</summary>
public sealed class DetailsModel(MatchmakingDb db) : PageModel
{
    /// <summary>A line of its history, with the name of the member of the desk who did it. Without a kind: it was accepted.</summary>
    public sealed record Line(MailEventKind? Kind, DateTimeOffset At, int Attempt, int? Code, string? Text, string? By);

    public OutgoingMail Mail { get; private set; } = null!;
    public IReadOnlyList<Line> History { get; private set; } = [];

    /// <summary>Why it may not go to its address; null when it may.</summary>
    public MailSuppression? Suppression { get; private set; }

    /// <summary>The name of the person that it goes to; null where it goes to nobody with an account.</summary>
    public string? Recipient { get; private set; }

    /// <summary>Whether it can be sent again: not while its address must not be written to.</summary>
    public bool MayBeRetried => Suppression is null && DeskMails.MayBeRetried.Compile()(Mail);
    public bool MayBeSuppressed => DeskMails.MayBeSuppressed.Compile()(Mail);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Mails.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } mail)
            return NotFound();
        Mail = mail;
        Recipient = await db.Users.Where(p => p.Id == mail.PersonId).Select(p => p.FullName).SingleOrDefaultAsync(cancel);
        var key = mail.ToAddress.ToLowerInvariant();
        if (await Web.Mail.Sending.SuppressionRegister.HeldBack(db, [id]).AnyAsync(cancel))
            Suppression = await db
                .MailSuppressions.AsNoTracking()
                .SingleOrDefaultAsync(s => s.Address == key && s.LiftedAt == null, cancel);
        var history = await db
            .MailEvents.Where(e => e.MailId == id)
            .OrderByDescending(e => e.At)
            .ThenByDescending(e => e.Id)
            .Take(100)
            .Select(e => new Line(
                e.Kind,
                e.At,
                e.Attempt,
                e.Code,
                e.Text,
                db.Users.Where(p => p.Id == e.ById).Select(p => p.DisplayName).FirstOrDefault()
            ))
            .ToListAsync(cancel);
        if (mail.AcceptedAt is { } accepted)
            history.Add(new(null, accepted, mail.Attempts, null, null, null));
        History = [.. history.OrderByDescending(line => line.At)];
        return Page();
    }
}
