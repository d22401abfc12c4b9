using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Desk.Inbox;

/// <summary>Says of chosen items that nothing is left to do; of those only that do not end by themselves.</summary>
public sealed class DoneModel(InboxChanges changes, Text t) : InboxAction(t)
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel) => Told(await changes.FinishAsync(Item, User, cancel));
}
