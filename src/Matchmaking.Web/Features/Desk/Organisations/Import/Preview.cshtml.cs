using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Imports.Deals;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Queues;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Web.Features.Desk.Organisations.Import;

/// <summary>Shows what importing a file would do, and does it.</summary>
public sealed class PreviewModel(
    MatchmakingDb db,
    DealImporter importer,
    RefusedRows refused,
    Parking parking,
    ReferenceData reference,
    Text t
) : PageModel
{
    /// <summary>Where new organisations come from: the file does not say.</summary>
    [BindProperty]
    public string? Country { get; set; }

    public ImportReport Report { get; private set; } = null!;
    public string FileName { get; private set; } = "";
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>Whether it was imported; then only what was refused is left to show.</summary>
    public bool IsImported { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await ReadAsync(id, cancel) is not { } import)
            return NotFound();
        // What was imported whole has nothing more to show here; the list of files says what became of it.
        if (IsImported && import.RowsRefused == 0)
            return RedirectToPage("Index");
        var ids = Report.Resolved.Select(name => name.OrganisationId).ToArray();
        Names = await db.Organisations.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancel);
        return Page();
    }

    /// <summary>All refused rows as a file, before importing and after.</summary>
    public async Task<IActionResult> OnGetRefusedAsync(Guid id, CancellationToken cancel) =>
        await ReadAsync(id, cancel) is null
            ? NotFound()
            : File(refused.ToCsv(Report.Refused), "text/csv; charset=utf-8", Path.GetFileNameWithoutExtension(FileName) + "-refused.csv");

    private async Task<DealImport?> ReadAsync(Guid id, CancellationToken cancel)
    {
        if (await db.DealImports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancel) is not { } import)
            return null;
        (FileName, IsImported) = (import.FileName, import.ImportedAt is not null);
        Report = IsImported
            ? new()
            {
                DealsAdded = import.DealsAdded,
                OrganisationsAdded = import.OrganisationsAdded,
                RowsRefused = import.RowsRefused,
                Refused = RefusedRows.Unpack(import),
            }
            : await importer.PreviewAsync(import, cancel);
        return import;
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (reference.CountryOf(Country) is not { Code: var country })
            return RedirectToPage(new { id });
        try
        {
            if (await importer.ImportAsync(id, country, cancel) is { } report)
            {
                // The page says why the file cannot be read.
                if (report.Fault is not null)
                    return RedirectToPage(new { id });
                var done = t["import.done", ("deals", report.DealsAdded), ("organisations", report.OrganisationsAdded)];
                if (report.RowsRefused == 0)
                    TempData["Flash"] = done;
                else
                {
                    TempData["Flash"] = $"{done} {t.Count("import.done.refused", report.RowsRefused)}";
                    return RedirectToPage(new { id });
                }
            }
            else if (!await db.DealImports.AnyAsync(i => i.Id == id, cancel))
                return NotFound();
        }
        catch (Exception e)
            when (e is DbUpdateException { InnerException: PostgresException { SqlState: not PostgresErrorCodes.UniqueViolation } }
                && !DatabaseFaults.IsAwayOrBusy(e)
            )
        {
            // Something in it that its rows are not checked for: nothing was imported, and somebody must look.
            await parking.ParkAsync(QueueNames.Imports, id.ToString(), e, cancel);
            TempData["Trouble"] = t["import.failed"];
            return RedirectToPage("Index");
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // A colleague gave an organisation one of these names at this moment; nothing was imported, and a second look finds it.
            TempData["Trouble"] = t["import.collided"];
            return RedirectToPage(new { id });
        }
        return RedirectToPage("Index");
    }
}
