using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>
/// Where the link of an alert lands: the opportunity with the reasons why it was sent, open without a password. Looking changes
/// nothing, because mail scanners open every link.
/// </summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class IndexModel(MatchmakingDb db, AlertPages alerts, LinkTokens links, TimeProvider time) : PageModel
{
    public AlertItem Item { get; private set; } = null!;
    public Match? Match { get; private set; }

    /// <summary>What the organisation has said of it, if anything.</summary>
    public OpportunityFeedback? Said { get; private set; }
    public bool IsPublic { get; private set; }
    public bool IsOpen { get; private set; }

    /// <summary>Of whom the mail was for, in part; null in that person's own browser.</summary>
    public string? SentTo { get; private set; }
    public IReadOnlyList<(string Token, Localized Title)> Others { get; private set; } = [];

    /// <summary>Which answer the link in the mail proposes: "fits" or "does-not-fit".</summary>
    [BindProperty(SupportsGet = true)]
    public string? Answer { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await alerts.FindAsync(Token, cancel) is not { } item)
            return NotFound();
        Item = item;
        SentTo = alerts.MayAct(HttpContext, item) ? null : MaskedAddress.Of(item.Person!.Email!);
        IsPublic = item.Opportunity!.Status == PublicationStatus.Published;
        IsOpen = item.Opportunity.IsOpenOn(BakuDay.Of(time));
        Match = await db
            .Matches.AsNoTracking()
            .SingleOrDefaultAsync(m => m.MandateId == item.MandateId && m.OpportunityId == item.OpportunityId, cancel);
        Said = await db
            .Feedback.AsNoTracking()
            .SingleOrDefaultAsync(f => f.OrganisationId == item.Mandate!.OrganisationId && f.OpportunityId == item.OpportunityId, cancel);
        if (item.MailId is { } mail)
            Others =
            [
                .. (
                    await db
                        .AlertItems.AsNoTracking()
                        .Where(other =>
                            other.MailId == mail && other.Id != item.Id && other.Opportunity!.Status == PublicationStatus.Published
                        )
                        .OrderBy(other => other.Id)
                        .Take(20)
                        .Select(other => new { other.Id, other.Opportunity!.Title })
                        .ToListAsync(cancel)
                ).Select(other => (links.Make(LinkPurpose.Alert, other.Id), other.Title)),
            ];
        Response.Headers["X-Robots-Tag"] = "noindex";
        return Page();
    }
}
