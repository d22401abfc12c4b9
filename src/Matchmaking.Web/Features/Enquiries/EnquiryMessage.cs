using Matchmaking.Web.Features.Account;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>Who says what to whom, and with it what it does to the clock.</summary>
public enum MessageKind
{
    /// <summary>The investor asks or tells: an answer is owed.</summary>
    Investor,

    /// <summary>The desk answers: what was promised is kept.</summary>
    Answer,

    /// <summary>The desk asks the investor: the clock stands until there is an answer.</summary>
    Question,

    /// <summary>The desk tells something else: the clock goes on.</summary>
    News,

    /// <summary>For the desk alone; never sent, never in what an investor is given.</summary>
    Note,
}

/// <summary>What was said in an enquiry. Nobody rewrites it; a translation may be added beside it.</summary>
public sealed class EnquiryMessage
{
    /// <summary>In characters.</summary>
    public const int TextLength = 8000,
        FoldedLength = 60_000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid EnquiryId { get; init; }
    public Enquiry? Enquiry { get; init; }
    public required MessageKind Kind { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Who wrote it; null when the account is gone, or there never was one.</summary>
    public Guid? AuthorId { get; init; }
    public Person? Author { get; init; }

    /// <summary>The name of who wrote it, as it was then.</summary>
    public required string AuthorName { get; init; }
    public required EnquiryChannel Via { get; init; }

    /// <summary>A code of <see cref="Languages.Language.All"/>, in which it is written as far as anybody said.</summary>
    public required string Language { get; init; }
    public required string Text { get; init; }

    /// <summary>What a reply by mail quotes and how it ends, kept apart and shown folded; null when there is nothing of it.</summary>
    public string? Folded { get; init; }

    /// <summary>What it says in a language of the desk, by somebody of it; null without one.</summary>
    public string? Translation { get; private set; }
    public string? TranslationLanguage { get; private set; }
    public Guid? TranslatedById { get; private set; }
    public Person? TranslatedBy { get; private set; }

    /// <summary>
    /// Sent as the template stands, with nothing of a person in it: it answers nothing, and keeps no promise.
    /// </summary>
    public bool IsTemplate { get; init; }

    /// <summary>The Message-ID of the mail that it came in, so that the same mail is taken in once; null when it came by no mail.</summary>
    public string? MailKey { get; init; }

    /// <summary>When the other side was first seen to have it open; null while it was not.</summary>
    public DateTimeOffset? ReadAt { get; private set; }
    public List<EnquiryFile> Files { get; } = [];

    /// <summary>Names of files that came with it and were not taken, each with the reason; usually none.</summary>
    public List<string> RefusedFiles { get; private set; } = [];

    /// <summary>The bytes of <see cref="Files"/> until they are saved; empty in what was read.</summary>
    internal List<EnquiryFileContent> Contents { get; } = [];

    /// <summary>Whether it is from the desk to the investor.</summary>
    public bool IsFromDesk => Kind is MessageKind.Answer or MessageKind.Question or MessageKind.News;

    /// <summary>Puts a translation beside it; empty takes it away.</summary>
    public void Translate(string text, string language, Guid by) =>
        (Translation, TranslationLanguage, TranslatedById) = text.Length == 0 ? (null, null, null) : (text, language, (Guid?)by);
}

/// <summary>A file of a message, kept in the database, so that every node, backup and erasure has it.</summary>
public sealed class EnquiryFile
{
    /// <summary>In bytes.</summary>
    public const int Largest = 20 * 1024 * 1024;
    public const int MostOfAMessage = 10,
        NameLength = 160;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid MessageId { get; init; }
    public EnquiryMessage? Message { get; init; }

    /// <summary>As its sender calls it, cleaned; with the extension that its content has.</summary>
    public required string Name { get; init; }

    /// <summary>By its content, never as its sender says.</summary>
    public required string ContentType { get; init; }
    public required int Size { get; init; }

    /// <summary>When a scanner found nothing in it; null when none is set.</summary>
    public DateTimeOffset? ScannedAt { get; init; }
}

/// <summary>The bytes of a file, apart, so that no list reads them.</summary>
public sealed class EnquiryFileContent
{
    public required Guid FileId { get; init; }
    public required byte[] Bytes { get; init; }
}

internal sealed class EnquiryMessageMapping : IEntityTypeConfiguration<EnquiryMessage>
{
    public void Configure(EntityTypeBuilder<EnquiryMessage> message)
    {
        message.ToTable("enquiry_messages");
        message.Property(m => m.Id).ValueGeneratedNever();
        message.Property(m => m.Kind).HasConversion<string>().HasMaxLength(10);
        message.Property(m => m.Via).HasConversion<string>().HasMaxLength(20);
        message.Property(m => m.Language).HasMaxLength(10);
        message.Property(m => m.TranslationLanguage).HasMaxLength(10);
        message.Property(m => m.AuthorName).HasMaxLength(Enquiry.NameLength);
        message.Property(m => m.Text).HasMaxLength(EnquiryMessage.TextLength);
        message.Property(m => m.Translation).HasMaxLength(EnquiryMessage.TextLength);
        message.Property(m => m.Folded).HasMaxLength(EnquiryMessage.FoldedLength);
        message.Ignore(m => m.Contents);
        message.Property(m => m.MailKey).HasMaxLength(64);
        message.HasIndex(m => new { m.EnquiryId, m.MailKey }).IsUnique().HasFilter("mail_key IS NOT NULL");
        message.HasIndex(m => new { m.EnquiryId, m.At });
        message.HasOne(m => m.Enquiry).WithMany(e => e.Messages).HasForeignKey(m => m.EnquiryId).OnDelete(DeleteBehavior.Cascade);
        message.HasOne(m => m.Author).WithMany().HasForeignKey(m => m.AuthorId).OnDelete(DeleteBehavior.SetNull);
        message.HasOne(m => m.TranslatedBy).WithMany().HasForeignKey(m => m.TranslatedById).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class EnquiryFileMapping : IEntityTypeConfiguration<EnquiryFile>
{
    public void Configure(EntityTypeBuilder<EnquiryFile> file)
    {
        file.ToTable("enquiry_files");
        file.Property(f => f.Id).ValueGeneratedNever();
        file.Property(f => f.Name).HasMaxLength(EnquiryFile.NameLength);
        file.Property(f => f.ContentType).HasMaxLength(100);
        file.HasOne(f => f.Message).WithMany(m => m.Files).HasForeignKey(f => f.MessageId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class EnquiryFileContentMapping : IEntityTypeConfiguration<EnquiryFileContent>
{
    public void Configure(EntityTypeBuilder<EnquiryFileContent> content)
    {
        content.ToTable("enquiry_file_contents");
        content.HasKey(c => c.FileId);
        content.HasOne<EnquiryFile>().WithOne().HasForeignKey<EnquiryFileContent>(c => c.FileId).OnDelete(DeleteBehavior.Cascade);
    }
}
