using Matchmaking.Web.Database;
using Matchmaking.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.MailList;

/// <summary>What the desk looks for among the mails.</summary>
public enum MailView
{
    All,
    Waiting,
    Failed,
    Sent,
    Cancelled,
}

/// <summary>The newest mails and what became of them. Texts are not kept, so none are shown.</summary>
public sealed class IndexModel(MatchmakingDb db) : PageModel
{
    private const int Most = 100;

    public sealed record Row(string Kind, string To, string? Name, string? Subject, MailStatus Status, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset? AcceptedAt, DateTimeOffset NotBefore, string? LastAnswer);

    [BindProperty(SupportsGet = true)]
    public MailView Status { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var mails = db.Mails.AsNoTracking();
        mails = Status switch
        {
            MailView.Waiting => mails.Where(m => m.Status == MailStatus.Pending || m.Status == MailStatus.Sending || m.Status == MailStatus.Deferred),
            MailView.Failed => mails.Where(m => m.Status == MailStatus.Failed),
            MailView.Sent => mails.Where(m => m.Status == MailStatus.Accepted),
            MailView.Cancelled => mails.Where(m => m.Status == MailStatus.Suppressed),
            _ => mails,
        };
        Rows = await mails.OrderByDescending(m => m.Id).Take(Most)
            .Select(m => new Row(m.Kind, m.ToAddress, m.Person!.FullName, m.Subject, m.Status, m.Attempts, m.CreatedAt, m.AcceptedAt, m.NotBefore, m.LastAnswer))
            .ToListAsync(cancel);
    }
}
