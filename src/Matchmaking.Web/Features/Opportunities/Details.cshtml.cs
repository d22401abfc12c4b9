using Matchmaking.Matching;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Opportunities;

/// <summary>One of the investor's mandates held against the opportunity on the page, and what would make a near miss match.</summary>
public sealed record MandateFit(Mandate Mandate, Assessment Assessment, Suggestion? Suggestion);

/// <summary>One opportunity with everything that is published of it. Four or five statements; five more for an investor.</summary>
public sealed class DetailsModel(
    MatchmakingDb db,
    ReferenceData reference,
    InferredPreferences inferred,
    OpportunityLooks looks,
    TimeProvider time
) : PageModel
{
    public Opportunity Opportunity { get; private set; } = null!;
    public bool IsOpen { get; private set; }
    public bool HasExpired { get; private set; }
    public IReadOnlyList<SimilarListing> Similar { get; private set; } = [];

    /// <summary>The investor's mandates that match, then those that miss by one condition.</summary>
    public IReadOnlyList<MandateFit> Fits { get; private set; } = [];
    public int MandateCount { get; private set; }

    /// <summary>What the investor's organisation has said of it, if anything.</summary>
    public OpportunityFeedback? Said { get; private set; }

    /// <summary>What has changed since the investor looked at it the last time; null when nothing has.</summary>
    public ChangesSinceLook? Changes { get; private set; }

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        await db.OneConnectionAsync(cancel);
        if (
            await db.Opportunities.AsNoTracking().VisibleTo(User).Where(o => o.Slug == slug).ForReading().SingleOrDefaultAsync(cancel)
            is not { } opportunity
        )
            return NotFound();
        Opportunity = opportunity;
        var today = BakuDay.Of(time);
        IsOpen = Opportunity.IsOpenOn(today);
        HasExpired = Opportunity.ValidUntil < today;

        Similar = await SimilarListings.ReadAsync(db, Opportunity, reference, today, 4, cancel);
        if (IsOpen && User.IsInvestor())
            await AssessAsync(cancel);
        if (User.IsInvestor())
            Changes = await looks.NoteAsync(User.PersonId(), Opportunity, cancel);
        return Page();
    }

    private async Task AssessAsync(CancellationToken cancel)
    {
        Said = await db.Feedback.AsNoTracking().OwnedBy(User).SingleOrDefaultAsync(f => f.OpportunityId == Opportunity.Id, cancel);
        var mandates = await db.Mandates.AsNoTracking().OwnedBy(User).ToListAsync(cancel);
        var facts = Opportunity.ToFacts(reference);
        MandateCount = mandates.Count;
        var known = await inferred.OfAsync([.. mandates.Select(mandate => mandate.OrganisationId).Distinct()], cancel);
        Fits =
        [
            .. mandates
                .Select(mandate =>
                    Fit(mandate, Matcher.Assess(mandate.ToCriteria(reference), facts).With(known.Reasons(mandate.OrganisationId, facts)))
                )
                .Where(fit => fit.Assessment.IsMatch || fit.Assessment.NearMiss is not null)
                .OrderByDescending(fit => fit.Assessment.IsMatch)
                .ThenByDescending(fit => fit.Assessment.Score),
        ];

        MandateFit Fit(Mandate mandate, Assessment assessment) =>
            new(mandate, assessment, NearMiss.Of(mandate, Opportunity, facts, assessment)?.Suggestion(reference));
    }
}
