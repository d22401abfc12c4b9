using System.Text;
using System.Xml;

namespace Matchmaking.Web.Files;

/// <summary>
/// What acts from within the text of a document: fields of Word, formulas of Excel and its links to another program (DDE), what a click on
/// a slide, or passing over it, runs, and what adds itself to the program.
/// </summary>
internal sealed class OfficeMarkup
{
    private const StringComparison Ignoring = StringComparison.OrdinalIgnoreCase;
    private const int DeepestField = 100,
        LongestFormula = 32 * 1024;

    /// <summary>Parts of Excel that may be long and hold values only.</summary>
    private static readonly HashSet<string> Values = ["sst", "pivotCacheRecords", "calcChain"];

    /// <summary>Parts that are programs of their own: panes of the web, and buttons.</summary>
    private static readonly HashSet<string> Programs = ["webextension", "taskpanes", "customUI"];

    /// <summary>What asks for a value, in a cell, under a name, in a rule of what a cell looks like or may hold, or in a chart.</summary>
    private static readonly HashSet<string> Formulas = ["f", "definedName", "formula", "formula1", "formula2", "calculatedColumnFormula"];

    /// <summary>The fields that are open, each within the one before; of none, at the bottom.</summary>
    private readonly Stack<WordField> _fields = new([new()]);
    private readonly StringBuilder _formula = new();
    private bool _isCode,
        _isFormula;

    public static FileRefusal? Refusal(IEnumerable<XmlReader> nodes)
    {
        var markup = new OfficeMarkup();
        foreach (var node in nodes)
            if (node is { NodeType: XmlNodeType.Element, Depth: 0 } && Values.Contains(node.LocalName))
                return null;
            else if (markup.Read(node) is { } refusal)
                return refusal;
        return markup._fields.Select(field => field.Refusal()).FirstOrDefault(refusal => refusal is not null);
    }

    private FileRefusal? Read(XmlReader node)
    {
        switch (node.NodeType)
        {
            case XmlNodeType.Element:
                _isCode = node.LocalName == "instrText" && !node.IsEmptyElement;
                _isFormula = !node.IsEmptyElement && Formulas.Contains(node.LocalName);
                return Begun(node);
            case XmlNodeType.EndElement:
                _isCode = false;
                return _isFormula ? EndFormula() : null;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                // A field's code may lie in pieces, and other fields between them.
                if (_isCode)
                    _fields.Peek().Add(node.Value);
                else if (_isFormula && _formula.Length <= LongestFormula)
                    _formula.Append(node.Value);
                return null;
            default:
                return null;
        }
    }

    private FileRefusal? Begun(XmlReader node) =>
        node.LocalName switch
        {
            "ddeLink" => FileRefusal.Active,
            "fldSimple" => WordField.Refusal(Own(node, "instr")),
            "fldChar" => Turn(Own(node, "fldCharType")),
            var name when node.Depth == 0 && Programs.Contains(name) => FileRefusal.Active,
            _ when node.HasAttributes && node.GetAttribute("action")?.Trim() is { } action => action.StartsWith(
                "ppaction://program",
                Ignoring
            ) || action.StartsWith("ppaction://macro", Ignoring)
                ? FileRefusal.Active
                : null,
            _ => null,
        };

    private FileRefusal? Turn(string type)
    {
        if (type == "begin")
        {
            _fields.Peek().Nest();
            _fields.Push(new());
        }
        else if (type == "separate")
            _fields.Peek().EndCode();
        if (_fields.Count > DeepestField)
            throw new InvalidDataException("Fields that are too deep.");
        return type == "end" && _fields.Count > 1 ? _fields.Pop().Refusal() : null;
    }

    private FileRefusal? EndFormula()
    {
        var formula = _formula.ToString();
        _formula.Clear();
        _isFormula = false;
        return formula.Length > LongestFormula || Formula.ReachesOut(formula) ? FileRefusal.Active : null;
    }

    /// <summary>An attribute of the element's own vocabulary.</summary>
    private static string Own(XmlReader node, string name) => node.GetAttribute(name, node.NamespaceURI) ?? node.GetAttribute(name) ?? "";
}
