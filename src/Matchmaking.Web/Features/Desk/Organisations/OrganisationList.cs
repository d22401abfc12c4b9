using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Lists;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations;

/// <summary>A row of the desk's list of organisations.</summary>
/// <param name="Id">Of the organisation.</param>
/// <param name="Name">As it is shown.</param>
/// <param name="OtherName">A name in another script, for the eye.</param>
/// <param name="Parent">Name of the parent.</param>
/// <param name="Country">Its code.</param>
/// <param name="IsSample">Demo data.</param>
/// <param name="Members">People with an account; a prospect has none.</param>
/// <param name="Deals">Its own, without its children's.</param>
/// <param name="Mandates">Living ones.</param>
public sealed record OrganisationRow(
    Guid Id,
    string Name,
    string? OtherName,
    string? Parent,
    string Country,
    bool IsSample,
    int Members,
    int Deals,
    int Mandates
);

/// <summary>
/// An organisation with an account whose name is certainly another one's, which has no account: perhaps they are the same.
/// </summary>
public sealed record SameName(Guid Id, string Name, Guid KnownId, string KnownName);

/// <summary>What the list is filtered by: the query string of its page.</summary>
public sealed class OrganisationFilter
{
    /// <summary>Part of any name.</summary>
    public string? Q { get; set; }

    /// <summary>"account", "prospect" or "contractor" (offers work or goods); anything else for all.</summary>
    public string? Kind { get; set; }

    /// <summary>The last row of the page before.</summary>
    public Guid? After { get; set; }

    /// <summary>The rows of all pages, without regard to the kind.</summary>
    public IQueryable<Organisation> Apply(IQueryable<Organisation> organisations)
    {
        Q = CleanText.Line(Q, LikePattern.Longest);
        if (LikePattern.Containing(Q) is not { } like)
            return organisations.Living();
        var key = "%" + Matchmaking.Matching.FoldedText.Of(Q).Words + "%";
        return organisations
            .Living()
            .Where(o =>
                EF.Functions.ILike(o.Name, like)
                || o.Names.Any(n => EF.Functions.ILike(n.Text, like) || (key != "%%" && EF.Functions.Like(n.Whole, key)))
            );
    }

    /// <summary>Those of one kind.</summary>
    public static IQueryable<Organisation> OfKind(IQueryable<Organisation> organisations, string? kind) =>
        kind switch
        {
            "account" => organisations.Where(o => o.Members.Any()),
            "prospect" => organisations.Where(o => !o.Members.Any() && o.Country != Organisation.HostCountry),
            "contractor" => organisations.Where(o => o.Intent == EnquiryIntent.ContractWork || o.Intent == EnquiryIntent.SellGoods),
            _ => organisations,
        };
}

public static class OrganisationList
{
    public static IQueryable<OrganisationRow> Rows(this IQueryable<Organisation> organisations, MatchmakingDb db) =>
        organisations.Select(o => new OrganisationRow(
            o.Id,
            o.Name,
            o.Names.Where(n => n.Text != o.Name && n.Kind == NameKind.Official).OrderBy(n => n.Id).Select(n => n.Text).FirstOrDefault(),
            o.Parent!.Name,
            o.Country,
            o.IsSample,
            o.Members.Count,
            db.Deals.Count(d => d.OrganisationId == o.Id),
            db.Mandates.Count(m => m.OrganisationId == o.Id && m.ArchivedAt == null)
        ));

    /// <summary>Organisations with a confirmed account that may be a prospect; of all, or of one.</summary>
    public static IQueryable<SameName> SameNames(this MatchmakingDb db, Guid? one = null) =>
        from organisation in db.Organisations.Living()
        where organisation.NameKey != "" && organisation.Members.Any(member => member.EmailConfirmed)
        join name in db.OrganisationNames on organisation.NameKey equals name.Key
        where
            name.IsCertain
            && name.OrganisationId != organisation.Id
            && !name.Organisation!.Members.Any()
            && (one == null || organisation.Id == one || name.OrganisationId == one)
        orderby organisation.Id descending
        select new SameName(organisation.Id, organisation.Name, name.OrganisationId, name.Organisation!.Name);
}
