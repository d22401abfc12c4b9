using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Enquiries.Letters;

/// <summary>Why a mail waits for a person.</summary>
public enum LetterDoubt
{
    /// <summary>It answers no enquiry.</summary>
    NoEnquiry,

    /// <summary>It uses the address of an enquiry, and its sender is nobody of that enquiry.</summary>
    UnknownSender,

    /// <summary>Our mail server has found that it is not from whom it names.</summary>
    NotProven,

    /// <summary>It has neither words nor files: whoever sent it may have meant to write.</summary>
    Nothing,
}

/// <summary>What has become of it.</summary>
public enum LetterState
{
    Waiting,

    /// <summary>It is a message of an enquiry now.</summary>
    Taken,

    /// <summary>Nobody need answer it.</summary>
    Discarded,
}

/// <summary>A mail that a person of the desk looks at before anything follows from it. Kept whole, so that nothing of it is lost.</summary>
public sealed class IncomingLetter
{
    public const int NameLength = 200,
        SubjectLength = 200;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The same mail is kept once.</summary>
    public required string MailKey { get; init; }

    /// <summary>As the mail claims; null when it names nobody.</summary>
    public string? Address { get; init; }
    public required string Name { get; init; }
    public required string Subject { get; init; }

    /// <summary>What is new in it.</summary>
    public required string Text { get; init; }

    /// <summary>What it quotes, and its signature.</summary>
    public string? Folded { get; init; }
    public required LetterDoubt Doubt { get; init; }

    /// <summary>The enquiry whose address it uses; null for none.</summary>
    public Guid? EnquiryId { get; set; }
    public Enquiry? Enquiry { get; set; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public LetterState State { get; private set; }
    public Guid? ById { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>How many files hang on it.</summary>
    public int Files { get; init; }

    /// <summary>It belongs to an enquiry. False when somebody has dealt with it already.</summary>
    public bool Take(Guid enquiry, Guid by, DateTimeOffset now)
    {
        if (State != LetterState.Waiting)
            return false;
        (EnquiryId, State, ById, DoneAt) = (enquiry, LetterState.Taken, by, now);
        return true;
    }

    /// <summary>Nobody need answer it. False when somebody has dealt with it already.</summary>
    public bool Discard(Guid by, DateTimeOffset now)
    {
        if (State != LetterState.Waiting)
            return false;
        (State, ById, DoneAt) = (LetterState.Discarded, by, now);
        return true;
    }
}

/// <summary>The mail itself, apart, so that no list reads it.</summary>
public sealed class IncomingLetterContent
{
    public required Guid LetterId { get; init; }
    public required byte[] Bytes { get; init; }
}

internal sealed class IncomingLetterMapping : IEntityTypeConfiguration<IncomingLetter>
{
    public void Configure(EntityTypeBuilder<IncomingLetter> letter)
    {
        letter.ToTable("incoming_letters");
        letter.Property(l => l.MailKey).HasMaxLength(64);
        letter.Property(l => l.Address).HasMaxLength(EmailInput.Length);
        letter.Property(l => l.Name).HasMaxLength(IncomingLetter.NameLength);
        letter.Property(l => l.Subject).HasMaxLength(IncomingLetter.SubjectLength);
        letter.Property(l => l.Text).HasMaxLength(EnquiryMessage.FoldedLength);
        letter.Property(l => l.Folded).HasMaxLength(EnquiryMessage.FoldedLength);
        letter.Property(l => l.Doubt).HasConversion<string>().HasMaxLength(20);
        letter.Property(l => l.State).HasConversion<string>().HasMaxLength(20);
        letter.HasIndex(l => l.MailKey).IsUnique();
        letter.HasIndex(l => l.ReceivedAt);
        letter.HasOne(l => l.Enquiry).WithMany().HasForeignKey(l => l.EnquiryId).OnDelete(DeleteBehavior.SetNull);
        letter.HasOne<Person>().WithMany().HasForeignKey(l => l.ById).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class IncomingLetterContentMapping : IEntityTypeConfiguration<IncomingLetterContent>
{
    public void Configure(EntityTypeBuilder<IncomingLetterContent> content)
    {
        content.ToTable("incoming_letter_contents");
        content.HasKey(c => c.LetterId);
        content.HasOne<IncomingLetter>().WithOne().HasForeignKey<IncomingLetterContent>(c => c.LetterId).OnDelete(DeleteBehavior.Cascade);
    }
}
