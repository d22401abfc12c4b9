using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Account;

/// <summary>How somebody of the desk hears of what is new in the inbox.</summary>
public enum InboxMail
{
    AtOnce,

    /// <summary>One list each working morning.</summary>
    Morning,
    Never,
}

/// <summary>Somebody with an account: an investor (member of an organisation), a staff member or an administrator.</summary>
public sealed class Person : IdentityUser<Guid>
{
    public const int NameLength = 200;

    public Person() => Id = Guid.CreateVersion7();

    /// <summary>The name as its owner writes it, in one field and in the owner's order; never split into first and last.</summary>
    public string FullName { get; set; } = "";

    /// <summary>What others call this person: the name, else the address. Computed by the database, so it is there after saving.</summary>
    public string DisplayName { get; private set; } = "";

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

    /// <summary>
    /// The last thing that only a person does: signing in, an answer, a changed setting. Opening a link is not
    /// one, since machines do it too.
    /// </summary>
    public DateTimeOffset? LastSignOfLifeAt { get; set; }

    /// <summary>When the person was asked whether alerts are still wanted; null when not, or answered.</summary>
    public DateTimeOffset? AskedToKeepAt { get; set; }

    /// <summary>Heads the desk: hears of what is late.</summary>
    public bool IsHead { get; set; }

    /// <summary>How somebody of the desk hears of what is new in the inbox.</summary>
    public InboxMail InboxMail { get; set; }

    /// <summary>Demo data, shown as a sample.</summary>
    public bool IsSample { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>An administrator has withdrawn the access; sessions, links and mails end with it.</summary>
    public bool IsDisabled => LockoutEnd == DateTimeOffset.MaxValue;

    /// <summary>
    /// Has chosen a password, or proven the address otherwise: whoever was invited and has done neither is let in by the invitation alone.
    /// </summary>
    public bool HasJoined => PasswordHash is not null || EmailConfirmed;

    /// <summary>Takes the access away. Whoever saves it gives the person a new security stamp, which ends sessions and links.</summary>
    public void Disable() => (LockoutEnabled, LockoutEnd) = (true, DateTimeOffset.MaxValue);

    /// <summary>Gives the access back.</summary>
    public void Restore() => LockoutEnd = null;

    /// <summary>A mail to this person, in this person's language.</summary>
    /// <param name="kind">Which <see cref="IMailTemplate"/> writes it.</param>
    /// <param name="provider">Of the address.</param>
    /// <param name="now">When it was caused; it may go out at once.</param>
    /// <param name="priority">0 before 1 before 2.</param>
    public OutgoingMail NewMail(string kind, ProviderGroup provider, DateTimeOffset now, int priority = 0) =>
        new()
        {
            Kind = kind,
            PersonId = Id,
            ToAddress = Email!,
            Language = Language,
            Provider = provider,
            Priority = priority,
            CreatedAt = now,
            NotBefore = now,
        };
}

public static class PersonQueries
{
    /// <summary>Those whose access was not withdrawn.</summary>
    public static IQueryable<Person> Active(this IQueryable<Person> people) =>
        people.Where(person => person.LockoutEnd == null || person.LockoutEnd != DateTimeOffset.MaxValue);

    /// <summary>What the desk calls somebody: the name, else the address; null when the account is gone.</summary>
    public static Task<string?> NameOfAsync(this MatchmakingDb db, Guid? personId, CancellationToken cancel) =>
        db.Users.Where(person => person.Id == personId).Select(person => person.DisplayName).SingleOrDefaultAsync(cancel);

    /// <summary>Notes something that only a person does, so that nobody is asked whether alerts are still wanted.</summary>
    public static Task NoteSignOfLifeAsync(this MatchmakingDb db, Guid personId, DateTimeOffset now, CancellationToken cancel) =>
        db
            .Users.Active()
            .Where(person => person.Id == personId)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(person => person.LastSignOfLifeAt, now)
                        .SetProperty(person => person.AskedToKeepAt, (DateTimeOffset?)null),
                cancel
            );
}

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        person.Property(p => p.FullName).HasMaxLength(Person.NameLength);
        person.Property(p => p.DisplayName).HasComputedColumnSql("coalesce(nullif(full_name, ''), email, '')", stored: true);
        person.Ignore(p => p.HasJoined);
        person.Property(p => p.Language).HasMaxLength(10);
        person.Property(p => p.InboxMail).HasConversion<string>().HasMaxLength(10).HasDefaultValue(InboxMail.AtOnce);
        person.Property(p => p.TimeZone).HasMaxLength(64);
        person.Property(p => p.ConsentVersion).HasMaxLength(20);
        person.Property(p => p.ConsentLanguage).HasMaxLength(10);
        person.Property(p => p.ConsentAddress).HasMaxLength(64);
        person.HasMany<OutgoingMail>().WithOne().HasForeignKey(mail => mail.PersonId).OnDelete(DeleteBehavior.Cascade);
        person.HasOne(p => p.Organisation).WithMany(o => o.Members).HasForeignKey(p => p.OrganisationId).OnDelete(DeleteBehavior.Restrict);
    }
}
