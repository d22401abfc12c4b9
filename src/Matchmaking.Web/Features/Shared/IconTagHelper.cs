using Matchmaking.Web.Forms;
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
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Large ? "icon icon-l" : "icon");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.AppendHtml("<use href=\"").Append(Sprite.Icons(View.HttpContext)).AppendHtml("#icon-").Append(Name).AppendHtml("\"/>");
    }
}
