using Matchmaking.Web.Files;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>A file of an enquiry, for its investor.</summary>
public sealed class FileModel(EnquiryFiles files) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        await files.FindAsync(User, id, cancel) is var (name, content) ? FileDownload.Send(Response, name, content) : NotFound();
}
