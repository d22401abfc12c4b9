using Matchmaking.Web.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Progress;

/// <summary>The signed documents about one listing, on its page; nothing where there are none. One statement.</summary>
[ViewComponent(Name = nameof(DocumentsOfOpportunity))]
public sealed class DocumentsOfOpportunity(MatchmakingDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid opportunity)
    {
        var documents = await db
            .SignedDocuments.Where(d => d.OpportunityId == opportunity)
            .NewestFirst()
            .Select(DocumentLine.From)
            .ToListAsync(HttpContext.RequestAborted);
        return View("~/Features/Progress/_OfOpportunity.cshtml", documents);
    }
}
