using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Matchmaking.Web.Forms;

/// <summary>
/// <c>&lt;form-field for="Input.Email" label="…" hint="…"&gt;&lt;input asp-for="Input.Email" /&gt;&lt;/form-field&gt;</c>: label, hint and
/// message of a field, tied to the control inside for those who cannot see that they stand together.
/// </summary>
public sealed class FormFieldTagHelper : TagHelper
{
    public required ModelExpression For { get; set; }
    public required string Label { get; set; }
    public string? Hint { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public required ViewContext ViewContext { get; set; }

    public override void Init(TagHelperContext context) => context.Items[typeof(FormFieldTagHelper)] = this;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var control = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", Error is null ? "field" : "field has-error");
        output.Content.AppendHtml("<label for=\"").Append(Id).AppendHtml("\">").Append(Label).AppendHtml("</label>");
        if (Hint is not null)
            output.Content.AppendHtml("<p class=\"hint\" id=\"").Append(Id + "-hint").AppendHtml("\">").Append(Hint).AppendHtml("</p>");
        if (Error is not null)
            output
                .Content.AppendHtml("<p class=\"error\" id=\"")
                .Append(Id + "-error")
                .AppendHtml(
                    "\"><svg class=\"icon\" aria-hidden=\"true\">"
                        + $"<use href=\"{Sprite.Icons(ViewContext.HttpContext)}#icon-triangle-alert\"/></svg>"
                )
                .Append(Error)
                .AppendHtml("</p>");
        output.Content.AppendHtml(control);
    }

    internal string Id => IdOf(For.Name);
    internal string? Error => ErrorOf(ViewContext, For.Name);
    internal string? DescribedBy =>
        string.Join(' ', new[] { Hint is null ? null : Id + "-hint", Error is null ? null : Id + "-error" }.OfType<string>())
            is { Length: > 0 } ids
            ? ids
            : null;

    internal static string IdOf(string name) => TagBuilder.CreateSanitizedId(name, "_");

    internal static string? ErrorOf(ViewContext context, string name) =>
        context.ViewData.ModelState.TryGetValue(name, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;
}

/// <summary>The control inside a <see cref="FormFieldTagHelper"/> points to its hint and its message.</summary>
[HtmlTargetElement("input", Attributes = "asp-for")]
[HtmlTargetElement("select", Attributes = "asp-for")]
public sealed class DescribedControlTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!context.Items.TryGetValue(typeof(FormFieldTagHelper), out var item) || item is not FormFieldTagHelper field)
            return;
        if (field.DescribedBy is { } ids)
            output.Attributes.SetAttribute("aria-describedby", ids);
        if (field.Error is not null)
            output.Attributes.SetAttribute("aria-invalid", "true");
    }
}
