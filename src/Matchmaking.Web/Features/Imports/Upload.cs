using System.IO.Compression;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Imports.Deals;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Imports;

/// <summary>Keeps an uploaded file, compressed, until it is imported or forgotten after a day.</summary>
public sealed class Upload(MatchmakingDb db, TimeProvider time)
{
    /// <summary>Largest file, in bytes.</summary>
    public const int Largest = 10 * 1024 * 1024;

    /// <summary>Its row, saved; null when it is empty or too large.</summary>
    public async Task<DealImport?> KeepAsync(IFormFile file, Guid by, CancellationToken cancel)
    {
        if (file.Length is 0 or > Largest)
            return null;
        var now = time.GetUtcNow();
        var yesterday = now.AddDays(-1);
        await db.DealImports.Where(i => i.ImportedAt == null && i.UploadedAt < yesterday).ExecuteDeleteAsync(cancel);
        using var small = new MemoryStream();
        await using (var gzip = new GZipStream(small, CompressionLevel.Optimal, leaveOpen: true))
        await using (var content = file.OpenReadStream())
            await content.CopyToAsync(gzip, cancel);
        var import = new DealImport
        {
            FileName = CleanText.Line(Path.GetFileName(file.FileName), 200),
            Content = small.ToArray(),
            UploadedAt = now,
            UploadedById = by,
        };
        db.DealImports.Add(import);
        await db.SaveChangesAsync(cancel);
        return import;
    }
}
