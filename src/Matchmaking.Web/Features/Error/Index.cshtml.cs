using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Error;

/// <summary>
/// The page behind a status code without a body: 404, 403, 400, 405, 413, 429. It is read, whatever the request was that it answers.
/// </summary>
[ResponseCache(NoStore = true)]
public sealed class IndexModel : PageModel
{
    private static readonly int[] Worded = [400, 403, 404, 405, 413, 429, 500, 503];

    public int Status { get; private set; }
    public string Key =>
        "error."
        + (
            Worded.Contains(Status) ? Status
            : Status < 500 ? 400
            : 500
        );

    public void OnGet()
    {
        // Asked for by itself, the page is as unknown as any other.
        var original = HttpContext.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>();
        Status = original?.OriginalStatusCode ?? 404;
        Response.StatusCode = Status;
    }
}
