using System.Globalization;
using Matchmaking.Web.Calendar;

namespace Matchmaking.Web.Features.Opportunities;

/// <summary>
/// The verbs. Each looks whether the state allows it, changes the state and writes a line of history; nothing else changes a state. False
/// means that the state does not allow it (any more), and nothing was changed. Whoever calls a verb saves by <see cref="OpportunitySave"/>.
/// </summary>
public sealed partial class Opportunity
{
    /// <summary>What was done to it; loaded only where it is shown. Each verb adds a line.</summary>
    public List<OpportunityEvent> History { get; } = [];

    /// <summary>Whether its organisation may still change it: until the desk has accepted it.</summary>
    public bool IsWithAuthor => Status is PublicationStatus.Submitted or PublicationStatus.Returned;

    /// <summary>A new listing of an investor's organisation, sent to the desk for review.</summary>
    /// <param name="id">Its id: see <see cref="Forms.FormKey"/>.</param>
    /// <param name="organisation">Who sends it in.</param>
    /// <param name="name">Its name, which stands as the promoter until the desk says better.</param>
    /// <param name="by">Which member.</param>
    /// <param name="now">When.</param>
    public static Opportunity Submission(Guid id, Guid organisation, string name, Guid by, DateTimeOffset now)
    {
        var submitted = new Opportunity
        {
            Id = id,
            Slug = "",
            Sector = "",
            SubmittedById = organisation,
            Promoter = new(name, name, name),
            Status = PublicationStatus.Returned,
        };
        submitted.Submit(by, now);
        return submitted;
    }

    /// <summary>Its organisation sends it in (again).</summary>
    public bool Submit(Guid by, DateTimeOffset now) =>
        IsWithAuthor && Become(PublicationStatus.Submitted, OpportunityEventKind.Submitted, by, now);

    /// <summary>The desk makes a submission its own draft, in the hands of whoever accepted it.</summary>
    public bool Accept(Guid by, DateTimeOffset now)
    {
        if (Status != PublicationStatus.Submitted)
            return false;
        (ContactId, ReturnReason) = (by, null);
        return Become(PublicationStatus.Draft, OpportunityEventKind.Accepted, by, now);
    }

    /// <summary>The desk sends a submission back to its organisation.</summary>
    /// <param name="reason">What its organisation reads.</param>
    /// <param name="by">Who of the desk.</param>
    /// <param name="now">When.</param>
    public bool Return(string reason, Guid by, DateTimeOffset now)
    {
        if (Status != PublicationStatus.Submitted)
            return false;
        ReturnReason = reason;
        return Become(PublicationStatus.Returned, OpportunityEventKind.Returned, by, now, reason);
    }

    /// <summary>The desk does not publish what an organisation sent in, also when it has accepted it already.</summary>
    /// <param name="reason">What its organisation reads.</param>
    /// <param name="by">Who of the desk.</param>
    /// <param name="now">When.</param>
    public bool Decline(string reason, Guid by, DateTimeOffset now)
    {
        if (!MayBeDeclined)
            return false;
        ReturnReason = reason;
        return Become(PublicationStatus.Declined, OpportunityEventKind.Declined, by, now, reason);
    }

    /// <summary>Whether an organisation waits for it, and it was never public.</summary>
    public bool MayBeDeclined => Status == PublicationStatus.Submitted || (IsUnpublishedDraft && SubmittedById is not null);

    /// <summary>Whether it is a draft of the desk's own that was never public.</summary>
    public bool MayBeDiscarded => IsUnpublishedDraft && SubmittedById is null;

    private bool IsUnpublishedDraft => Status == PublicationStatus.Draft && PublishedAt is null;

    /// <summary>Throws a draft away. What an organisation sent in is declined instead, so that it hears of it.</summary>
    public bool Discard(Guid by, DateTimeOffset now) =>
        MayBeDiscarded && Become(PublicationStatus.Discarded, OpportunityEventKind.Discarded, by, now);

    /// <summary>Takes a draft out again that was thrown away.</summary>
    public bool Recover(Guid by, DateTimeOffset now) =>
        Status == PublicationStatus.Discarded && Become(PublicationStatus.Draft, OpportunityEventKind.Recovered, by, now);

