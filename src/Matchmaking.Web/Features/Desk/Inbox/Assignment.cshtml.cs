using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Inbox;

/// <summary>Gives chosen items to somebody of the desk; or one, which nobody need choose, to oneself.</summary>
public sealed class AssignmentModel(MatchmakingDb db, InboxChanges changes, Text t) : InboxAction(t)
{
    /// <summary>Whose they become.</summary>
    [BindProperty]
    public Guid? To { get; set; }

    /// <summary>The one that the reader takes.</summary>
    [BindProperty]
    public Guid? Take { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (Take is { } one)
            return await TakeAsync(one, cancel);
        return (await db.DeskPeopleAsync(cancel)).All(person => person.Id != To)
            ? Refused("inbox.assign.choose")
            : Told(await changes.AssignAsync(Item, To!.Value, User, cancel));
    }

    private async Task<IActionResult> TakeAsync(Guid id, CancellationToken cancel)
    {
        var change = await changes.TakeAsync(id, User, cancel);
        if (change.Before.Count > 0)
            return Told(change);
        var owner = await db
            .InboxItems.VisibleTo(User)
            .Where(item => item.Id == id && item.Owner != null)
            .Select(item => item.Owner!.DisplayName)
            .SingleOrDefaultAsync(cancel);
        if (owner is null)
            return Told(change);
        TempData["Trouble"] = T["inbox.taken", ("name", owner)];
        return Back();
    }
}
