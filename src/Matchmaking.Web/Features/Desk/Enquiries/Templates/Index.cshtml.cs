using Matchmaking.Web.Features.Enquiries.Answers;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Desk.Enquiries.Templates;

/// <summary>The beginnings of answers.</summary>
public sealed class IndexModel(AnswerTemplates templates) : PageModel
{
    public IReadOnlyList<AnswerTemplate> Templates { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => Templates = await templates.AllAsync(cancel);
}
