using System.Text.Encodings.Web;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Matchmaking.Web.Features.Shared;

/// <summary>
/// <c>&lt;amount from to currency/&gt;</c> beside the word "amount": money in the reader's way, its figures in full weight and everything
/// else as a unit.
/// </summary>
[HtmlTargetElement("amount", TagStructure = TagStructure.WithoutEndTag)]
public sealed class AmountTagHelper(ReferenceData reference, Text t) : TagHelper
{
    public decimal? From { get; set; }
    public decimal? To { get; set; }
    public string? Currency { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(new Amount(From, To, Currency, t, reference, t["opportunity.not-published"]));
    }
}

/// <summary>
/// The same for loops; see <see cref="Icon"/>. Where nothing else is said for no amount, it says itself that the amount is not published.
/// </summary>
public sealed class Amount(decimal? from, decimal? to, string? currency, Text t, ReferenceData reference, string? unpublished = null)
    : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        if (Money.Range(from, to, currency, t, reference) is not { } words)
        {
            words = unpublished ?? t["opportunity.amount.unpublished"];
            Unit(writer, encoder, words, 0, words.Length);
            return;
        }
        for (var at = 0; at < words.Length; )
        {
            var rest = words.AsSpan(at);
            var figure = rest.IndexOfAnyInRange('0', '9');
            if (figure != 0)
            {
                var unit = figure < 0 ? rest.Length : figure;
                Unit(writer, encoder, words, at, unit);
                at += unit;
                continue;
            }
            var end = rest.IndexOfAnyExcept("0123456789.,\u00A0");
            var length = end < 0 ? rest.Length : end;
            writer.Write(rest[..length]);
            at += length;
        }
    }

    private static void Unit(TextWriter writer, HtmlEncoder encoder, string words, int at, int length)
    {
        writer.Write("<span class=\"unit\">");
        encoder.Encode(writer, words, at, length);
        writer.Write("</span>");
    }
}
