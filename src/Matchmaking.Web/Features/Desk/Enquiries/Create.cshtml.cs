using System.Globalization;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>
/// Writes down what came by telephone, WeChat, visit or plain mail: when, how and for whom. The same clock runs, from the moment when it
/// came.
/// </summary>
public sealed class CreateModel(EnquiryReader reader, EnquiryService enquiries, TimeProvider time, Text t) : FormPage(t)
{
    /// <summary>How far back something may have come: what is older is history, and no clock can be kept for it.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(30);

    /// <summary>By which ways it may have come.</summary>
    public static IReadOnlyList<EnquiryChannel> Ways { get; } =
    [EnquiryChannel.Telephone, EnquiryChannel.WeChat, EnquiryChannel.Visit, EnquiryChannel.Mail];

    [BindProperty]
    public EnquiryInput Input { get; set; } = new();

    [BindProperty]
    public EnquiryChannel Way { get; set; }

    /// <summary>When it came, in Baku: "2026-11-30T10:15".</summary>
    [BindProperty]
    public string? Came { get; set; }

    /// <summary>The investor's.</summary>
    [BindProperty]
    public string? AskedIn { get; set; }

    public void OnGet()
    {
        Input = new() { Id = Guid.CreateVersion7() };
        (Way, AskedIn) = (EnquiryChannel.Telephone, Language.Chinese);
        Came = TimeZoneInfo.ConvertTime(time.GetUtcNow(), BakuDay.Zone).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var listing = await reader.ListingAsync(SlugOf(Input.Listing), cancel);
        if (listing is null && !string.IsNullOrWhiteSpace(Input.Listing))
            ModelState.AddModelError("Input.Listing", T["desk.enquiry.create.listing.unknown"]);
        var draft = reader.Read(Input, listing, null, Ways.Contains(Way) ? Way : EnquiryChannel.Telephone, ModelState);
        var guest = new EnquiryGuest(
            ReadLine("Input.Name", Input.Name, Enquiry.NameLength, "desk.enquiry.create.name"),
            ReadLine("Input.Company", Input.Company, Organisation.NameLength, "account.organisation"),
            string.IsNullOrWhiteSpace(Input.Email) ? "" : ReadEmail("Input.Email", Input.Email),
            "CN",
            CleanText.Line(Input.Phone, Enquiry.PhoneLength),
            CleanText.Line(Input.WeChat, Enquiry.PhoneLength),
            "",
            ""
        );
        if (guest is { Email: "", Phone: "", WeChat: "" })
            ModelState.AddModelError("Input.Email", T["desk.enquiry.create.reach"]);
        if (ReadCame() is not { } came || came > now || came < now - Oldest)
        {
            ModelState.AddModelError(nameof(Came), T["desk.enquiry.create.came.wrong"]);
            came = now;
        }
        if (!ModelState.IsValid)
            return Again();
        draft = draft.AskedBy(User.PersonId(), guest, Came, Way, AskedIn);
        await enquiries.EnterAsync(
            draft with
            {
                Language = Language.All.Contains(AskedIn) ? AskedIn! : Language.Chinese,
            },
            guest,
            came,
            User.PersonId(),
            isProven: true,
            cancel
        );
        Flash(T["desk.enquiry.create.done"]);
        return RedirectToPage("Details", new { id = draft.Id });
    }

    private DateTimeOffset? ReadCame() =>
        DateTime.TryParseExact(Came, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
        && local.Year is >= 2000 and < 2100
            ? new DateTimeOffset(local, BakuDay.Zone.GetUtcOffset(local)).ToUniversalTime()
            : null;

    /// <summary>The address of a listing may be pasted whole.</summary>
    private static string? SlugOf(string? typed) =>
        CleanText.Line(typed, 500) is { Length: > 0 } line ? line.Split('?')[0].TrimEnd('/').Split('/')[^1] : null;
}
