using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>How far an enquiry has come, in the order of its way; the last four are ends.</summary>
public enum EnquiryState
{
    /// <summary>Nobody of the desk has written yet.</summary>
    New,

    /// <summary>A person of the desk has written.</summary>
    Acknowledged,

    /// <summary>The desk has found that it is worth going on with.</summary>
    Qualified,

    /// <summary>Investor and promoter know each other.</summary>
    Introduced,

    /// <summary>They meet, or a visit is agreed.</summary>
    Visit,
    Negotiation,
    Signed,

    /// <summary>The desk does not go on with it, and has said why.</summary>
    Declined,

    /// <summary>The investor owed an answer and gave none.</summary>
    Expired,

    /// <summary>The investor took it back before it was answered.</summary>
    Withdrawn,
}

/// <summary>By which way it came.</summary>
public enum EnquiryChannel
{
    Site,
    AlertMail,
    Fits,
    Mail,
    Telephone,
    WeChat,
    Visit,
}

/// <summary>How pressing it is; the clock is the same for all.</summary>
public enum EnquiryPriority
{
    Low,
    Normal,
    High,
}

/// <summary>
/// What somebody asks the agency: about a listing, a sector, a place, or nothing in particular yet. It has an owner on the desk and answers
/// that are promised for a time. Private: its investor's organisation and the desk see it, nobody else.
/// </summary>
public sealed partial class Enquiry
{
    public const int NameLength = 200,
        NextStepLength = 300,
        PhoneLength = 40;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What people call it by; counted by the database from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The listing that it is about, if any.</summary>
    public Guid? OpportunityId { get; set; }
    public Opportunity? Opportunity { get; set; }

    /// <summary>The sector that it is about: of the listing, or chosen; null for none.</summary>
    public string? Sector { get; set; }

    /// <summary>The region, city, district or zone that it is about; null for none.</summary>
    public string? Place { get; set; }

    /// <summary>The mandate in whose match the question was asked.</summary>
    public Guid? MandateId { get; set; }
    public Mandate? Mandate { get; set; }

    /// <summary>For whom it is asked; null when the desk knows no organisation for it.</summary>
    public Guid? OrganisationId { get; set; }
    public Organisation? Organisation { get; set; }

    /// <summary>Who asks; null for somebody without an account, and when the account is gone.</summary>
    public Guid? PersonId { get; set; }
    public Person? Person { get; set; }

    /// <summary>Whom to answer, as said when it was asked.</summary>
    public required string ContactName { get; set; }
    public required string Company { get; set; }
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public string? WeChat { get; set; }

    /// <summary>The investor's; mails about it and its templates are in it.</summary>
    public required string Language { get; set; }
    public EnquiryIntent Intent { get; set; }
    public required EnquiryChannel Channel { get; init; }

    /// <summary>The ready question that was chosen, a code of <see cref="ReadyQuestions"/>; null when it was written freely.</summary>
    public string? Question { get; init; }

    /// <summary>How much the investor thinks of, in <see cref="Currency"/>; null for what was not said.</summary>
    public decimal? AmountFrom { get; set; }
    public decimal? AmountTo { get; set; }
    public string? Currency { get; set; }
    public EnquiryPriority Priority { get; set; } = EnquiryPriority.Normal;
    public EnquiryState State { get; private set; }

    /// <summary>Who of the desk has to see to it; null only while the desk has nobody.</summary>
    public Guid? OwnerId { get; private set; }
    public Person? Owner { get; private set; }

    /// <summary>Whose it is when its owner stands in for somebody who is away; null otherwise.</summary>
    public Guid? CoveredForId { get; private set; }

    /// <summary>What comes next, as a person of the desk has said it; null while nobody has.</summary>
    public string? NextStep { get; private set; }

    /// <summary>
    /// By which day in Baku: of the step that was said; without one, when its owner checks back. Null while an answer is owed, which then
    /// comes next, and when it has ended.
    /// </summary>
    public DateOnly? NextStepOn { get; private set; }

    /// <summary>When it came, by whatever way; the clock counts from here.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Who of the desk wrote it down; null when the investor did.</summary>
    public Guid? EnteredById { get; init; }

    /// <summary>When the next answer is due; null while none is owed, or the clock stands.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>When somebody must be reminded next; null when nobody.</summary>
    public DateTimeOffset? CallAt { get; private set; }

    /// <summary>Since when the investor owes an answer; null while not.</summary>
    public DateTimeOffset? PausedAt { get; private set; }

    /// <summary>When the investor was last asked, while an answer is owed from there; null while not.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    /// <summary>When anything was last said or done.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Made up for demonstration; shown as a sample.</summary>
    public bool IsSample { get; init; }
    public uint Version { get; set; }

    public List<EnquiryMessage> Messages { get; } = [];
    public List<AnswerPromise> Promises { get; } = [];
    public List<EnquiryPause> Pauses { get; } = [];
    public List<EnquiryEvent> History { get; } = [];
    public List<EnquiryWatcher> Watchers { get; } = [];

    /// <summary>Whether it may still become an investment.</summary>
    public bool IsOpen => State < EnquiryState.Signed;

    /// <summary>How far it has come and what is planned, as a form that is sent later says what it was opened with.</summary>
    public string Standing => $"{State}/{NextStepOn:yyyy-MM-dd}/{NextStep}";

