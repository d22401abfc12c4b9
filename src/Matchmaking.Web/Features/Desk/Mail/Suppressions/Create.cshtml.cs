using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Desk.Mail.Suppressions;

/// <summary>Bars an address by hand, for whoever asked the desk to be left alone.</summary>
public sealed class CreateModel(SuppressionRegister suppressions, Text t) : FormPage(t)
{
    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public void OnGet(string? address) => Address = address;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var address = ReadEmail(nameof(Address), Address);
        var reason = ReadLine(nameof(Reason), Reason, SuppressionModel.ReasonLength, "desk.mail.reason");
        if (!ModelState.IsValid)
            return Again();
        var outcome = await suppressions.AddAsync(address, SuppressionCause.Desk, reason, User.PersonId(), cancel);
        if (outcome != SuppressionOutcome.Done)
        {
            var isAdministrators = outcome == SuppressionOutcome.Administrators;
            ModelState.AddModelError(nameof(Address), T[isAdministrators ? "desk.mail.bar.administrator" : "desk.mail.bar.colleague"]);
            return Again();
        }
        Flash(T["desk.mail.bar.done", ("address", address)]);
        return RedirectToPage("Index", new { q = address });
    }
}
