using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>Leads an enquiry on, or only says what comes next.</summary>
public sealed class StageModel(EnquiryTools tools) : EnquiryPage(tools)
{
    /// <summary>A state of <see cref="Enquiry.Stages"/>; empty to stay.</summary>
    [BindProperty]
    public EnquiryState? To { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    /// <summary>Where it may go from here.</summary>
    public IEnumerable<EnquiryState> Later => Enquiry.Stages.Where(stage => stage > Enquiry.State);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        if (!Enquiry.IsOpen)
            return RedirectToPage("Details", new { id });
        (NextStep, NextStepOn) = (Enquiry.NextStep, Enquiry.NextStepOn is { } on && on >= Tools.Today ? Dates.Machine(on) : null);
        TellsInvestor = true;
        return await OpenAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        var why = ReadWhy(Why);
        var isSigned = To == EnquiryState.Signed;
        var (step, on) = isSigned ? new("", default) : ReadNextStep();
        if (!ModelState.IsValid)
            return Again();
        var (by, now) = (User.PersonId(), Tools.Time.GetUtcNow());
        return await LeadOnAsync(
            enquiry =>
                To is { } stage
                    ? enquiry.MoveTo(stage, step, isSigned ? null : on, why, by, Tools.Calendars.AgencyClock, now)
                    : enquiry.Plan(step, on, why, by, now),
            enquiry =>
                enquiry.State == (To ?? enquiry.State)
                && (isSigned || (enquiry.IsOpen && (enquiry.NextStep, enquiry.NextStepOn) == (step, on))),
            "desk.enquiry.moved",
            cancel
        );
    }
}