    /// <summary>Whether all that was promised was kept: nothing is owed, and nothing ended without an answer.</summary>
    public bool IsAnswered =>
        Promises.All(promise => promise.KeptAt is not null || promise.Kind == PromiseKind.FollowUp && !promise.IsOwed);

    /// <summary>Work or goods are offered, and no investment: a queue of its own.</summary>
    public bool IsContract => Intent is EnquiryIntent.ContractWork or EnquiryIntent.SellGoods;

    /// <summary>It tells of a suspicious demand, and asks nothing: pressing, whatever else it says.</summary>
    public bool IsReport => Question == ReadyQuestions.Report;

    /// <summary>The amount in whole dollars that decides how pressing it is; null when none was said.</summary>
    public decimal? Value(ReferenceData reference) =>
        reference.InDollars(AmountFrom, AmountTo, Currency) is { } dollars ? dollars.To ?? dollars.From : null;
}

/// <summary>Somebody of the desk who hears of an enquiry too.</summary>
public sealed class EnquiryWatcher
{
    public required Guid EnquiryId { get; init; }
    public required Guid PersonId { get; init; }
    public Person? Person { get; init; }
}

internal sealed class EnquiryMapping : IEntityTypeConfiguration<Enquiry>
{
    internal const string Numbers = "enquiry_numbers";

    public void Configure(EntityTypeBuilder<Enquiry> enquiry)
    {
        enquiry.Property(e => e.Number).HasDefaultValueSql($"nextval('{Numbers}')");
        enquiry.HasIndex(e => e.Number).IsUnique();
        enquiry.Property(e => e.Sector).HasMaxLength(40);
        enquiry.Property(e => e.Place).HasMaxLength(40);
        enquiry.Property(e => e.ContactName).HasMaxLength(Enquiry.NameLength);
        enquiry.Property(e => e.Company).HasMaxLength(Organisation.NameLength);
        enquiry.Property(e => e.Email).HasMaxLength(EmailInput.Length);
        enquiry.Property(e => e.Phone).HasMaxLength(Enquiry.PhoneLength);
        enquiry.Property(e => e.WeChat).HasMaxLength(Enquiry.PhoneLength);
        enquiry.Property(e => e.Language).HasMaxLength(10);
        enquiry.Property(e => e.Question).HasMaxLength(20);
        enquiry.Property(e => e.Intent).HasConversion<string>().HasMaxLength(20);
        enquiry.Property(e => e.Channel).HasConversion<string>().HasMaxLength(20);
        enquiry.Property(e => e.Priority).HasConversion<string>().HasMaxLength(10);
        enquiry.Property(e => e.State).HasConversion<string>().HasMaxLength(20);
        enquiry.Property(e => e.AmountFrom).HasPrecision(18, 2);
        enquiry.Property(e => e.AmountTo).HasPrecision(18, 2);
        enquiry.Property(e => e.Currency).HasMaxLength(3);
        enquiry.Property(e => e.NextStep).HasMaxLength(Enquiry.NextStepLength);
        enquiry.Property(e => e.Version).IsRowVersion();
        enquiry.HasOne(e => e.Opportunity).WithMany().HasForeignKey(e => e.OpportunityId).OnDelete(DeleteBehavior.Restrict);
        enquiry.HasOne(e => e.Mandate).WithMany().HasForeignKey(e => e.MandateId).OnDelete(DeleteBehavior.SetNull);
        enquiry.HasOne(e => e.Organisation).WithMany().HasForeignKey(e => e.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        enquiry.HasOne(e => e.Person).WithMany().HasForeignKey(e => e.PersonId).OnDelete(DeleteBehavior.SetNull);
        enquiry.HasOne(e => e.Owner).WithMany().HasForeignKey(e => e.OwnerId).OnDelete(DeleteBehavior.Restrict);
        enquiry.HasOne<Person>().WithMany().HasForeignKey(e => e.CoveredForId).OnDelete(DeleteBehavior.SetNull);
        enquiry.HasOne<Person>().WithMany().HasForeignKey(e => e.EnteredById).OnDelete(DeleteBehavior.SetNull);
        enquiry.HasIndex(e => new { e.OrganisationId, e.UpdatedAt });
        enquiry.HasIndex(e => e.Email);
        enquiry.HasIndex(e => new { e.UpdatedAt, e.Id });
        enquiry.HasIndex(e => e.ReceivedAt);
        enquiry.HasIndex(e => e.CallAt).HasFilter("call_at IS NOT NULL");
        enquiry.HasIndex(e => e.OwnerId);
    }
}

internal sealed class EnquiryWatcherMapping : IEntityTypeConfiguration<EnquiryWatcher>
{
    public void Configure(EntityTypeBuilder<EnquiryWatcher> watcher)
    {
        watcher.ToTable("enquiry_watchers");
        watcher.HasKey(w => new { w.EnquiryId, w.PersonId });
        watcher.HasOne<Enquiry>().WithMany(e => e.Watchers).HasForeignKey(w => w.EnquiryId).OnDelete(DeleteBehavior.Cascade);
        watcher.HasOne(w => w.Person).WithMany().HasForeignKey(w => w.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
