using System.Text.Encodings.Web;
using Matchmaking.Search;
using Microsoft.AspNetCore.Html;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>A text in which parts are marked; everything in it is encoded.</summary>
/// <param name="Text">The text, or a part of it.</param>
/// <param name="Marks">What to mark, in order, not overlapping.</param>
/// <param name="IsCutBefore">Whether the text goes on before it.</param>
/// <param name="IsCutAfter">Whether the text goes on after it.</param>
public sealed record MarkedWords(string Text, IReadOnlyList<TextRange> Marks, bool IsCutBefore = false, bool IsCutAfter = false)
    : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        if (IsCutBefore)
            writer.Write('…');
        var at = 0;
        foreach (var mark in Marks)
        {
            encoder.Encode(writer, Text, at, mark.Start - at);
            writer.Write("<mark>");
            encoder.Encode(writer, Text, mark.Start, mark.Length);
            writer.Write("</mark>");
            at = mark.End;
        }
        encoder.Encode(writer, Text, at, Text.Length - at);
        if (IsCutAfter)
            writer.Write('…');
    }
}
