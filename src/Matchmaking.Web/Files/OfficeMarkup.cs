using System.Xml;

namespace Matchmaking.Web.Files;

/// <summary>
/// What starts a program from within the text of a document: fields of Word and links of Excel to another program (DDE), and what a click
/// on a slide, or passing over it, runs.
/// </summary>
internal sealed class OfficeMarkup
{
    private const StringComparison Ignoring = StringComparison.OrdinalIgnoreCase;
    private const int DeepestField = 100,
        Told = 3;

    /// <summary>Parts of Excel that may be long and hold values only: what a formula asks of a program stands in a link.</summary>
    private static readonly HashSet<string> Cells = ["worksheet", "sst", "pivotCacheRecords", "calcChain"];

    /// <summary>The first letters of the fields that are open, each within the one before; of none, at the bottom.</summary>
    private readonly Stack<string> _fields = new([""]);
    private bool _isCode;

    public static FileRefusal? Refusal(IEnumerable<XmlReader> nodes)
    {
        var markup = new OfficeMarkup();
        foreach (var node in nodes)
            if (node is { NodeType: XmlNodeType.Element, Depth: 0 } && Cells.Contains(node.LocalName))
                return null;
            else if (markup.StartsProgram(node))
                return FileRefusal.Active;
        return null;
    }

    private bool StartsProgram(XmlReader node)
    {
        switch (node.NodeType)
        {
            case XmlNodeType.Element:
                _isCode = node.LocalName == "instrText" && !node.IsEmptyElement;
                return node.LocalName switch
                {
                    "ddeLink" => true,
                    "fldSimple" => IsDde(Own(node, "instr")),
                    "fldChar" => Turn(Own(node, "fldCharType")),
                    _ => node.GetAttribute("action")?.Trim() is { } action
                        && (action.StartsWith("ppaction://program", Ignoring) || action.StartsWith("ppaction://macro", Ignoring)),
                };
            case XmlNodeType.EndElement:
                _isCode = false;
                return false;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when _isCode:
                // A field's code may lie in pieces, and other fields between them.
                _fields.Push(string.Concat((_fields.Pop() + node.Value).TrimStart().Take(Told)));
                return IsDde(_fields.Peek());
            default:
                return false;
        }
    }

    private bool Turn(string type)
    {
        if (type == "begin")
            _fields.Push("");
        else if (type == "end" && _fields.Count > 1)
            _fields.Pop();
        return _fields.Count > DeepestField ? throw new InvalidDataException("Fields that are too deep.") : false;
    }

    private static bool IsDde(string code) => code.TrimStart().StartsWith("DDE", Ignoring);

    /// <summary>An attribute of the element's own vocabulary.</summary>
    private static string Own(XmlReader node, string name) => node.GetAttribute(name, node.NamespaceURI) ?? node.GetAttribute(name) ?? "";
}
