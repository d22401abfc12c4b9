using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Matchmaking.Web.Features.Shared;

/// <summary><c>&lt;amount from to currency/&gt;</c>: money in the reader's way, its figures in full weight and everything else as a unit.</summary>
[HtmlTargetElement("amount", TagStructure = TagStructure.WithoutEndTag)]
public sealed class AmountTagHelper(ReferenceData reference, Text t) : TagHelper
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
        for (var rest = words.AsSpan(); rest.Length > 0;)
        {
            var (figure, length) = Part(rest);
            var part = rest[..length].ToString();
            if (figure)
                output.Content.Append(part);
            else
                output.Content.AppendHtml("<span class=\"unit\">").Append(part).AppendHtml("</span>");
            rest = rest[length..];
        }
    }

    /// <summary>The figure that a text begins with, or what stands before the next one.</summary>
    private static (bool IsFigure, int Length) Part(ReadOnlySpan<char> text)
    {
        var unit = text.IndexOfAnyInRange('0', '9');
        if (unit != 0)
            return (false, unit < 0 ? text.Length : unit);
        var figure = text.IndexOfAnyExcept("0123456789.,");
        return (true, figure < 0 ? text.Length : figure);
    }
}
