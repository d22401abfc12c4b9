using System.Globalization;
using Matchmaking.Matching.Companies;
using Matchmaking.Web.Database;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Organisations;

/// <summary>
/// Finds organisations by name: by the certain names in the database first, then by the companies that the product knows by heart. Read
/// once for a page or an import; what was added since is not in it.
/// </summary>
public sealed class NameRegister
{
    private readonly CompanyRegister _here;
    private readonly CompanyRegister _known;
    private readonly Dictionary<string, Company> _companies;

    private NameRegister(IEnumerable<KnownCompany> here, ReferenceData reference)
    {
        _here = new(here);
        _known = new(reference.Companies.Select(company => new KnownCompany(company.Id, company.Names, company.Parent)));
        _companies = reference.Companies.ToDictionary(company => company.Id, StringComparer.Ordinal);
    }

    /// <summary>Reads all certain names.</summary>
    public static async Task<NameRegister> ReadAsync(MatchmakingDb db, ReferenceData reference, CancellationToken cancel)
    {
        var names = await db
            .OrganisationNames.AsNoTracking()
            .Where(name => name.IsCertain)
            .Select(name => new
            {
                name.OrganisationId,
                name.Text,
                Parent = name.Organisation!.ParentId,
            })
            .ToListAsync(cancel);
        return new(
            names
                .GroupBy(name => name.OrganisationId)
                .Select(group => new KnownCompany(
                    IdOf(group.Key),
                    [.. group.Select(name => name.Text)],
                    group.First().Parent is { } parent ? IdOf(parent) : null
                )),
            reference
        );
    }

    /// <summary>The organisation that a name certainly means; null when it means none that is here.</summary>
    public Guid? Find(string name) => Find(CompanyName.Of(name));

    /// <inheritdoc cref="Find(string)"/>
    public Guid? Find(CompanyName name) =>
        _here.Resolve(name) is { } found ? Guid.Parse(found.Id, CultureInfo.InvariantCulture)
        : Known(name) is { } company ? FindAny(company)
        : null;

    /// <summary>The company of the reference data that a name certainly means.</summary>
    public Company? Known(CompanyName name) => _known.Resolve(name) is { } found ? _companies[found.Id] : null;

    public Company Company(string id) => _companies[id];

    /// <summary>The organisation that has one of the company's names.</summary>
    public Guid? FindAny(Company company) =>
        company.Names.Select(name => _here.Resolve(name)).FirstOrDefault(found => found is not null) is { } here
            ? Guid.Parse(here.Id, CultureInfo.InvariantCulture)
            : null;

    /// <summary>Organisations whose names look like this one: for a person to confirm.</summary>
    public IReadOnlyList<(Guid Id, string Name)> Suggest(string name, int most = 3) =>
        [.. _here.Suggest(name, most).Select(found => (Guid.Parse(found.Id, CultureInfo.InvariantCulture), found.Name))];

    private static string IdOf(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);
}
