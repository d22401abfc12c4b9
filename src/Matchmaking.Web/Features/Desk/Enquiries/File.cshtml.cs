using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Files;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>The same for the desk, which sees the files of its notes too.</summary>
public sealed class FileModel(EnquiryFiles files) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        await files.FindAsync(User, id, cancel) is var (name, content) ? FileDownload.Send(Response, name, content) : NotFound();
}
