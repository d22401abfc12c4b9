using Matchmaking.Clock;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>What was promised.</summary>
public enum PromiseKind
{
    /// <summary>That a person writes.</summary>
    First,

    /// <summary>That the question is answered.</summary>
    Substantive,

    /// <summary>That what was written later is answered.</summary>
    FollowUp,
}

/// <summary>
/// An answer that the agency owes, within so many of its working hours. Only a message that a person wrote keeps it; no change of state,
/// owner or priority does anything to it.
/// </summary>
public sealed class AnswerPromise
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid EnquiryId { get; init; }
    public Enquiry? Enquiry { get; init; }
    public required PromiseKind Kind { get; init; }

    /// <summary>What it counts from.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How much of the agency's work it may take.</summary>
    public required TimeSpan Work { get; init; }

    /// <summary>When it was due as it was first said; never changed.</summary>
    public required DateTimeOffset PromisedFor { get; init; }

    /// <summary>When it is due, pauses counted in; as it was last while the clock stands.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>When a person kept it; null while nobody has.</summary>
    public DateTimeOffset? KeptAt { get; set; }

    /// <summary>When it ended without an answer being owed any longer: withdrawn, expired, or in need of none; null otherwise.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When its owner was reminded at half time.</summary>
    public DateTimeOffset? RemindedAt { get; set; }

    /// <summary>How often it was brought before the head since it was due.</summary>
    public int Escalations { get; set; }

    /// <summary>When its owner, or then its head, must be told next; null when not, or while the clock stands.</summary>
    public DateTimeOffset? CallAt { get; set; }

    /// <summary>Whether an answer is still owed.</summary>
    public bool IsOwed => KeptAt is null && EndedAt is null;

    /// <summary>A promise that is made now.</summary>
    internal static AnswerPromise Of(Guid enquiry, PromiseKind kind, DateTimeOffset from, int days, AnswerClock clock)
    {
        var work = clock.Days(days);
        var due = clock.Due(from, work);
        return new()
        {
            EnquiryId = enquiry,
            Kind = kind,
            StartedAt = from,
            Work = work,
            PromisedFor = due,
            DueAt = due,
            CallAt = clock.Due(from, work / 2),
        };
    }

    /// <summary>Works out anew when it is due and when somebody must be told.</summary>
    internal void Settle(AnswerClock clock, IReadOnlyCollection<Stretch> pauses, bool isPaused)
    {
        if (!IsOwed || isPaused)
        {
            CallAt = null;
            return;
        }
        DueAt = clock.Due(StartedAt, Work, pauses);
        CallAt = NextCall(clock, pauses);
    }

    /// <summary>Half time, then the moment when it is due, then each working day at that hour.</summary>
    internal DateTimeOffset NextCall(AnswerClock clock, IReadOnlyCollection<Stretch> pauses) =>
        RemindedAt is null && Escalations == 0 ? clock.Due(StartedAt, Work / 2, pauses)
        : Escalations == 0 ? DueAt
        : clock.Due(DueAt, clock.Days(Escalations));
}

/// <summary>From when until when the investor owed an answer; without an end while it is still so.</summary>
public sealed class EnquiryPause
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid EnquiryId { get; init; }
    public required DateTimeOffset From { get; init; }
    public DateTimeOffset? Until { get; set; }
}

internal sealed class AnswerPromiseMapping : IEntityTypeConfiguration<AnswerPromise>
{
    public void Configure(EntityTypeBuilder<AnswerPromise> promise)
    {
        promise.ToTable("answer_promises");
        promise.Property(p => p.Id).ValueGeneratedNever();
        promise.Property(p => p.Kind).HasConversion<string>().HasMaxLength(20);
        promise.HasOne(p => p.Enquiry).WithMany(e => e.Promises).HasForeignKey(p => p.EnquiryId).OnDelete(DeleteBehavior.Cascade);
        promise.HasIndex(p => p.StartedAt);
    }
}

internal sealed class EnquiryPauseMapping : IEntityTypeConfiguration<EnquiryPause>
{
    public void Configure(EntityTypeBuilder<EnquiryPause> pause)
    {
        pause.ToTable("enquiry_pauses");
        pause.Property(p => p.Id).ValueGeneratedNever();
        pause.HasOne<Enquiry>().WithMany(e => e.Pauses).HasForeignKey(p => p.EnquiryId).OnDelete(DeleteBehavior.Cascade);
    }
}
