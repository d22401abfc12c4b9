using Matchmaking.Web.Forms;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Amounts;

/// <summary>What the fields of an amount would be read as: the form asks while somebody types.</summary>
public sealed class ReadingModel(AmountReader reader) : PageModel
{
    /// <summary>The line for beneath the fields.</summary>
    public AmountReadingLine Line { get; private set; } = null!;

    /// <summary>
    /// Takes the names of the fields, and under these names what stands in them. Without a name for the currency they are US dollars.
    /// </summary>
    public void OnGet(string? fromField, string? toField, string? currencyField, bool isOpenEnded)
    {
        string? Field(string? name) => name is null ? null : Request.Query[name].FirstOrDefault();
        var chosen = Field(currencyField);
        Line = new(
            FormFieldTagHelper.IdOf(fromField ?? "") + "-reading",
            reader.Echo(
                new(
                    Field(fromField),
                    Field(toField),
                    currencyField is null ? "USD"
                        : string.IsNullOrEmpty(chosen) ? null
                        : chosen,
                    null
                )
                {
                    IsOpenEnded = isOpenEnded,
                }
            )
        );
    }
}
