using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Progress;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Progress;

/// <summary>Signed documents, what nothing was heard of for longest first, and what was last changed by whom. Two statements.</summary>
public sealed class IndexModel(MatchmakingDb db) : PageModel
{
    /// <summary>As many as the public page shows.</summary>
    private const int Most = 500;

    public IReadOnlyList<DocumentLine> Documents { get; private set; } = [];
    public IReadOnlyList<ProgressEvent> Changes { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Documents = await db.SignedDocuments.LongestSilentFirst().Select(DocumentLine.From).Take(Most).ToListAsync(cancel);
        Changes = await db.ProgressEvents.Newest().ToListAsync(cancel);
    }
}
