using Matchmaking.Web.Features.Account;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Mandates;

/// <summary>Changing what the organisation looks for.</summary>
public sealed class EditModel(MandateTools tools) : MandateFormPage(tools)
{
    public string Name { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } mandate)
            return NotFound();
        ModelState.Clear();
        Input = MandateInput.From(mandate);
        Opened.Open(Input, Tools.Fields.All);
        await FillPreviewAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostPreviewAsync(Guid id, string? adopt, CancellationToken cancel) =>
        await FindAsync(id, cancel) is null ? NotFound() : await PreviewAsync(adopt, cancel);

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        // Once more whenever a colleague has saved in between.
        while (await FindAsync(id, cancel) is { } mandate)
        {
            if (!Opened.TryBringOnto(Input, MandateInput.From(mandate), Tools.Fields.All, ModelState, mandate.UpdatedAt))
                return await AgainAsync(cancel);
            Read(mandate);
            if (!ModelState.IsValid)
                return await AgainAsync(cancel);
            await SendNowAsync(mandate, cancel);
            if (await Tools.TrySaveAsync(mandate, null, cancel))
                return await SavedAsync(mandate, cancel);
        }
        return NotFound();
    }

    private async Task<Mandate?> FindAsync(Guid id, CancellationToken cancel)
    {
        var mandate = await Db.Mandates.OwnedBy(User).SingleOrDefaultAsync(m => m.Id == id, cancel);
        (Id, Name, IsMine) = (mandate?.Id, mandate?.Name ?? "", mandate?.OwnerId == User.PersonId());
        return mandate;
    }
}
