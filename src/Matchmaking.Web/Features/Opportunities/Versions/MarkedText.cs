using System.Text.Encodings.Web;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Html;

namespace Matchmaking.Web.Features.Opportunities.Versions;

/// <summary>A difference as HTML: what was removed in <c>del</c>, what was added in <c>ins</c>, each said in words too.</summary>
/// <param name="pieces">See <see cref="TextDifference"/>.</param>
/// <param name="without">What is left out: one of the two in a column of its own, nothing where both stand in one text.</param>
/// <param name="t">The reader's language.</param>
public sealed class MarkedText(IEnumerable<TextPiece> pieces, PieceKind? without, Text t) : IHtmlContent
{
    /// <inheritdoc/>
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        foreach (var (text, kind) in pieces)
        {
            if (kind == without)
                continue;
            if (kind == PieceKind.Same)
            {
                encoder.Encode(writer, text);
                continue;
            }
            var (tag, word) = kind == PieceKind.Removed ? ("del", t["version.mark.removed"]) : ("ins", t["version.mark.added"]);
            writer.Write($"<{tag}><span class=\"visually-hidden\">[");
            encoder.Encode(writer, word);
            writer.Write(": </span>");
            encoder.Encode(writer, text);
            writer.Write($"<span class=\"visually-hidden\">]</span></{tag}>");
        }
    }
}
