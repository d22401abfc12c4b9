using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Organisations;

/// <summary>Somebody of an organisation whom the desk calls. Private to the desk; erased with a click.</summary>
public sealed class ContactPerson
{
    public const int NameLength = 200,
        RoleLength = 100,
        PhoneLength = 40,
        AddressLength = 300;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; set; }
    public Organisation? Organisation { get; init; }

    /// <summary>In the order of its language; one field, as everywhere.</summary>
    public required string Name { get; set; }

    /// <summary>What the person does there, in anybody's words; empty for unknown, as the others below.</summary>
    public string Role { get; set; } = "";
    public string Phone { get; set; } = "";
    public string WeChat { get; set; } = "";
    public string Email { get; set; } = "";

    /// <summary>Where to visit or write to.</summary>
    public string Address { get; set; } = "";
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>For a telephone link: digits and a plus sign; empty when there are none.</summary>
    public string Dialled => new([.. Phone.Where((c, i) => char.IsAsciiDigit(c) || (c == '+' && i == 0))]);
}

/// <summary>What somebody of the desk wrote down about an organisation.</summary>
public enum OrganisationEntryKind
{
    /// <summary>They talked, by telephone or WeChat.</summary>
    Call,
    Note,
}

/// <summary>A call or a note. Nobody rewrites it; the desk alone reads it.</summary>
public sealed class OrganisationEntry
{
    public const int TextLength = 4000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; set; }
    public Organisation? Organisation { get; init; }
    public required OrganisationEntryKind Kind { get; init; }

    /// <summary>When they talked, or when it was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who of the desk; null when that account is gone.</summary>
    public Guid? ById { get; init; }
    public Person? By { get; init; }

    /// <summary>With whom, by the name of then; empty for a note, and when nobody was named.</summary>
    public required string With { get; init; }
    public required string Text { get; init; }
}

internal sealed class ContactPersonMapping : IEntityTypeConfiguration<ContactPerson>
{
    public void Configure(EntityTypeBuilder<ContactPerson> person)
    {
        person.ToTable("organisation_contacts");
        person.Property(p => p.Name).HasMaxLength(ContactPerson.NameLength);
        person.Property(p => p.Role).HasMaxLength(ContactPerson.RoleLength);
        person.Property(p => p.Phone).HasMaxLength(ContactPerson.PhoneLength);
        person.Property(p => p.WeChat).HasMaxLength(ContactPerson.PhoneLength);
        person.Property(p => p.Email).HasMaxLength(EmailInput.Length);
        person.Property(p => p.Address).HasMaxLength(ContactPerson.AddressLength);
        person.HasOne(p => p.Organisation).WithMany(o => o.Contacts).HasForeignKey(p => p.OrganisationId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class OrganisationEntryMapping : IEntityTypeConfiguration<OrganisationEntry>
{
    public void Configure(EntityTypeBuilder<OrganisationEntry> entry)
    {
        entry.ToTable("organisation_entries");
        entry.Property(e => e.Kind).HasConversion<string>().HasMaxLength(10);
        entry.Property(e => e.With).HasMaxLength(ContactPerson.NameLength);
        entry.Property(e => e.Text).HasMaxLength(OrganisationEntry.TextLength);
        entry.HasOne(e => e.Organisation).WithMany().HasForeignKey(e => e.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        entry.HasOne(e => e.By).WithMany().HasForeignKey(e => e.ById).OnDelete(DeleteBehavior.SetNull);
        entry.HasIndex(e => new
        {
            e.OrganisationId,
            e.At,
            e.Id,
        });
    }
}
