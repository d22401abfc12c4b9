using System.Security.Claims;
using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.TrackRecords;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Matches.Feedback;

/// <summary>An answer as a form sends it.</summary>
/// <param name="Answer">Null takes back what was said.</param>
/// <param name="Because">Why it does not fit, if that was said.</param>
public sealed record FeedbackSaid(FeedbackAnswer? Answer, FeedbackCause? Because)
{
    /// <summary>Why it may not fit, in the order of asking, as a form names it.</summary>
    public static IReadOnlyList<(FeedbackCause Cause, string Name)> Causes { get; } =
    [.. Enum.GetValues<FeedbackCause>().Select(cause => (cause, cause.ToString().ToLowerInvariant()))];

    /// <summary>
    /// "fits", "does-not-fit" (and perhaps because of "sector", "place", "size", "stage" or "other") or "none"; null for anything else.
    /// </summary>
    public static FeedbackSaid? Read(string? answer, string? because)
    {
        FeedbackCause? cause = Causes.Where(known => known.Name == because).Select(known => (FeedbackCause?)known.Cause).FirstOrDefault();
        if (cause is null && !string.IsNullOrEmpty(because))
            return null;
        return answer switch
        {
            "fits" => new(FeedbackAnswer.Fits, null),
            "does-not-fit" => new(FeedbackAnswer.DoesNotFit, cause),
            "none" => new(null, null),
            _ => null,
        };
    }
}

/// <summary>
/// Keeps what organisations say of opportunities. What is said changes at once what its organisation is shown and told of.
/// </summary>
public sealed class FeedbackService(MatchmakingDb db, InferredPreferences inferred, InboxFollower inbox, TimeProvider time)
{
    /// <summary>Whether the person may say something of the opportunity: it matches, or something was said of it before.</summary>
    public Task<bool> IsAskedAsync(ClaimsPrincipal user, Guid opportunity, CancellationToken cancel)
    {
        var mine = db.Mandates.OwnedBy(user);
        var said = db.Feedback.OwnedBy(user);
        return db.Opportunities.AnyAsync(
            o =>
                o.Id == opportunity
                && (
                    db.Matches.Any(match => match.OpportunityId == o.Id && mine.Any(m => m.Id == match.MandateId))
                    || said.Any(f => f.OpportunityId == o.Id)
                ),
            cancel
        );
    }

    /// <summary>What the person's organisation has said of an opportunity; null for nothing.</summary>
    public Task<OpportunityFeedback?> FindAsync(ClaimsPrincipal user, Guid opportunity, CancellationToken cancel) =>
        db.Feedback.AsNoTracking().OwnedBy(user).SingleOrDefaultAsync(f => f.OpportunityId == opportunity, cancel);

    /// <summary>Notes what was said; it takes the place of what the organisation said before. Saying it twice changes nothing.</summary>
    public async Task SayAsync(Guid organisation, Guid person, Guid opportunity, FeedbackSaid said, CancellationToken cancel)
    {
        await ChangeAsync(
            organisation,
            async () =>
            {
                var about = await db.Opportunities.SingleAsync(o => o.Id == opportunity, cancel);
                var known = await db.Feedback.SingleOrDefaultAsync(
                    f => f.OrganisationId == organisation && f.OpportunityId == opportunity,
                    cancel
                );
                if (said.Answer is { } answer)
                {
                    if (known is null)
                        db.Feedback.Add(
                            known = new()
                            {
                                OrganisationId = organisation,
                                OpportunityId = opportunity,
                                Answer = answer,
                            }
                        );
                    known.Note(about, answer, said.Because, person, time.GetUtcNow());
                }
                else if (known is not null)
                    db.Feedback.Remove(known);
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );
        // After the commit: the scores of the organisation are locked until then, and an answer waits for nobody of the desk.
        var subject = $"{organisation}:{opportunity}";
        await inbox.FollowAsync((InboxKind.Fit, subject), (InboxKind.Refusal, subject));
    }

    /// <summary>Lets what is inferred of an organisation count, or not. What it turned down stays hidden either way.</summary>
    public Task SwitchAsync(Guid organisation, bool on, CancellationToken cancel)
    {
        DateTimeOffset? offAt = on ? null : time.GetUtcNow();
        return ChangeAsync(
            organisation,
            () =>
                db
                    .Organisations.Where(o => o.Id == organisation && (o.PersonalisationOffAt == null) != on)
                    .ExecuteUpdateAsync(set => set.SetProperty(o => o.PersonalisationOffAt, offAt), cancel),
            cancel
        );
    }

    /// <summary>What was said so far weighs nothing from now on; it still hides what was turned down.</summary>
    public Task ResetAsync(Guid organisation, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return ChangeAsync(
            organisation,
            () =>
                db
                    .Organisations.Where(o => o.Id == organisation)
                    .ExecuteUpdateAsync(set => set.SetProperty(o => o.WeightsResetAt, now), cancel),
            cancel
        );
    }

    /// <summary>A change and the scores that follow from it, in one transaction.</summary>
    private async Task ChangeAsync(Guid organisation, Func<Task> change, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Two colleagues, or a double click: one after the other. And no run that has read what was inferred before
        // and has not stored its scores.
        await ScoreLock.TakeAsync(db, organisation, cancel);
        await change();
        await inferred.RescoreAsync(organisation, cancel);
        await transaction.CommitAsync(cancel);
    }
}
