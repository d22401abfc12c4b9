using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Mail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>
/// Finds what a link of an alert opens: the token is the only key, for the recipient and for whoever it was forwarded to.
/// </summary>
public sealed class AlertPages(MatchmakingDb db, LinkTokens links, TimeProvider time)
{
    /// <summary>
    /// The entry behind a token, with its mandate and opportunity; null for a token that we did not make, and for those of a
    /// person whose access was withdrawn.
    /// </summary>
    public async Task<AlertItem?> FindAsync(string token, CancellationToken cancel) =>
        links.Read(LinkPurpose.Alert, token) is { } id
            ? await db
                .AlertItems.Include(i => i.Opportunity!.Contact)
                .Include(i => i.Mandate)
                .SingleOrDefaultAsync(i => i.Id == id && db.Users.Active().Any(person => person.Id == i.PersonId), cancel)
            : null;

    /// <summary>Notes that the recipient has pressed a button: machines open links, and press nothing.</summary>
    public Task NoteSignOfLifeAsync(AlertItem item, CancellationToken cancel) =>
        db.NoteSignOfLifeAsync(item.PersonId, time.GetUtcNow(), cancel);
}
