using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>
/// Finds what a link of an alert opens: the token is the only key to look, for the recipient and for whoever it was forwarded to.
/// </summary>
public sealed class AlertPages(MatchmakingDb db, LinkTokens links, Addressee addressee, TimeProvider time)
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
                .Include(i => i.Person!.Organisation)
                .SingleOrDefaultAsync(i => i.Id == id && db.Users.Active().Any(person => person.Id == i.PersonId), cancel)
            : null;

    /// <summary>
    /// In whose name a button is pressed: a colleague who has signed in acts in the own name, everybody else as the addressee, who is
    /// asked first.
    /// </summary>
    /// <param name="page">A POST of it.</param>
    /// <param name="item">From <see cref="FindAsync"/>.</param>
    /// <param name="own">Where the same is done in the own name; null for nowhere.</param>
    public (Guid Person, IActionResult? Question) ActingFor(PageModel page, AlertItem item, string? own = null) =>
        page.User.OrganisationId() == item.Mandate!.OrganisationId
            ? (page.User.PersonId(), null)
            : (item.PersonId, addressee.Ask(page, item.Person!, own));

    /// <summary>Whether this browser may act as the addressee, or in the own name for the same organisation, without being asked.</summary>
    public bool MayAct(HttpContext context, AlertItem item) =>
        context.User.OrganisationId() == item.Mandate!.OrganisationId || addressee.IsKnown(context, item.PersonId);

    /// <summary>Notes that somebody has pressed a button: machines open links, and press nothing.</summary>
    public Task NoteSignOfLifeAsync(Guid person, CancellationToken cancel) => db.NoteSignOfLifeAsync(person, time.GetUtcNow(), cancel);
}
