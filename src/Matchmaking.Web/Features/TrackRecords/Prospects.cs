using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.TrackRecords;

/// <summary>Makes organisations that nobody has an account for.</summary>
internal static class Prospects
{
    /// <summary>With all names that the product knows by heart.</summary>
    public static Organisation Of(Company company, DateTimeOffset now, Guid? id = null)
    {
        var organisation = new Organisation
        {
            Id = id ?? Guid.CreateVersion7(),
            Name = company.En,
            Country = company.Country,
            CreatedAt = now,
        };
        foreach (
            var name in company
                .Names.Select(text =>
                    Certain(organisation, text, text == company.En || text == company.Zh ? NameKind.Official : NameKind.Alias, now)
                )
                .DistinctBy(name => name.Whole)
        )
            organisation.Names.Add(name);
        return organisation;
    }

    /// <summary>With the one name that is known of it.</summary>
    public static Organisation Named(string name, string country, DateTimeOffset now, Guid? id = null)
    {
        var organisation = new Organisation
        {
            Id = id ?? Guid.CreateVersion7(),
            Name = name,
            Country = country,
            CreatedAt = now,
        };
        organisation.Names.Add(Certain(organisation, name, NameKind.Official, now));
        return organisation;
    }

    private static OrganisationName Certain(Organisation organisation, string text, NameKind kind, DateTimeOffset now) =>
        OrganisationName.Of(organisation.Id, text, kind, certain: true, now);
}
