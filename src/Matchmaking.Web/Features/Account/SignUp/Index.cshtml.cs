using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Features.Account.Requests;
using Matchmaking.Web.Features.Account.SignIn;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Matchmaking.Web.Features.Account.SignUp;

/// <summary>An investor opens an account.</summary>
[EnableRateLimiting(RateLimits.SignUp)]
public sealed class IndexModel(
    Registration registration,
    BotTrap trap,
    AccountRequests requests,
    Clients clients,
    ProtectedCookies notes,
    ReferenceData reference,
    Text t
) : FormPage(t)
{
    [BindProperty]
    public SignUpForm Input { get; set; } = new();

    public void OnGet() =>
        Input = new()
        {
            Country = "CN",
            Intent = nameof(EnquiryIntent.Invest),
            Language = T.Language,
            Shown = trap.Stamp(),
        };

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        // A robot filled in what no person sees. It learns nothing.
        if (!string.IsNullOrEmpty(Input.Website))
            return Sent("");
        if (Check() is not { } wish)
            return Again();
        // Before a stamp is spent: whoever chose a weak password sends the same form once more.
        if (!Accept(await registration.CheckAsync(wish), "Input.Password"))
            return Again();
        switch (await trap.SpendAsync(Input.Shown, wish.Email, cancel))
        {
            case StampVerdict.Bad:
                ModelState.AddModelError("", T["account.sign-up.too-soon"]);
                ModelState.Remove("Input.Shown");
                Input.Shown = trap.Stamp();
                return Again();
            case StampVerdict.Repeated:
                return Sent(wish.Email);
        }
        await requests.AddAsync(
            AccountRequestKind.SignUp,
            wish.Email,
            clients.Of(HttpContext, wish.Email),
            cancel,
            wish.Data(registration.Hash(wish))
        );
        // Whoever signed up here may confirm here with one click. For a known address the note opens nothing.
        notes.Write(HttpContext, ProtectedCookies.SignUp, wish.Stamp, AccountLinks.Lifespan);
        return Sent(wish.Email);
    }

    private NewInvestor? Check()
    {
        var email = ReadEmail("Input.Email", Input.Email);
        var password = ReadPassword("Input.Password", Input.Password);
        var organisation = ReadLine("Input.Organisation", Input.Organisation, Organisation.NameLength, "account.organisation");
        if (reference.CountryOf(Input.Country) is null)
            ModelState.AddModelError("Input.Country", T["account.choose"]);
        if (!Language.All.Contains(Input.Language))
            ModelState.AddModelError("Input.Language", T["account.choose"]);
        var intent = EnumName.Read<EnquiryIntent>(Input.Intent);
        if (intent is null)
            ModelState.AddModelError("Input.Intent", T["account.choose"]);
        if (!Input.Consent)
            ModelState.AddModelError("Input.Consent", T["account.consent.needed"]);
        if (!Input.Transfer)
            ModelState.AddModelError("Input.Transfer", T["account.transfer.needed"]);
        return ModelState.IsValid
            ? new(
                email,
                password,
                organisation,
                Input.Country!,
                Input.Language!,
                T.Language,
                HttpContext.Connection.RemoteIpAddress?.ToString() ?? ""
            )
            {
                Intent = intent,
            }
            : null;
    }

    private RedirectToPageResult Sent(string email)
    {
        TempData["Address"] = email;
        return RedirectToPage("/Account/SignUp/Sent");
    }
}

/// <summary>What the form of the page says.</summary>
public sealed class SignUpForm
{
    public string? Email { get; set; }
    public string? Password { get; set; }
    public string? Organisation { get; set; }
    public string? Country { get; set; }
    public string? Language { get; set; }

    /// <summary>Name of an <see cref="EnquiryIntent"/>.</summary>
    public string? Intent { get; set; }
    public bool Consent { get; set; }

    /// <summary>The separate consent to sending the data abroad (PIPL art. 39).</summary>
    public bool Transfer { get; set; }

    /// <summary>No person sees this field.</summary>
    public string? Website { get; set; }
    public string? Shown { get; set; }
}
