using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations;

/// <summary>A parent or child.</summary>
public sealed record OrganisationRelative(Guid Id, string Name, int Deals);

/// <summary>One of its names.</summary>
public sealed record OrganisationNameRow(Guid Id, string Text, NameKind Kind, bool IsCertain);

/// <summary>Another one that was merged into it.</summary>
public sealed record OrganisationMergeRow(Guid Id, string Name, DateTimeOffset At);

/// <summary>What stands about an organisation on its page.</summary>
public sealed record OrganisationView(
    Guid Id,
    string Name,
    string Country,
    bool IsSample,
    Guid? MergedIntoId,
    OrganisationRelative? Parent,
    IReadOnlyList<OrganisationRelative> Children,
    IReadOnlyList<OrganisationNameRow> Names,
    IReadOnlyList<string> Members,
    EnquiryIntent? Intent,
    string? RegistrationCode,
    string? Website,
    IReadOnlyList<ContactPerson> Contacts,
    IReadOnlyList<OrganisationMergeRow> Merges,
    int Deals
);

public static class OrganisationViews
{
    /// <summary>Null when there is none.</summary>
    public static async Task<OrganisationView?> OrganisationViewAsync(this MatchmakingDb db, Guid id, CancellationToken cancel) =>
        await db
            .Organisations.AsNoTracking()
            .AsSplitQuery()
            .Where(o => o.Id == id)
            .Select(o => new OrganisationView(
                o.Id,
                o.Name,
                o.Country,
                o.IsSample,
                o.MergedIntoId,
                o.Parent == null ? null : new(o.Parent.Id, o.Parent.Name, 0),
                o.Children.Where(c => c.MergedIntoId == null)
                    .OrderBy(c => c.Name)
                    .Select(c => new OrganisationRelative(c.Id, c.Name, db.Deals.Count(d => d.OrganisationId == c.Id)))
                    .ToList(),
                o.Names.OrderBy(n => n.Kind == NameKind.Official ? 0 : 1)
                    .ThenBy(n => n.Text)
                    .Select(n => new OrganisationNameRow(n.Id, n.Text, n.Kind, n.IsCertain))
                    .ToList(),
                o.Members.OrderBy(p => p.Email).Select(p => p.FullName == "" ? p.Email! : p.FullName + " · " + p.Email).ToList(),
                o.Intent,
                o.RegistrationCode,
                o.Website,
                o.Contacts.OrderBy(p => p.CreatedAt).ToList(),
                db.OrganisationMerges.Where(m => m.TargetId == o.Id && m.SplitAt == null)
                    .OrderByDescending(m => m.Id)
                    .Select(m => new OrganisationMergeRow(m.Id, m.Source!.Name, m.MergedAt))
                    .ToList(),
                db.Deals.Count(d => d.OrganisationId == o.Id)
            ))
            .SingleOrDefaultAsync(cancel);
}
