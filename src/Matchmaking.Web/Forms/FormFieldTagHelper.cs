using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Matchmaking.Web.Forms;

/// <summary>
/// <c>&lt;form-field for="Input.Email" label="…" hint="…"&gt;&lt;input asp-for="Input.Email" /&gt;&lt;/form-field&gt;</c>: label, hint and
/// message of a field, tied to the control inside for those who cannot see that they stand together. With <c>field="Input.Sources"</c> the
/// control gets its name and id from it, for what is shown as it was typed.
/// </summary>
public sealed class FormFieldTagHelper : TagHelper
{
    public ModelExpression? For { get; set; }

    /// <summary>The name of the field where no property has it.</summary>
    public string? Field { get; set; }

    /// <summary>Words, or what is drawn in their place.</summary>
    public required object Label { get; set; }

    /// <summary>Said beside the label: "optional".</summary>
    public string? Note { get; set; }
    public string? Hint { get; set; }

    /// <summary>Id of a hint that stands elsewhere, for several fields.</summary>
    public string? HintId { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public required ViewContext ViewContext { get; set; }

    public override void Init(TagHelperContext context) => context.Items[typeof(FormFieldTagHelper)] = this;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var control = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", Error is null ? "field" : "field has-error");
        output.Content.AppendHtml("<label for=\"").Append(Id).AppendHtml("\">");
        if (Label is IHtmlContent drawn)
            output.Content.AppendHtml(drawn);
        else
            output.Content.Append(Label.ToString());
        if (Note is not null)
            output.Content.AppendHtml(" <span class=\"optional\">").Append(Note).AppendHtml("</span>");
        output.Content.AppendHtml("</label>");
        if (Hint is not null)
            output.Content.AppendHtml("<p class=\"hint\" id=\"").Append(Id + "-hint").AppendHtml("\">").Append(Hint).AppendHtml("</p>");
        WriteErrors(output.Content, ViewContext, Name);
        output.Content.AppendHtml(control);
    }

    internal string Name => For?.Name ?? Field ?? throw new InvalidOperationException("A form-field needs for or field.");
    internal string Id => IdOf(Name);
    internal string? Error => ErrorOf(ViewContext, Name);
    internal string? DescribedBy =>
        string.Join(' ', new[] { HintId ?? (Hint is null ? null : Id + "-hint"), Error is null ? null : Id + "-error" }.OfType<string>())
            is { Length: > 0 } ids
            ? ids
            : null;

    internal static string IdOf(string name) => TagBuilder.CreateSanitizedId(name, "_");

    internal static string? ErrorOf(ViewContext context, string name) =>
        context.ViewData.ModelState.TryGetValue(name, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    /// <summary>Writes the first complaint about a field, if there is one; everywhere in the same words and place.</summary>
    internal static void WriteErrors(TagHelperContent content, ViewContext context, string name)
    {
        if (ErrorOf(context, name) is { } error)
            content
                .AppendHtml("<p class=\"error\" id=\"")
                .Append(IdOf(name) + "-error")
                .AppendHtml(
                    "\"><svg class=\"icon\" aria-hidden=\"true\">"
                        + $"<use href=\"{Sprite.Icons(context.HttpContext)}#icon-triangle-alert\"/></svg><span>"
                )
                .Append(error)
                .AppendHtml("</span></p>");
    }
}

/// <summary>
/// <c>&lt;field-group fields="Input.Places" legend="…" hint="…"&gt;…&lt;/field-group&gt;</c>: what is chosen by several boxes or typed into
/// several fields, with its complaints. The group of one field is where the list of complaints leads to.
/// </summary>
public sealed class FieldGroupTagHelper : TagHelper
{
    /// <summary>The names of its fields, parted by spaces.</summary>
    public required string Fields { get; set; }
    public required string Legend { get; set; }
    public string? Hint { get; set; }

    /// <summary>Whether the complaints are written inside, each beside its field.</summary>
    public bool SaysErrorsInside { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public required ViewContext ViewContext { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        var names = Fields.Split(' ');
        output.TagName = "fieldset";
        var isWrong = names.Any(name => FormFieldTagHelper.ErrorOf(ViewContext, name) is not null);
        output.Attributes.SetAttribute("class", isWrong ? "field has-error" : "field");
        if (names is [var only])
        {
            output.Attributes.SetAttribute("id", FormFieldTagHelper.IdOf(only));
            output.Attributes.SetAttribute("tabindex", "-1");
        }
        output.Content.AppendHtml("<legend>").Append(Legend).AppendHtml("</legend>");
        if (Hint is not null)
            output
                .Content.AppendHtml("<p class=\"hint\" id=\"")
                .Append(FormFieldTagHelper.IdOf(names[0]) + "-hint")
                .AppendHtml("\">")
                .Append(Hint)
                .AppendHtml("</p>");
        if (!SaysErrorsInside)
            foreach (var name in names)
                FormFieldTagHelper.WriteErrors(output.Content, ViewContext, name);
        output.Content.AppendHtml(inside);
    }
}

/// <summary><c>&lt;field-errors field="…" /&gt;</c>: the complaint about a field that stands in a group with others.</summary>
[HtmlTargetElement("field-errors", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldErrorsTagHelper : TagHelper
{
    public required string Field { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        FormFieldTagHelper.WriteErrors(output.Content, ViewContext, Field);
    }
}

/// <summary>
/// The control inside a <see cref="FormFieldTagHelper"/> points to its hint and its message; where the field has no property, it gets its
/// name and id from it.
/// </summary>
[HtmlTargetElement("input", ParentTag = "form-field", TagStructure = TagStructure.WithoutEndTag)]
[HtmlTargetElement("select", ParentTag = "form-field")]
[HtmlTargetElement("textarea", ParentTag = "form-field")]
[HtmlTargetElement("input", Attributes = "asp-for")]
[HtmlTargetElement("select", Attributes = "asp-for")]
public sealed class DescribedControlTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!context.Items.TryGetValue(typeof(FormFieldTagHelper), out var item) || item is not FormFieldTagHelper field)
            return;
        if (field.For is null)
        {
            output.Attributes.SetAttribute("id", field.Id);
            output.Attributes.SetAttribute("name", field.Name);
        }
        if (field.DescribedBy is { } ids)
            output.Attributes.SetAttribute("aria-describedby", ids);
        if (field.Error is not null)
            output.Attributes.SetAttribute("aria-invalid", "true");
    }
}
