using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Matchmaking.Web.Features.Shared;

/// <summary>
/// One lane of the stage ladder, small: how far a listing is. The word stands beside it, so that it is decoration; a lane that is not
/// known is not drawn at all.
/// </summary>
/// <param name="letter">'T' for the technical lane, which rises; 'L' for the legal one, which hangs.</param>
/// <param name="reached">The step, from 0; one beyond the last for all.</param>
public sealed class StageLane(char letter, int reached) : IHtmlContent
{
    private static readonly ConcurrentDictionary<(char Letter, int Reached), string> Drawings = new();

    public void WriteTo(TextWriter writer, HtmlEncoder encoder) =>
        writer.Write(Drawings.GetOrAdd((letter, reached), static lane => Draw(lane.Letter, lane.Reached)));

    private static string Draw(char letter, int reached)
    {
        ReadOnlySpan<int> heights = letter == 'T' ? [3, 5, 6, 8, 9, 11] : [3, 4, 6, 7, 8, 10, 11];
        var svg = new StringBuilder("<svg class=\"lane\" viewBox=\"0 0 54 12\" aria-hidden=\"true\">");
        for (var step = 0; step < heights.Length; step++)
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect class=\"{(step <= reached ? char.ToLowerInvariant(letter).ToString() : "off")}\" "
                    + $"x=\"{8 * step}\" y=\"{(letter == 'T' ? 12 - heights[step] : 0)}\" width=\"6\" height=\"{heights[step]}\"/>"
            );
        return svg.Append("</svg>").ToString();
    }
}
