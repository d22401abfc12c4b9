using System.IO.Compression;
using Matchmaking.Matching;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Features.TrackRecords.Deals;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Imports.Deals;

/// <summary>
/// Brings an uploaded file into the track records. Looking and importing take the same way, and only the last step differs, so that what
/// was looked at is what happens. A deal counts as known by its id and the investor's name: importing twice adds nothing.
/// </summary>
public sealed class DealImporter(MatchmakingDb db, ReferenceData reference, DealWords words, TimeProvider time)
{
    private const int Batch = 500,
        YearsAhead = 15;

    /// <summary>What importing would do now. Nothing is written.</summary>
    public async Task<ImportReport> PreviewAsync(DealImport import, CancellationToken cancel)
    {
        try
        {
            return await RunAsync(import, write: false, reference.Countries[0].Code, cancel);
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>
    /// Imports the file in one transaction; all of its readable rows, or nothing when its end could not be read.
    /// Null when it was imported already.
    /// </summary>
    /// <param name="id">Of the upload.</param>
    /// <param name="country">Code of the country of new organisations that are no known companies.</param>
    /// <param name="cancel">Ends it early, with nothing imported.</param>
    public async Task<ImportReport?> ImportAsync(Guid id, string country, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // One import at a time: a second one sees the organisations that the first has made.
        await db.Database.ExecuteSqlAsync($"LOCK TABLE deal_imports IN EXCLUSIVE MODE", cancel);
        if (await db.DealImports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id && i.ImportedAt == null, cancel) is not { } import)
            return null;
        var report = await RunAsync(import, write: true, country, cancel);
        if (report.Fault is not null)
            return report;
        var now = time.GetUtcNow();
        await db
            .DealImports.Where(i => i.Id == id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(i => i.ImportedAt, now)
                        .SetProperty(i => i.Content, RefusedRows.Pack(report.Refused))
                        .SetProperty(i => i.DealsAdded, report.DealsAdded)
                        .SetProperty(i => i.OrganisationsAdded, report.OrganisationsAdded)
                        .SetProperty(i => i.RowsRefused, report.RowsRefused),
                cancel
            );
        await transaction.CommitAsync(cancel);
        return report;
    }

    private async Task<ImportReport> RunAsync(DealImport import, bool write, string country, CancellationToken cancel)
    {
        var (report, now) = (new ImportReport(), time.GetUtcNow());
        var finder = new InvestorFinder(
            write ? db : null,
            await NameRegister.ReadAsync(db, reference, cancel),
            report,
            import,
            country,
            now
        );
        var seen = new HashSet<(string DealKey, string Investor)>();
        await using var content = new GZipStream(new MemoryStream(import.Content ?? [], writable: false), CompressionMode.Decompress);
        var rows = new List<DealFileRow>(Batch);
        await foreach (var (row, refused) in new DealFile(content, BakuDay.Of(time).Year + YearsAhead).ReadAsync(cancel))
        {
            if (refused is { Reason: Refusal.Columns or Refusal.Encoding or Refusal.Endless or Refusal.TooMany })
            {
                report.Fault = refused;
                return report;
            }
            report.Rows++;
            if (refused is not null)
                report.Refuse(refused);
            else
                rows.Add(row!);
            if (rows.Count == Batch)
                await AddAsync();
        }
        await AddAsync();
        return report;

        async Task AddAsync()
        {
            var added = await NewDealsAsync(rows, finder, seen, report, import, now, cancel);
            if (write)
            {
                db.Deals.AddRange(added);
                await db.SaveChangesAsync(cancel);
            }
            db.ChangeTracker.Clear();
            rows.Clear();
        }
    }

    private async Task<List<Deal>> NewDealsAsync(
        List<DealFileRow> rows,
        InvestorFinder finder,
        HashSet<(string, string)> seen,
        ImportReport report,
        DealImport import,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var keys = rows.Select(row => row.DealId).Distinct().ToArray();
        var there = await db
            .Deals.Where(d => keys.Contains(d.DealKey))
            .Select(d => new
            {
                d.DealKey,
                d.InvestorKey,
                d.OrganisationId,
            })
            .ToListAsync(cancel);
        foreach (var deal in there)
        {
            seen.Add((deal.DealKey, deal.InvestorKey));
            seen.Add((deal.DealKey, deal.OrganisationId.ToString()));
        }
        var added = new List<Deal>();
        foreach (var row in rows)
        foreach (var investor in row.Investors)
        {
            var key = OrganisationName.KeyOf(FoldedText.Of(investor).Words);
            // Known by its name, whoever has the name today; else by the organisation, for two names of one in the same deal.
            if (!seen.Add((row.DealId, key)) || !seen.Add((row.DealId, finder.Find(investor, row.Line).ToString())))
                report.DealsKnown++;
            else
                added.Add(ToDeal(row, investor, key, finder.Find(investor, row.Line), import, now));
        }
        report.DealsAdded += added.Count;
        return added;
    }

    private Deal ToDeal(DealFileRow row, string investor, string key, Guid organisation, DealImport import, DateTimeOffset now)
    {
        var (sector, subsector) = words.SectorOf(row.Sector, row.Subsector);
        return new()
        {
            OrganisationId = organisation,
            DealKey = row.DealId,
            Investor = investor,
            InvestorKey = key,
            Year = row.Year,
            Month = row.Month,
            Sector = sector,
            Subsector = subsector,
            SectorWords = row.Sector,
            SubsectorWords = row.Subsector,
            CountryCode = words.CountryOf(row.Country),
            Country = row.Country,
            Region = row.Region,
            AmountUsdMillions = row.AmountUsdMillions,
            DealType = words.DealTypeOf(row.Type),
            DealTypeWords = row.Type,
            SharePercent = row.SharePercent,
            Target = row.Target,
            Title = row.Title,
            Source = row.SourceId,
            Origin = DealOrigin.Import,
            EnteredById = import.UploadedById,
            ImportId = import.Id,
            CreatedAt = now,
        };
    }
}
