using Htmx;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Matches.Feedback;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Matches;

/// <summary>What the organisation says of an opportunity that matches: it fits, it does not, or (undone) nothing.</summary>
public sealed class FeedbackModel(FeedbackService book, MatchList matches) : PageModel
{
    public IActionResult OnGet() => RedirectToPage("Index");

    /// <summary>Said in the list of matches, of which the filter says what part is shown.</summary>
    public async Task<IActionResult> OnPostAsync(
        Guid opportunity,
        string? answer,
        string? because,
        [FromQuery] MatchFilter filter,
        CancellationToken cancel
    )
    {
        if (await SayAsync(opportunity, answer, because, cancel) is { } refused)
            return refused;
        if (Request.IsHtmx() && await matches.FindAsync(User, filter, opportunity, cancel) is { } entry)
            return Partial("_Match", new MatchView(entry, filter, JustSaid: true));
        return RedirectToPage("Index", filter.Route(said: opportunity));
    }

    /// <summary>Said on the page of the listing.</summary>
    public async Task<IActionResult> OnPostListingAsync(
        Guid opportunity,
        string? answer,
        string? because,
        string slug,
        CancellationToken cancel
    )
    {
        if (await SayAsync(opportunity, answer, because, cancel) is { } refused)
            return refused;
        return RedirectToPage("/Opportunities/Details", null, new { slug }, "feedback");
    }

    private async Task<IActionResult?> SayAsync(Guid opportunity, string? answer, string? because, CancellationToken cancel)
    {
        if (FeedbackSaid.Read(answer, because) is not { } said)
            return BadRequest();
        if (User.OrganisationId() is not { } organisation || !await book.IsAskedAsync(User, opportunity, cancel))
            return NotFound();
        await book.SayAsync(organisation, User.PersonId(), opportunity, said, cancel);
        return null;
    }
}

/// <summary>One entry of the list as it is drawn.</summary>
/// <param name="Entry">The opportunity and its matches.</param>
/// <param name="Filter">The list it stands in, to come back to.</param>
/// <param name="JustSaid">The answer was given a moment ago: its undo gets the focus.</param>
public sealed record MatchView(MatchEntry Entry, MatchFilter Filter, bool JustSaid = false);

/// <summary>The question whether an opportunity fits, with what was answered.</summary>
/// <param name="Url">Where the answer goes.</param>
/// <param name="Title">What it is about, for those who do not see where the buttons stand.</param>
/// <param name="Said">What was said, if anything.</param>
/// <param name="HasChanged">It was turned down, and is materially another now: it is asked again.</param>
/// <param name="Target">What htmx replaces by the answer; null for a whole page.</param>
/// <param name="JustSaid">The answer was given a moment ago: its undo gets the focus.</param>
/// <param name="Ask">Where the agency is asked, once it was said to fit; null where nobody can be asked.</param>
/// <param name="AskFirst">Where it is asked before anything was said; null where nobody can be asked.</param>
/// <param name="Proposed">The answer that a link of a mail proposes; only the button makes it one.</param>
public sealed record FeedbackView(
    string Url,
    string Title,
    OpportunityFeedback? Said,
    bool HasChanged,
    string? Target = null,
    bool JustSaid = false,
    string? Proposed = null,
    string? Ask = null,
    string? AskFirst = null
);
