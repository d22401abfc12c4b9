using Matchmaking.Web.Database;
using Matchmaking.Web.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Desk.Mail;

/// <summary>The log of all mails and what became of them, page by page. Texts are not kept, so none are shown.</summary>
public sealed class IndexModel(MatchmakingDb db) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public MailFilter Filter { get; set; } = new();

    public IReadOnlyList<MailRow> Rows { get; private set; } = [];
    public bool HasMore { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel) => (Rows, HasMore) = await Filter.Apply(db).PageAsync(PageSize, cancel);
}
