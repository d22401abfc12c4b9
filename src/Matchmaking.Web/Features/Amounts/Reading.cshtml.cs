using Matchmaking.Web.Forms;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Amounts;

/// <summary>What the fields of an amount would be read as: the form asks while somebody types.</summary>
public sealed class ReadingModel(AmountReader reader) : PageModel
{
    /// <summary>The line for beneath the fields.</summary>
    public AmountReadingLine Line { get; private set; } = null!;

    /// <summary>Takes the names of the fields, and under these names what stands in them. Without a name for the currency they are US dollars.</summary>
    public void OnGet(string? from, string? to, string? currency)
    {
        string? Field(string? name) => name is null ? null : Request.Query[name].FirstOrDefault();
        var chosen = Field(currency);
        Line = new(
            FormFieldTagHelper.IdOf(from ?? "") + "-reading",
            reader.Echo(
                new(
                    Field(from),
                    Field(to),
                    currency is null ? "USD"
                        : string.IsNullOrEmpty(chosen) ? null
                        : chosen,
                    null
                )
            )
        );
    }
}
