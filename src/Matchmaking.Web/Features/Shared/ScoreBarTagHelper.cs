using System.Globalization;
using System.Text;
using Matchmaking.Matching;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Matchmaking.Web.Features.Shared;

/// <summary>
/// <c>&lt;score-bar score reasons opportunity mandate/&gt;</c>: 0–100, its segments are the reasons; opened, it says them in words.
/// </summary>
[HtmlTargetElement("score-bar", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ScoreBarTagHelper(ReasonWords words, Text t) : TagHelper
{
    public required int Score { get; set; }
    public required IReadOnlyList<Reason> Reasons { get; set; }
    public required Opportunity Opportunity { get; set; }
    public required Mandate Mandate { get; set; }

    /// <summary>Whether the words are open from the start.</summary>
    public bool Open { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext View { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "details";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "why");
        if (Open)
            output.Attributes.SetAttribute("open", "");
        output
            .Content.AppendHtml("<summary><span class=\"score score-big\"><span class=\"visually-hidden\">")
            .Append(t["score.word"])
            .AppendHtml(" </span><b>")
            .Append(Score.ToString(CultureInfo.InvariantCulture))
            .AppendHtml("</b><span class=\"visually-hidden\"> / 100 </span>")
            .AppendHtml(Bar())
            .AppendHtml("</span><span class=\"more\">")
            .Append(t["score.why"])
            .AppendHtml("</span></summary><ul class=\"reasons\">");
        foreach (var reason in words.Counting(Reasons))
        {
            var (css, icon) = reason.Fit switch
            {
                Fit.Exact or Fit.Open => ("yes", "circle-check"),
                Fit.Near => ("partly", "circle-minus"),
                Fit.Unknown => ("unknown", "circle-question-mark"),
                Fit.Against => ("against", "thumbs-down"),
                _ => ("missed", "circle-x"),
            };
            output
                .Content.AppendHtml(
                    $"<li class=\"{css}\"><svg class=\"icon\" aria-hidden=\"true\">"
                        + $"<use href=\"{Sprite.Icons(View.HttpContext)}#icon-{icon}\"/></svg><span>"
                )
                .Append(words.Describe(reason, Opportunity, Mandate, t))
                .AppendHtml("</span><span class=\"points\">")
                .AppendHtml(Points(reason))
                .AppendHtml("</span></li>");
        }
        output.Content.AppendHtml("</ul>");
    }

    private string Bar()
    {
        var svg = new StringBuilder("<svg class=\"score-bar\" viewBox=\"0 0 100 12\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        decimal x = 0,
            end = 0;
        foreach (var reason in Reasons.Where(reason => reason.Points > 0))
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect class=\"{Css(reason)}\" x=\"{x}\" y=\"0\" width=\"{reason.Points - 0.6m}\" height=\"12\"/>"
            );
            x = end = x + reason.Points;
        }
        // What speaks against it takes a bite out of what was earned: struck through, so that it does not depend on the colour.
        foreach (var reason in Reasons.Where(reason => reason.Points < 0))
        {
            x += reason.Points;
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect class=\"bite\" x=\"{x}\" y=\"0\" width=\"{-reason.Points}\" height=\"12\"/>"
                    + $"<line class=\"against\" x1=\"{x}\" x2=\"{x - reason.Points}\" y1=\"6\" y2=\"6\"/>"
            );
        }
        x = end;
        foreach (
            var reason in Reasons
                .Where(reason => reason is { Points: 0, Of: > 0, Condition: <= Condition.ExcludedWord })
                .OrderBy(reason => reason.Fit == Fit.Unknown)
        )
        {
            var css = reason.Fit == Fit.Unknown ? "unknown" : "miss " + Css(reason);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"{css}\" x1=\"{x}\" x2=\"{x + reason.Of - 0.6m}\" y1=\"6\" y2=\"6\"/>");
            x += reason.Of;
        }
        return svg.Append("</svg>").ToString();
    }

    private static string Css(Reason reason) =>
        reason.Condition switch
        {
            Condition.Sector => "sector",
            Condition.Place => "place",
            Condition.Ticket => "ticket",
            Condition.DealType => "deal-type",
            Condition.TrackRecord => "track-record",
            Condition.Feedback => "feedback",
            _ => "stage",
        };

    /// <summary>A declared part is a share of what could be earned; what is inferred only adds or takes away.</summary>
    private static string Points(Reason reason) =>
        reason.Condition > Condition.ExcludedWord
            ? string.Create(CultureInfo.InvariantCulture, $"<b>{(reason.Points < 0 ? "\u2212" : "+")}{Math.Abs(reason.Points)}</b>")
            : string.Create(CultureInfo.InvariantCulture, $"<b>{reason.Points}</b> / {reason.Of}");
}
