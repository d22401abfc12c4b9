using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Account.SignIn;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>
/// The link that confirms an enquiry. Looking changes nothing, since mail scanners open every link; the button sends the enquiry, and
/// lets in
/// whoever presses it where the enquiry was written.
/// </summary>
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class ConfirmModel(EnquiryRequests requests, SignInService signIn, WorkingCalendars calendars, TimeProvider time, Text t)
    : FormPage(t)
{
    /// <summary>Null when the link works no more.</summary>
    public EnquiryRequest? Asked { get; private set; }
    public bool IsDone { get; private set; }

    /// <summary>By when a person writes, if it is sent now.</summary>
    public DateTimeOffset AnswerBy => calendars.AgencyClock.Due(time.GetUtcNow(), calendars.AgencyClock.Days(Enquiry.FirstDays));

    public async Task OnGetAsync(string token, CancellationToken cancel) => Asked = await requests.FindAsync(token, cancel);

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancel)
    {
        Asked = await requests.FindAsync(token, cancel);
        if (Asked is null)
            return Page();
        var isSameBrowser = requests.IsSameBrowser(HttpContext, Asked);
        var person = await requests.ConfirmAsync(Asked, cancel);
        IsDone = true;
        if (person is null || !isSameBrowser)
            return Page();
        Flash(T["enquiry.confirm.done.title"]);
        return await signIn.EnterAsync(this, person, "enquiry", stay: false, SiteLinks.Enquiry(Asked.Id)) ?? Page();
    }
}
