using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Matchmaking.Web.Features.Desk.Organisations.Contacts;

/// <summary>The form of a contact person, as it was typed.</summary>
public sealed class ContactInput
{
    /// <summary>The shortest numbers of offices have so many.</summary>
    private const int LeastDigits = 5;

    public string? Name { get; set; }
    public string? Role { get; set; }
    public string? Phone { get; set; }
    public string? WeChat { get; set; }
    public string? Email { get; set; }
    public string? Address { get; set; }

    /// <summary>What the form changes.</summary>
    public static IReadOnlyList<EditedField<ContactInput>> Fields { get; } =
    [
        One("Name", "contact.name", input => input.Name, (input, value) => input.Name = value),
        One("Role", "contact.role", input => input.Role, (input, value) => input.Role = value),
        One("Phone", "contact.phone", input => input.Phone, (input, value) => input.Phone = value),
        One("WeChat", "enquiry.wechat", input => input.WeChat, (input, value) => input.WeChat = value),
        One("Email", "contact.email", input => input.Email, (input, value) => input.Email = value),
        One("Address", "contact.address", input => input.Address, (input, value) => input.Address = value),
    ];

    /// <summary>The form that shows a saved person.</summary>
    public static ContactInput From(ContactPerson person) =>
        new()
        {
            Name = person.Name,
            Role = person.Role,
            Phone = person.Phone,
            WeChat = person.WeChat,
            Email = person.Email,
            Address = person.Address,
        };

    /// <summary>Writes what was typed into a person; it may be saved only while the model state is valid.</summary>
    public void Read(ContactPerson person, ModelStateDictionary state, Text t)
    {
        person.Name = Line(nameof(Name), Name, ContactPerson.NameLength);
        if (person.Name.Length == 0)
            state.AddModelError("Input.Name", t["contact.name.missing"]);
        person.Role = Line(nameof(Role), Role, ContactPerson.RoleLength);
        person.Phone = Line(nameof(Phone), Phone, ContactPerson.PhoneLength);
        person.WeChat = Line(nameof(WeChat), WeChat, ContactPerson.PhoneLength);
        person.Address = Line(nameof(Address), Address, ContactPerson.AddressLength);
        if (person.Phone.Length > 0 && person.Phone.Count(char.IsDigit) < LeastDigits)
            state.AddModelError("Input.Phone", t["contact.phone.wrong"]);
        var (reading, email) = EmailInput.Read(Email);
        if (reading != EmailReading.Read && CleanText.Line(Email).Length > 0)
            state.AddModelError("Input.Email", t["account.email.invalid"]);
        person.Email = email ?? "";
        if (person is { Phone: "", WeChat: "", Email: "", Address: "" } && CleanText.Line(Email).Length == 0)
            state.AddModelError("Input.Phone", t["contact.unreachable"]);

        string Line(string field, string? typed, int most)
        {
            var line = CleanText.Line(typed);
            if (line.Length > most)
                state.AddModelError("Input." + field, t["deal.too-long", ("max", most), ("count", line.Length)]);
            return line;
        }
    }

    private static EditedField<ContactInput> One(
        string name,
        string label,
        Func<ContactInput, string?> read,
        Action<ContactInput, string> write
    ) => new("Input_" + name, label, input => [read(input)], (input, values) => write(input, values[0]));
}
