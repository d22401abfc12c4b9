using System.Text.Encodings.Web;
using Matchmaking.Web.Forms;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Matchmaking.Web.Features.Shared;

/// <summary><c>&lt;icon name="search"/&gt;</c>: an icon of the sprite. Icons are decoration; words stand beside them.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    /// <summary>Without the prefix "icon-": "search", or a sector's code.</summary>
    public required string Name { get; set; }

    public bool Large { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext View { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(new Icon(Sprite.Icons(View.HttpContext), Name, Large));
    }
}

/// <summary>The same for loops: a tag helper for each row costs more than the rest of the row.</summary>
/// <param name="sprite">See <see cref="Sprite.Icons"/>.</param>
/// <param name="name">As <see cref="IconTagHelper.Name"/>.</param>
/// <param name="large">Whether it is large.</param>
public sealed class Icon(string sprite, string name, bool large = false) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        writer.Write(
            large ? "<svg class=\"icon icon-l\" aria-hidden=\"true\"><use href=\"" : "<svg class=\"icon\" aria-hidden=\"true\"><use href=\""
        );
        encoder.Encode(writer, sprite);
        writer.Write("#icon-");
        encoder.Encode(writer, name);
        writer.Write("\"/></svg>");
    }
}
