using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>A form that asks name, company and address of somebody who is not signed in.</summary>
public abstract class GuestPage(Text t) : FormPage(t)
{
    /// <summary>Who asks; complaints stand in the model state.</summary>
    protected EnquiryGuest ReadGuest(EnquiryInput input, ReferenceData reference)
    {
        var guest = new EnquiryGuest(
            ReadLine("Input.Name", input.Name, Enquiry.NameLength, "enquiry.name"),
            ReadLine("Input.Company", input.Company, Organisation.NameLength, "account.organisation"),
            ReadEmail("Input.Email", input.Email),
            reference.CountryOf(input.Country)?.Code ?? "CN",
            CleanText.Line(input.Phone, Enquiry.PhoneLength),
            CleanText.Line(input.WeChat, Enquiry.PhoneLength),
            T.Language,
            HttpContext.Connection.RemoteIpAddress?.ToString() ?? ""
        );
        if (!input.Consent)
            ModelState.AddModelError("Input.Consent", T["account.consent.needed"]);
        if (!input.Transfer)
            ModelState.AddModelError("Input.Transfer", T["account.transfer.needed"]);
        return guest;
    }
}
