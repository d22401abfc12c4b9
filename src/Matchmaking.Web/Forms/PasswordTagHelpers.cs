using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Matchmaking.Web.Forms;

/// <summary>Beside every password: a box that shows it. It stays hidden until <c>site.js</c> can do what it says.</summary>
[HtmlTargetElement("input", Attributes = "[type=password]")]
public sealed class ShowPasswordTagHelper(Text t) : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (context.Items.TryGetValue(typeof(PasswordFormTagHelper), out var form))
            ((PasswordFormTagHelper)form).HasPassword = true;
        output
            .PostElement.AppendHtml("<label class=\"check show-password\" hidden><input type=\"checkbox\" data-shows><span>")
            .Append(t["form.show-password"])
            .AppendHtml("</span></label>");
    }
}

/// <summary>
/// A form with a password is posted by htmx, and the answer takes the place of the page's main part, where <c>site.js</c> puts the password
/// back: so a mistake elsewhere does not cost it, and no answer ever holds one. To send it back in the page would put it into caches and
/// histories, and rules checked in the browser would have to be all of the server's. Without JavaScript it is typed again. A
/// <c>plain</c> form is posted as usual, for answers that are pages of their own.
/// </summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class PasswordFormTagHelper : TagHelper
{
    internal bool HasPassword { get; set; }

    /// <summary>Posts it as usual.</summary>
    [HtmlAttributeName("plain")]
    public bool IsPlain { get; set; }

    /// <summary>After the one that writes the address.</summary>
    public override int Order => 2;

    public override void Init(TagHelperContext context) => context.Items[typeof(PasswordFormTagHelper)] = this;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        await output.GetChildContentAsync();
        if (!HasPassword || IsPlain)
            return;
        output.Attributes.SetAttribute("hx-post", output.Attributes["action"]?.Value ?? "");
        output.Attributes.SetAttribute("hx-target", "#main");
        output.Attributes.SetAttribute("hx-select", "#main > *");
        output.Attributes.SetAttribute("hx-swap", "innerHTML");
    }
}

/// <summary>A redirect that answers htmx is followed by the browser as a page, not by htmx as a fragment.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LeavesPageAttribute : ResultFilterAttribute
{
    public override void OnResultExecuted(ResultExecutedContext context)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        if (
            !request.Headers.ContainsKey("HX-Request")
            || response.HasStarted
            || response.StatusCode != StatusCodes.Status302Found
            || response.Headers.Location.FirstOrDefault() is not { } location
        )
            return;
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers.Remove("Location");
        response.Headers["HX-Redirect"] = location;
    }
}
