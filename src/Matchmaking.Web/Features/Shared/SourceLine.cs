using System.Text.Encodings.Web;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Html;

namespace Matchmaking.Web.Features.Shared;

/// <summary>The sources of a fact in one line, links where they are addresses. Nothing where there are none.</summary>
public sealed class SourceLine(IEnumerable<SourceLink> sources, Text t) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var isFirst = true;
        foreach (var source in sources)
        {
            if (isFirst)
                Element(writer, encoder, "<span>", t["source"], "</span> ");
            isFirst = false;
            if (source.Address is null)
            {
                Element(writer, encoder, "<span>", source.Words, "</span> ");
                continue;
            }
            Element(writer, encoder, "<a href=\"", source.Address, "\" rel=\"noopener nofollow\" title=\"");
            Element(writer, encoder, "", source.Path, "\">");
            Element(writer, encoder, "", source.Words, "</a> ");
        }
    }

    private static void Element(TextWriter writer, HtmlEncoder encoder, string before, string words, string after)
    {
        writer.Write(before);
        encoder.Encode(writer, words);
        writer.Write(after);
    }
}
