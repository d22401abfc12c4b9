using Matchmaking.Web.Features.Organisations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Account;

/// <summary>Somebody with an account: an investor (member of an organisation), a staff member or an administrator.</summary>
public sealed class Person : IdentityUser<Guid>
{
    public const int NameLength = 200;

    public Person() => Id = Guid.CreateVersion7();

    /// <summary>The name as its owner writes it, in one field and in the owner's order; never split into first and last.</summary>
    public string FullName { get; set; } = "";

    /// <summary>A code of <see cref="Languages.Language.All"/>; mails are written in it.</summary>
    public required string Language { get; set; }

    /// <summary>Null for staff and administrators.</summary>
    public Guid? OrganisationId { get; set; }
    public Organisation? Organisation { get; set; }

    /// <summary>Which wording of the consent was agreed to, in which language, when and from where (PIPL art. 14 and 39).</summary>
    public string? ConsentVersion { get; set; }
    public string? ConsentLanguage { get; set; }
    public DateTimeOffset? ConsentAt { get; set; }
    public string? ConsentAddress { get; set; }

    /// <summary>Since when the person wants no alerts at all; null while alerts are welcome.</summary>
    public DateTimeOffset? AlertsStoppedAt { get; set; }

    /// <summary>Until when alerts are held back, to be told of together afterwards; null while they are not.</summary>
    public DateTimeOffset? AlertsPausedUntil { get; set; }

    /// <summary>An IANA name, for the hour of digests; null: the time of the organisation's country.</summary>
    public string? TimeZone { get; set; }

    /// <summary>The last thing that only a person does: signing in, an answer, a changed setting. Opening a link is not one, since machines do it too.</summary>
    public DateTimeOffset? LastSignOfLifeAt { get; set; }

    /// <summary>When the person was asked whether alerts are still wanted; null when not, or answered.</summary>
    public DateTimeOffset? AskedToKeepAt { get; set; }

    /// <summary>Demo data, shown as a sample.</summary>
    public bool IsSample { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>An administrator has withdrawn the access; sessions, links and mails end with it.</summary>
    public bool IsDisabled => LockoutEnd == DateTimeOffset.MaxValue;
}

public static class PersonQueries
{
    /// <summary>Those whose access was not withdrawn.</summary>
    public static IQueryable<Person> Active(this IQueryable<Person> people) =>
        people.Where(person => person.LockoutEnd == null || person.LockoutEnd != DateTimeOffset.MaxValue);
}

/// <summary>The roles, as they stand in the table of roles.</summary>
public static class Role
{
    public const string Investor = "investor";
    public const string Staff = "staff";
    public const string Administrator = "administrator";
    /// <summary>Both roles of the desk, for <c>[Authorize(Roles = …)]</c>.</summary>
    public const string Desk = Staff + "," + Administrator;
    public static IReadOnlyList<string> All { get; } = [Investor, Staff, Administrator];
}

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        person.Property(p => p.FullName).HasMaxLength(Person.NameLength);
        person.Property(p => p.Language).HasMaxLength(10);
        person.Property(p => p.TimeZone).HasMaxLength(64);
        person.Property(p => p.ConsentVersion).HasMaxLength(20);
        person.Property(p => p.ConsentLanguage).HasMaxLength(10);
        person.Property(p => p.ConsentAddress).HasMaxLength(64);
        person.HasOne(p => p.Organisation).WithMany(o => o.Members).HasForeignKey(p => p.OrganisationId).OnDelete(DeleteBehavior.Restrict);
    }
}
