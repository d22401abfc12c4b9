using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>Gives an enquiry to a colleague, who is told.</summary>
public sealed class AssignmentModel(EnquiryTools tools) : EnquiryPage(tools)
{
    [BindProperty]
    public Guid? Owner { get; set; }

    [BindProperty]
    public string? Why { get; set; }
    public IReadOnlyList<DeskPerson> People { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        People = await Tools.Db.DeskPeopleAsync(cancel);
        Owner = Enquiry.OwnerId;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        People = await Tools.Db.DeskPeopleAsync(cancel);
        var why = ReadWhy(Why);
        if (People.All(person => person.Id != Owner))
            ModelState.AddModelError(nameof(Owner), T["account.choose"]);
        if (!ModelState.IsValid)
            return Again();
        // It changes nothing where it is theirs already, by the same form or somebody else's.
        await Tools.Enquiries.AssignAsync(id, Owner!.Value, User.PersonId(), why, cancel);
        return Done("desk.enquiry.assigned");
    }
}
