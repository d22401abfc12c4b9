using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Desk.Inbox;

/// <summary>Takes back what the reader did with items.</summary>
public sealed class UndoModel(InboxChanges changes, Text t) : InboxAction(t)
{
    /// <summary>What is taken back.</summary>
    [BindProperty]
    public Guid Change { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await changes.UndoAsync(Change, User, cancel) is not var (undone, of))
            return Refused("inbox.undo.late");
        TempData["Flash"] = T.Count("inbox.undone", undone);
        if (undone < of)
            TempData["Trouble"] = T.Count("inbox.undo.left-out", of - undone);
        return Back();
    }
}
