using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Matchmaking.Benchmarks.Fuzz;

/// <summary>A field of a form.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What a browser would send; null when it would send nothing.</param>
/// <param name="Type">Type of the input, <c>textarea</c> or <c>select</c>.</param>
/// <param name="Choices">Values that a person could choose.</param>
internal sealed record PageField(string Name, string? Value, string Type, IReadOnlyList<string> Choices);

/// <summary>A form as a page shows it.</summary>
/// <param name="Action">Path and query to which it goes.</param>
/// <param name="IsPost">Whether it is posted.</param>
/// <param name="IsMultipart">Whether it holds files.</param>
/// <param name="Fields">In their order, buttons not among them.</param>
/// <param name="Buttons">Named buttons, one of which may be pressed.</param>
internal sealed record PageForm(
    string Action,
    bool IsPost,
    bool IsMultipart,
    IReadOnlyList<PageField> Fields,
    IReadOnlyList<PageField> Buttons
)
{
    /// <summary>All forms of a page, one for each address to which its buttons and htmx send it.</summary>
    public static IEnumerable<PageForm> Of(IHtmlDocument document, string page)
    {
        foreach (var form in document.Forms)
        {
            var fields = form.Elements.Select(Field).OfType<PageField>().ToList();
            var buttons = fields.Where(field => field.Type is "submit" or "button").ToList();
            fields.RemoveAll(buttons.Contains);
            var isPost = string.Equals(form.Method, "post", StringComparison.OrdinalIgnoreCase);
            var isMultipart = form.Enctype?.StartsWith("multipart", StringComparison.Ordinal) == true;
            var action = form.GetAttribute("action") is { Length: > 0 } given ? given : page;
            yield return new(action, isPost, isMultipart, fields, buttons);
            foreach (
                var other in form.QuerySelectorAll("[hx-post], [formaction]")
                    .Prepend(form)
                    .Select(element => element.GetAttribute("hx-post") ?? element.GetAttribute("formaction"))
                    .OfType<string>()
                    .Where(url => url.Length > 0 && url != action)
                    .Distinct()
            )
                yield return new(other, true, isMultipart, fields, buttons);
        }
    }

    private static PageField? Field(IHtmlElement element)
    {
        if (element.GetAttribute("name") is not { Length: > 0 } name || element.HasAttribute("disabled"))
            return null;
        return element switch
        {
            IHtmlInputElement { Type: "checkbox" or "radio" } box => new(name, box.IsChecked ? box.Value : null, box.Type, [box.Value]),
            IHtmlInputElement input => new(name, input.Value, input.Type, []),
            IHtmlButtonElement button => new(name, button.Value, "submit", [button.Value]),
            IHtmlTextAreaElement area => new(name, area.Value, "textarea", []),
            IHtmlSelectElement select => new(
                name,
                select.SelectedOptions.FirstOrDefault()?.Value,
                "select",
                [.. select.Options.Select(option => option.Value)]
            ),
            _ => null,
        };
    }
}
