using Htmx;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Matches;

/// <summary>What the organisation says of an opportunity that matches: it fits, it does not, or (undone) nothing.</summary>
public sealed class FeedbackModel(MatchmakingDb db, MatchList matches, TimeProvider time) : PageModel
{
    public IActionResult OnGet() => RedirectToPage("Index");

    public async Task<IActionResult> OnPostAsync(Guid opportunity, string? answer, Guid? mandate, bool hidden, int? part, CancellationToken cancel)
    {
        if (answer is not ("fits" or "does-not-fit" or "none"))
            return BadRequest();
        Feedback? said = answer switch { "fits" => Feedback.Fits, "does-not-fit" => Feedback.DoesNotFit, _ => null };
        DateTimeOffset? at = said is null ? null : time.GetUtcNow();
        var mine = db.Mandates.OwnedBy(User);
        // Whichever of the mandates it matches: one opportunity, one answer.
        var changed = await db.Matches
            .Where(match => match.OpportunityId == opportunity && mine.Any(m => m.Id == match.MandateId))
            .ExecuteUpdateAsync(set => set.SetProperty(match => match.Feedback, said).SetProperty(match => match.FeedbackAt, at), cancel);
        if (changed == 0)
            return NotFound();
        if (Request.IsHtmx() && await matches.FindAsync(User, mandate, opportunity, cancel) is { } entry)
            return Partial("_Match", new MatchView(entry, new(mandate, hidden, part ?? 1), JustSaid: true));
        return RedirectToPage("Index", new { mandate, hidden = hidden ? true : (bool?)null, part, said = opportunity });
    }
}

/// <summary>One entry of the list as it is drawn.</summary>
/// <param name="Entry">The opportunity and its matches.</param>
/// <param name="Filter">The list it stands in, to come back to.</param>
/// <param name="JustSaid">The answer was given a moment ago: its undo gets the focus.</param>
public sealed record MatchView(MatchEntry Entry, MatchFilter Filter, bool JustSaid = false);
