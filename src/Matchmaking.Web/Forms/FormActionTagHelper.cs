using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Matchmaking.Web.Forms;

/// <summary>
/// A form that does not say where it is sent is sent to its page. The framework sends it to the address of the request with all its query:
/// on the answer of a preview, to the preview again, so that without JavaScript nothing would ever be saved.
/// </summary>
[HtmlTargetElement("form", Attributes = "method")]
public sealed class FormActionTagHelper : TagHelper
{
    private const string Handler = "handler";

    [HtmlAttributeNotBound, ViewContext]
    public required ViewContext ViewContext { get; set; }

    /// <summary>After the framework's, which writes the address.</summary>
    public override int Order => 1;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var request = ViewContext.HttpContext.Request;
        if (!request.Query.ContainsKey(Handler) || context.AllAttributes.Any(attribute => IsAddress(attribute.Name)))
            return;
        var query = QueryString.Create(request.Query.Where(pair => !pair.Key.Equals(Handler, StringComparison.OrdinalIgnoreCase)));
        output.Attributes.SetAttribute("action", request.PathBase + request.Path + query);
    }

    private static bool IsAddress(string attribute) =>
        attribute.Equals("action", StringComparison.OrdinalIgnoreCase)
        || attribute.StartsWith("asp-page", StringComparison.OrdinalIgnoreCase);
}
