using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Desk.Mail.Samples;

/// <summary>Each kind of mail in one language, on a phone and on a desk.</summary>
public sealed class IndexModel(MailSamples samples, Text t) : PageModel
{
    /// <summary>Another than the reader's own.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Language { get; set; }

    public IReadOnlyList<MailSamples.Written> Mails { get; private set; } = [];

    public void OnGet()
    {
        if (!Languages.Language.All.Contains(Language))
            Language = t.Language;
        Mails = [.. samples.In(Language!)];
    }
}
