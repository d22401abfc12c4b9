using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Enquiries.Answers;

/// <summary>
/// A beginning for an answer, in three languages. What stands in double braces is filled in: <c>{{investor}}</c>, <c>{{listing}}</c>,
/// <c>{{number}}</c>, <c>{{officer}}</c> and <c>{{due}}</c> by the product, everything else by whoever answers.
/// </summary>
public sealed class AnswerTemplate
{
    public const int NameLength = 120,
        TextLength = 4000;

    /// <summary>What it may be.</summary>
    public static IReadOnlyList<MessageKind> Kinds { get; } = [MessageKind.Answer, MessageKind.Question, MessageKind.News];

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What a message that begins with it is: an answer, a question to the investor, or news of when the answer comes.</summary>
    public required MessageKind Kind { get; set; }
    public required Localized Name { get; set; }
    public required Localized Text { get; set; }
    public uint Version { get; set; }
}

/// <summary>What somebody of the desk has begun to write: it is there again on another device, and colleagues see that it is.</summary>
public sealed class AnswerDraft
{
    /// <summary>For how long somebody who wrote counts as writing.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    public required Guid EnquiryId { get; init; }
    public required Guid PersonId { get; init; }
    public Person? Person { get; init; }
    public required MessageKind Kind { get; set; }
    public required string Text { get; set; }

    /// <summary>By which way it is told; null for the usual one.</summary>
    public EnquiryChannel? Via { get; set; }

    /// <summary>What comes next, and by which day; null for what was not typed yet.</summary>
    public string? NextStep { get; set; }
    public DateOnly? NextStepOn { get; set; }

    /// <summary>The form that was sent last; null for none. The draft is empty then, until another form says something.</summary>
    public Guid? SentForm { get; set; }
    public required DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>Queries for drafts.</summary>
public static class AnswerDraftQueries
{
    /// <summary>Those in which something stands.</summary>
    public static IQueryable<AnswerDraft> Written(this IQueryable<AnswerDraft> drafts) =>
        drafts.Where(draft => draft.Text != "" || draft.NextStep != null || draft.NextStepOn != null);
}

internal sealed class AnswerTemplateMapping : IEntityTypeConfiguration<AnswerTemplate>
{
    public void Configure(EntityTypeBuilder<AnswerTemplate> template)
    {
        template.ToTable("answer_templates");
        template.ComplexProperty(t => t.Name, name => Columns(name, "name", AnswerTemplate.NameLength));
        template.ComplexProperty(t => t.Text, text => Columns(text, "text", AnswerTemplate.TextLength));
        template.Property(t => t.Kind).HasConversion<string>().HasMaxLength(10);
        template.Property(t => t.Version).IsRowVersion();
    }

    private static void Columns(ComplexPropertyBuilder<Localized> property, string name, int length)
    {
        property.Property(p => p.Zh).HasColumnName(name + "_zh").HasMaxLength(length);
        property.Property(p => p.Az).HasColumnName(name + "_az").HasMaxLength(length);
        property.Property(p => p.En).HasColumnName(name + "_en").HasMaxLength(length);
    }
}

internal sealed class AnswerDraftMapping : IEntityTypeConfiguration<AnswerDraft>
{
    public void Configure(EntityTypeBuilder<AnswerDraft> draft)
    {
        draft.ToTable("answer_drafts");
        draft.HasKey(d => new { d.EnquiryId, d.PersonId });
        draft.Property(d => d.Kind).HasConversion<string>().HasMaxLength(10);
        draft.Property(d => d.Text).HasMaxLength(EnquiryMessage.TextLength);
        draft.Property(d => d.Via).HasConversion<string>().HasMaxLength(10);
        draft.Property(d => d.NextStep).HasMaxLength(Enquiry.NextStepLength);
        draft.HasOne<Enquiry>().WithMany().HasForeignKey(d => d.EnquiryId).OnDelete(DeleteBehavior.Cascade);
        draft.HasOne(d => d.Person).WithMany().HasForeignKey(d => d.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
