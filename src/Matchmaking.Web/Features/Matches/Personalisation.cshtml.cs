using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Matches;

/// <summary>
/// What the scores of an organisation rest on, in plain words, and its control over that (PIPL, article 24): a list without it,
/// a switch, and a way to forget.
/// </summary>
public sealed class PersonalisationModel(MatchmakingDb db, InferredPreferences inferred, FeedbackService book, Text t) : PageModel
{
    public Organisation Own { get; private set; } = null!;
    public bool IsOn => Own.PersonalisationOffAt is null;
    public int Mandates { get; private set; }
    public int Fits { get; private set; }

    /// <summary>Turned down, and hidden as it stands.</summary>
    public int Hidden { get; private set; }

    /// <summary>What the answers weigh, heaviest first; whether or not it counts now.</summary>
    public IReadOnlyList<FeedbackWeight> Weights { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var id = User.OrganisationId();
        if (await db.Organisations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } own)
            return NotFound();
        Own = own;
        Mandates = await db.Mandates.OwnedBy(User).CountAsync(cancel);
        Fits = await db.Feedback.OwnedBy(User).CountAsync(f => f.Answer == FeedbackAnswer.Fits, cancel);
        Hidden = await db.Feedback.OwnedBy(User).TurnedDown().CountAsync(cancel);
        Weights = [.. (await inferred.WeightsOfAsync(own.Id, cancel)).All.OrderByDescending(weight => Math.Abs(weight.Points))];
        return Page();
    }

    /// <summary>Switches what is inferred off or on; the other button undoes it.</summary>
    public async Task<IActionResult> OnPostAsync(bool on, CancellationToken cancel)
    {
        if (User.OrganisationId() is not { } organisation)
            return NotFound();
        await book.SwitchAsync(organisation, on, cancel);
        TempData["Flash"] = t[on ? "personalisation.switched-on" : "personalisation.switched-off"];
        return RedirectToPage();
    }
}