    /// <summary>A draft that says the same, in the hands of whoever copied it, open and without a last day.</summary>
    /// <param name="original">Not touched.</param>
    /// <param name="id">Its own id: see <see cref="Forms.FormKey"/>.</param>
    /// <param name="by">Who of the desk.</param>
    /// <param name="now">When.</param>
    public static Opportunity CopyOf(Opportunity original, Guid id, Guid by, DateTimeOffset now)
    {
        var copy = new Opportunity
        {
            Id = id,
            Slug = "",
            Sector = original.Sector,
            Subsector = original.Subsector,
            MoreSectors = [.. original.MoreSectors],
            DealTypes = [.. original.DealTypes],
            TechnicalStage = original.TechnicalStage,
            LegalStage = original.LegalStage,
            AmountFrom = original.AmountFrom,
            AmountTo = original.AmountTo,
            Currency = original.Currency,
            Places = [.. original.Places],
            Zone = original.Zone,
            Needs = original.Needs,
            Title = original.Title,
            Summary = original.Summary,
            Description = original.Description,
            Promoter = original.Promoter,
            PromoterOrganisationId = original.PromoterOrganisationId,
            Sources = [.. original.Sources],
            ContactId = by,
            IsSample = original.IsSample,
        };
        copy.Note(OpportunityEventKind.Copied, by, now, original.Slug);
        return copy;
    }

    /// <summary>
    /// Puts a draft, or what was withdrawn, on the public list. False also while <see cref="PublicationRules.Obstacles"/> are left.
    /// </summary>
    public bool Publish(Guid by, DateTimeOffset now)
    {
        if (
            Status is not (PublicationStatus.Draft or PublicationStatus.Withdrawn)
            || PublicationRules.Obstacles(this, BakuDay.Of(now)).Any()
        )
            return false;
        PublishedAt ??= now;
        return Become(PublicationStatus.Published, OpportunityEventKind.Published, by, now);
    }

    /// <summary>Takes it off the public list.</summary>
    public bool Withdraw(Guid by, DateTimeOffset now) =>
        Status == PublicationStatus.Published && Become(PublicationStatus.Withdrawn, OpportunityEventKind.Withdrawn, by, now);

    /// <summary>A partner is named; it stays listed for reference.</summary>
    public bool Reserve(Guid by, DateTimeOffset now) => Become(Availability.Reserved, OpportunityEventKind.Reserved, by, now);

    /// <summary>Nothing can be put in for the time being.</summary>
    public bool Hold(Guid by, DateTimeOffset now) => Become(Availability.OnHold, OpportunityEventKind.Held, by, now);

    /// <summary>It is done: nothing is left to put money into.</summary>
    public bool Close(Guid by, DateTimeOffset now) => Become(Availability.Done, OpportunityEventKind.Closed, by, now);

    /// <summary>Investors can come in again.</summary>
    public bool Reopen(Guid by, DateTimeOffset now) => Become(Availability.Open, OpportunityEventKind.Reopened, by, now);

    /// <summary>The verb that leads to an availability. False when it is that already.</summary>
    public bool MakeAvailability(Availability wanted, Guid by, DateTimeOffset now) =>
        wanted switch
        {
            Availability.Open => Reopen(by, now),
            Availability.Reserved => Reserve(by, now),
            Availability.OnHold => Hold(by, now),
            _ => Close(by, now),
        };

    /// <summary>
    /// Offers what is public until another day, also when its last day is over. False for a day that is over or is its last day already.
    /// </summary>
    /// <param name="lastDay">In Baku.</param>
    /// <param name="by">Who of the desk.</param>
    /// <param name="now">When.</param>
    public bool Renew(DateOnly lastDay, Guid by, DateTimeOffset now)
    {
        if (Status != PublicationStatus.Published || lastDay < BakuDay.Of(now) || lastDay == ValidUntil)
            return false;
        ValidUntil = lastDay;
        return Note(OpportunityEventKind.Renewed, by, now, lastDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    private bool Become(PublicationStatus status, OpportunityEventKind kind, Guid by, DateTimeOffset now, string? text = null)
    {
        Status = status;
        return Note(kind, by, now, text);
    }

    private bool Become(Availability availability, OpportunityEventKind kind, Guid by, DateTimeOffset now)
    {
        if (Availability == availability)
            return false;
        Availability = availability;
        return Note(kind, by, now);
    }

    private bool Note(OpportunityEventKind kind, Guid by, DateTimeOffset now, string? text = null)
    {
        History.Add(
            new()
            {
                OpportunityId = Id,
                Kind = kind,
                At = now,
                ById = by,
                Text = text,
            }
        );
        return true;
    }
}
