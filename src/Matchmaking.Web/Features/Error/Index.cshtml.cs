using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Error;

/// <summary>The page behind a status code without a body: 404, 403, 400, 405, 413, 429. Shown for any method, so it skips antiforgery.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class IndexModel : PageModel
{
    private static readonly int[] Worded = [400, 403, 404, 405, 413, 429, 500, 503];

    public int Status { get; private set; }
    public string Key => "error." + (Worded.Contains(Status) ? Status : Status < 500 ? 400 : 500);

    public void OnGet() => Show();
    public void OnPost() => Show();

    private void Show()
    {
        // Asked for by itself, the page is as unknown as any other.
        var original = HttpContext.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>();
        // The status is not bound from the route: where the posted form itself is unreadable, nothing is bound at all.
        Status = original?.OriginalStatusCode ?? 404;
        Response.StatusCode = Status;
    }
}
