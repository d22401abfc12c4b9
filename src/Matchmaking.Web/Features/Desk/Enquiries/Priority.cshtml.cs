using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>Says how pressing an enquiry is. The clock is the same for all.</summary>
public sealed class PriorityModel(EnquiryTools tools) : EnquiryPage(tools)
{
    [BindProperty]
    public EnquiryPriority? Priority { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        Priority = Enquiry.Priority;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        var why = ReadWhy(Why);
        if (Priority is not { } priority || !Enum.IsDefined(priority))
            ModelState.AddModelError(nameof(Priority), T["account.choose"]);
        if (!ModelState.IsValid)
            return Again();
        var (by, now) = (User.PersonId(), Tools.Time.GetUtcNow());
        // It changes nothing where it is so already, by the same form or somebody else's.
        await Tools.Enquiries.ChangeAsync(id, enquiry => Task.FromResult(enquiry.Prioritise(Priority!.Value, why, by, now)), cancel);
        return Done("desk.enquiry.prioritised");
    }
}
