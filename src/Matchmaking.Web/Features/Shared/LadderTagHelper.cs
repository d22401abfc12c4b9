using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Matchmaking.Web.Features.Shared;

/// <summary><c>&lt;ladder technical="4" legal="3"/&gt;</c>: the small two-lane stage ladder; a sentence for screen readers.</summary>
[HtmlTargetElement("ladder", TagStructure = TagStructure.WithoutEndTag)]
public sealed class LadderTagHelper(ReferenceData reference, Text t) : TagHelper
{
    /// <summary>0 to 5; null for unknown.</summary>
    public int? Technical { get; set; }

    /// <summary>0 to 6; null for unknown.</summary>
    public int? Legal { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(new Ladder(Technical, Legal, t, reference));
    }
}

/// <summary>The same for loops; see <see cref="Icon"/>.</summary>
public sealed class Ladder(int? technical, int? legal, Text t, ReferenceData reference) : IHtmlContent
{
    /// <summary>By stages: the drawing, which has no words.</summary>
    private static readonly ConcurrentDictionary<(int? Technical, int? Legal), string> Drawings = new();

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        writer.Write("<svg class=\"ladder\" viewBox=\"0 0 122 28\" role=\"img\" aria-label=\"");
        encoder.Encode(
            writer,
            t[
                "ladder.label",
                ("technical", Words('T', technical, reference.TechnicalStages)),
                ("legal", Words('L', legal, reference.LegalStages))
            ]
        );
        writer.Write("\">");
        writer.Write(Drawings.GetOrAdd((technical, legal), static stages => Draw(stages.Technical, stages.Legal)));
        writer.Write("</svg>");
    }

    private string Words(char letter, int? stage, IReadOnlyList<Stage> stages) =>
        stage is { } reached ? $"{letter}{reached} {stages[reached].Name.In(t.Language)}" : t["stage.unknown"];

    private static string Draw(int? technical, int? legal)
    {
        var svg = new StringBuilder();
        Lane(svg, 'T', technical, 11, [2, 4, 6, 8, 10, 12], fromTop: false);
        Lane(svg, 'L', legal, 25, [2, 4, 5, 7, 9, 10, 12], fromTop: true);
        return svg.ToString();
    }

    private static void Lane(StringBuilder svg, char letter, int? reached, int baseline, int[] heights, bool fromTop)
    {
        var css = char.ToLowerInvariant(letter);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text{(reached is null ? " class=\"none\"" : "")} x=\"0\" y=\"{baseline}\">"
                + $"{letter}{(reached is { } n ? n.ToString(CultureInfo.InvariantCulture) : "?")}</text>"
        );
        for (var i = 0; i < heights.Length; i++)
        {
            var step =
                reached is null ? "unknown"
                : i <= reached ? css.ToString()
                : "off";
            var y = fromTop ? 15 : 13 - heights[i];
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect class=\"{step}\" x=\"{24 + 14 * i}\" y=\"{y}\" width=\"12\" height=\"{heights[i]}\"/>"
            );
        }
    }
}
