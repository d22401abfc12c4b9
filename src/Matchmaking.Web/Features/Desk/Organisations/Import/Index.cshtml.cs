using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations.Import;

/// <summary>Takes a file of deals, and lists those that were imported before.</summary>
[TakesUploads]
public sealed class IndexModel(MatchmakingDb db, Imports.Upload uploads, Text t) : PageModel
{
    private const int Most = 20;

    public sealed record Row(
        Guid Id,
        string FileName,
        DateTimeOffset? ImportedAt,
        int DealsAdded,
        int OrganisationsAdded,
        int RowsRefused,
        bool IsUndone
    );

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public IReadOnlyList<Row> Earlier { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (Upload is null)
            ModelState.AddModelError(nameof(Upload), t["import.file.missing"]);
        else if (await uploads.KeepAsync(Upload, User.PersonId(), cancel) is { } import)
            return RedirectToPage("Preview", new { id = import.Id });
        else
            ModelState.AddModelError(
                nameof(Upload),
                Upload.Length == 0 ? t["import.file.empty"] : t["import.file.large", ("max", Imports.Upload.Largest / 1024 / 1024)]
            );
        await ShowAsync(cancel);
        return Page();
    }

    private async Task ShowAsync(CancellationToken cancel) =>
        Earlier = await db
            .DealImports.AsNoTracking()
            .OrderByDescending(i => i.Id)
            .Take(Most)
            .Select(i => new Row(i.Id, i.FileName, i.ImportedAt, i.DealsAdded, i.OrganisationsAdded, i.RowsRefused, i.UndoneAt != null))
            .ToListAsync(cancel);
}
