using System.Xml;
using System.Xml.Linq;

namespace Matchmaking.Web.Features.Feed;

/// <summary>What XML may hold. A control character that somebody once pasted into a title must not break the whole feed.</summary>
internal static class XmlText
{
    public static string Of(string text) =>
        new([.. text.EnumerateRunes().SelectMany(rune => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "" : rune.ToString())]);

    public static string Document(XElement root) => "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root;
}
