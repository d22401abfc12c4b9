using System.Text.RegularExpressions;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Matchmaking.Web.Features.Shared;

/// <summary><c>&lt;amount from to currency/&gt;</c>: money in the reader's way, its figures in full weight and everything else as a unit.</summary>
[HtmlTargetElement("amount", TagStructure = TagStructure.WithoutEndTag)]
public sealed partial class AmountTagHelper(ReferenceData reference, Text t) : TagHelper
{
    public decimal? From { get; set; }
    public decimal? To { get; set; }
    public string? Currency { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (Money.Range(From, To, Currency, t, reference) is not { } words)
        {
            output.Content.AppendHtml("<span class=\"unit\">").Append(t["opportunity.amount.unpublished"]).AppendHtml("</span>");
            return;
        }
        foreach (var part in Figure().Split(words))
            if (part.Length > 0 && char.IsAsciiDigit(part[0]))
                output.Content.Append(part);
            else if (part.Length > 0)
                output.Content.AppendHtml("<span class=\"unit\">").Append(part).AppendHtml("</span>");
    }

    [GeneratedRegex(@"(\d[\d.,]*)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Figure();
}
