using Matchmaking.Matching;
using Matchmaking.Matching.Companies;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Organisations;

public enum NameKind
{
    /// <summary>As it stands in a register of companies.</summary>
    Official,

    /// <summary>A short form, an abbreviation, an earlier name, or another spelling.</summary>
    Alias,
}

/// <summary>A name by which an organisation is known, in one language.</summary>
public sealed class OrganisationName
{
    public const int KeyLength = 400;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; set; }
    public Organisation? Organisation { get; set; }
    public required string Text { get; init; }

    /// <summary>Folded, with its legal form; a certain one belongs to one organisation only.</summary>
    public required string Whole { get; init; }

    /// <summary>See <see cref="CompanyName.Key"/>.</summary>
    public required string Key { get; init; }

    /// <summary>A code of <see cref="Language.All"/>; null where it is the same in all, as BYD is.</summary>
    public string? Language { get; init; }
    public required NameKind Kind { get; init; }

    /// <summary>
    /// Whether the desk stands behind it. Names in imported files are found by certain names only; what an organisation says of itself
    /// is not certain until somebody of the desk has looked.
    /// </summary>
    public bool IsCertain { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// A folded name as it is kept: one character may become eighteen when it is folded, and a name of such ones is still no fault.
    /// </summary>
    public static string KeyOf(string folded) => CleanText.Cut(folded, KeyLength).TrimEnd();

    /// <summary>A row for a name. The text is taken as <see cref="CleanText.Line(string?)"/> leaves it.</summary>
    public static OrganisationName Of(Guid organisation, string text, NameKind kind, bool certain, DateTimeOffset now)
    {
        var name = CompanyName.Of(CleanText.Line(text));
        return new()
        {
            OrganisationId = organisation,
            Text = name.Written,
            Whole = KeyOf(name.Whole),
            Key = KeyOf(name.Key),
            Kind = kind,
            IsCertain = certain,
            CreatedAt = now,
            Language =
                name.Whole.Split(' ').Any(FoldedText.StartsInHan) ? Languages.Language.Chinese
                : name.Whole.Contains(' ', StringComparison.Ordinal) ? Languages.Language.English
                : null,
        };
    }
}

internal sealed class OrganisationNameMapping : IEntityTypeConfiguration<OrganisationName>
{
    public void Configure(EntityTypeBuilder<OrganisationName> name)
    {
        name.ToTable("organisation_names");
        name.Property(n => n.Text).HasMaxLength(Organisation.NameLength);
        name.Property(n => n.Whole).HasMaxLength(OrganisationName.KeyLength);
        name.Property(n => n.Key).HasMaxLength(OrganisationName.KeyLength);
        name.Property(n => n.Language).HasMaxLength(10);
        name.Property(n => n.Kind).HasConversion<string>().HasMaxLength(10);
        name.HasOne(n => n.Organisation).WithMany(o => o.Names).HasForeignKey(n => n.OrganisationId);
        name.HasIndex(n => n.Whole).IsUnique().HasFilter("is_certain");
        name.HasIndex(n => n.Key);
    }
}
