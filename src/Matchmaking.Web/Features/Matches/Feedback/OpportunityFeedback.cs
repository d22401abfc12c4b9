using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Matches.Feedback;

/// <summary>
/// What an organisation said of an opportunity, once and for all of its mandates, those to come included. A "does not fit" hides
/// the opportunity from it until the opportunity changes materially.
/// </summary>
public sealed class OpportunityFeedback
{
    public required Guid OrganisationId { get; init; }
    public Organisation? Organisation { get; init; }
    public required Guid OpportunityId { get; init; }
    public Opportunity? Opportunity { get; init; }

    /// <summary>Who said it last; null when that account is gone.</summary>
    public Guid? PersonId { get; set; }
    public Person? Person { get; init; }
    public required FeedbackAnswer Answer { get; set; }

    /// <summary>Why it does not fit; null when nothing was said.</summary>
    public FeedbackCause? Because { get; set; }

    /// <summary>Of which <see cref="Opportunity.MaterialVersion"/> it was said.</summary>
    public int MaterialVersion { get; set; }
    public DateTimeOffset At { get; set; }

    // What it was said of: the opportunity may become another one, the organisation's taste does not.
    /// <summary>The finest code of the main sector, which alone is weighed.</summary>
    public string Sector { get; set; } = "";
    public List<string> Places { get; set; } = [];
    public decimal? AmountFrom { get; set; }
    public decimal? AmountTo { get; set; }
    public string? Currency { get; set; }
    public int? TechnicalStage { get; set; }
    public int? LegalStage { get; set; }

    /// <summary>Whether it hides the opportunity as that stands now; the twin of <see cref="FeedbackQueries.TurnedDown"/>.</summary>
    public bool Hides(Opportunity opportunity) => Answer == FeedbackAnswer.DoesNotFit && MaterialVersion >= opportunity.MaterialVersion;

    /// <summary>Turned down once, and materially another since.</summary>
    public bool IsOutdatedBy(Opportunity opportunity) => Answer == FeedbackAnswer.DoesNotFit && !Hides(opportunity);

    /// <summary>Notes an answer about the opportunity as it stands.</summary>
    public void Note(Opportunity opportunity, FeedbackAnswer answer, FeedbackCause? because, Guid person, DateTimeOffset now)
    {
        (Answer, Because, PersonId, At) = (answer, answer == FeedbackAnswer.DoesNotFit ? because : null, person, now);
        MaterialVersion = opportunity.MaterialVersion;
        (Sector, Places) = (opportunity.FinestSector, [.. opportunity.Places]);
        (AmountFrom, AmountTo, Currency) = (opportunity.AmountFrom, opportunity.AmountTo, opportunity.Currency);
        (TechnicalStage, LegalStage) = (opportunity.TechnicalStage, opportunity.LegalStage);
    }

    /// <summary>What matching sees of it.</summary>
    public FeedbackGiven ToGiven(ReferenceData reference) =>
        new(
            new()
            {
                Sector = new(Sector),
                Places = [.. Places.Select(reference.PlaceOf).OfType<Matching.Place>()],
                Amount = reference.InDollars(AmountFrom, AmountTo, Currency),
                TechnicalStage = TechnicalStage,
                LegalStage = LegalStage,
            },
            Answer,
            Because
        );
}

internal sealed class OpportunityFeedbackMapping : IEntityTypeConfiguration<OpportunityFeedback>
{
    public void Configure(EntityTypeBuilder<OpportunityFeedback> feedback)
    {
        feedback.ToTable("opportunity_feedback");
        feedback.HasKey(f => new { f.OrganisationId, f.OpportunityId });
        feedback.HasIndex(f => f.OpportunityId);
        feedback.HasOne(f => f.Organisation).WithMany().HasForeignKey(f => f.OrganisationId);
        feedback.HasOne(f => f.Opportunity).WithMany().HasForeignKey(f => f.OpportunityId);
        feedback.HasOne(f => f.Person).WithMany().HasForeignKey(f => f.PersonId).OnDelete(DeleteBehavior.SetNull);
        feedback.Property(f => f.Answer).HasConversion<string>().HasMaxLength(20);
        feedback.Property(f => f.Because).HasConversion<string>().HasMaxLength(20);
        feedback.Property(f => f.Sector).HasMaxLength(40);
        feedback.Property(f => f.Currency).HasMaxLength(3);
        feedback.Property(f => f.AmountFrom).HasPrecision(18, 2);
        feedback.Property(f => f.AmountTo).HasPrecision(18, 2);
    }
}
