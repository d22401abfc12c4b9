using Matchmaking.Matching.Companies;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Imports.Deals;

/// <summary>
/// The organisation behind each name of a file. A name that means nobody who is here becomes a new organisation without account; the same
/// name, or another name of the same known company, means the same new one. Files do not say where an investor comes from: a new one that
/// is no known company gets the country that the desk has chosen.
/// </summary>
/// <param name="db">Where new organisations are added; null where nothing is to be written.</param>
/// <param name="book">Who is here, and who is known.</param>
/// <param name="report">Told of each.</param>
/// <param name="import">The file.</param>
/// <param name="country">Of new ones.</param>
/// <param name="now">Of new ones.</param>
internal sealed class InvestorFinder(
    MatchmakingDb? db,
    NameRegister book,
    ImportReport report,
    DealImport import,
    string country,
    DateTimeOffset now
)
{
    private readonly Dictionary<string, Guid> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid> _madeByKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid> _madeByCompany = new(StringComparer.Ordinal);

    /// <summary>Finds it, or adds it to what is pending in the database.</summary>
    public Guid Find(string written, int line)
    {
        if (_written.TryGetValue(written, out var seen))
            return seen;
        return _written[written] = FindNew(written, line);
    }

    private Guid FindNew(string written, int line)
    {
        var name = CompanyName.Of(written);
        if (book.Find(name) is { } here)
        {
            report.NamesResolved++;
            if (report.Resolved.Count < ImportReport.Most)
                report.Resolved.Add(new(written, here));
            return here;
        }
        if (book.Known(name) is { } company)
            return Make(company, line);
        if (_madeByKey.TryGetValue(name.Key, out var made))
            return made;
        return _madeByKey[name.Key] = Add(Prospects.Named(written, country, now), line, isKnown: false);
    }

    private Guid Make(Company company, int? line)
    {
        if (_madeByCompany.TryGetValue(company.Id, out var made))
            return made;
        var organisation = Prospects.Of(company, now);
        // Claimed before the parent is looked for, so that a ring of parents in the list would end.
        _madeByCompany[company.Id] = organisation.Id;
        organisation.ParentId = company.Parent is { } id ? book.FindAny(book.Company(id)) ?? Make(book.Company(id), null) : null;
        return Add(organisation, line, isKnown: true);
    }

    private Guid Add(Organisation organisation, int? line, bool isKnown)
    {
        report.OrganisationsAdded++;
        if (report.Organisations.Count < ImportReport.Most)
            report.Organisations.Add(new(organisation.Name, line, isKnown, isKnown ? [] : book.Suggest(organisation.Name)));
        organisation.ImportId = import.Id;
        db?.Organisations.Add(organisation);
        return organisation.Id;
    }
}
