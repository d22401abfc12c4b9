namespace Matchmaking.Web.Features.Imports.Deals;

/// <summary>An organisation that an import adds.</summary>
/// <param name="Name">As it will be shown.</param>
/// <param name="Line">Where it is met first; null for a parent that only comes along.</param>
/// <param name="IsKnown">Whether the product knows the company and its other names by heart.</param>
/// <param name="Suggestions">Organisations that are here already and look alike.</param>
public sealed record NewOrganisation(string Name, int? Line, bool IsKnown, IReadOnlyList<(Guid Id, string Name)> Suggestions);

/// <summary>A name of the file that was found to mean an organisation.</summary>
public sealed record ResolvedName(string Written, Guid OrganisationId);

/// <summary>What an import does, or would do. The lists but that of refused rows are cut; the numbers are whole.</summary>
public sealed class ImportReport
{
    /// <summary>How much of each list is shown.</summary>
    public const int Most = 200;

    /// <summary>Why the file could not be read to its end; nothing of it is imported then.</summary>
    public RefusedRow? Fault { get; set; }
    public int Rows { get; set; }

    /// <summary>One for each investor of each deal.</summary>
    public int DealsAdded { get; set; }

    /// <summary>Imported before, or twice in the file.</summary>
    public int DealsKnown { get; set; }
    public int RowsRefused { get; set; }
    public int OrganisationsAdded { get; set; }
    public int NamesResolved { get; set; }

    /// <summary>All of them: whoever repairs the file needs each.</summary>
    public List<RefusedRow> Refused { get; init; } = [];
    public List<NewOrganisation> Organisations { get; } = [];
    public List<ResolvedName> Resolved { get; } = [];

    internal void Refuse(RefusedRow row)
    {
        RowsRefused++;
        Refused.Add(row);
    }
}
