using Matchmaking.Web.Features.Account;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>Goes on with what had ended.</summary>
public sealed class ReopeningModel(EnquiryTools tools) : EnquiryPage(tools)
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        !await FindAsync(id, cancel) ? NotFound()
        : Enquiry.IsOpen ? RedirectToPage("Details", new { id })
        : await OpenedAsync(cancel);

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        var (step, on) = ReadNextStep();
        if (!ModelState.IsValid)
            return Again();
        var (by, now) = (User.PersonId(), Tools.Time.GetUtcNow());
        return await LeadOnAsync(
            enquiry => enquiry.Reopen(step, on, by, now),
            enquiry => enquiry.IsOpen && (enquiry.NextStep, enquiry.NextStepOn) == (step, on),
            "desk.enquiry.reopened",
            cancel
        );
    }

    private Task<IActionResult> OpenedAsync(CancellationToken cancel)
    {
        TellsInvestor = true;
        return OpenAsync(cancel);
    }
}
