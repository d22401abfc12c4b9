using System.Text;
using System.Xml;

namespace Matchmaking.Web.Files;

/// <summary>
/// What acts from within the text of a document: fields of Word, formulas of Excel and its links to another program (DDE), what a click on
/// a slide, or passing over it, runs, and what adds itself to the program. A word counts in the vocabulary that it belongs to, and what
/// stands in another one, or only for some readers (ECMA-376, part 3), changes nothing in the text around it.
/// </summary>
internal sealed class OfficeMarkup(FileWork work)
{
    private const StringComparison Ignoring = StringComparison.OrdinalIgnoreCase;
    private const int DeepestField = 100,
        LongestFormula = 32 * 1024;
    private const string Choices = "http://schemas.openxmlformats.org/markup-compatibility/2006",
        Drawings = "urn:schemas-microsoft-com:";

    private static readonly HashSet<string> Word =
    [
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.microsoft.com/office/word/2003/wordml",
    ];

    /// <summary>Parts of Excel that may be long and hold values only.</summary>
    private static readonly HashSet<string> Values = ["sst", "pivotCacheRecords", "calcChain"];

    /// <summary>Parts that are programs of their own: panes of the web, and buttons.</summary>
    private static readonly HashSet<string> Programs = ["webextension", "taskpanes", "customUI"];

    /// <summary>What asks for a value, in a cell, under a name, in a rule of what a cell looks like or may hold, or in a chart.</summary>
    private static readonly HashSet<string> Formulas =
    [
        .. "f definedName formula formula1 formula2 calculatedColumnFormula totalsRowFormula".Split(' '),
    ];

    /// <summary>The fields that are open, each within the one before; at the bottom, and where a choice begins, of none.</summary>
    private readonly Stack<WordField> _fields = new([new()]);

    /// <summary>How many fields were open where each choice began.</summary>
    private readonly Stack<int> _choices = new();

    /// <summary>What is being read, the innermost last: its depth, and its text where that matters.</summary>
    private readonly Stack<(int Depth, string Name, StringBuilder Text)> _texts = new();

    public static FileRefusal? Refusal(IEnumerable<XmlReader> nodes, FileWork work)
    {
        var markup = new OfficeMarkup(work);
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
                if (node.NamespaceURI == Choices)
                    Choose(node);
                else if (!node.IsEmptyElement && (IsCode(node) || Formulas.Contains(node.LocalName) || node.LocalName == "HyperlinkBase"))
                    _texts.Push((node.Depth, node.LocalName, new()));
                return Begun(node);
            case XmlNodeType.EndElement:
                if (node.NamespaceURI == Choices && node.LocalName is "Choice" or "Fallback")
                    return EndChoice();
                return _texts.TryPeek(out var ended) && ended.Depth == node.Depth ? End(_texts.Pop()) : null;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                if (_texts.TryPeek(out var text) && text.Depth == node.Depth - 1 && text.Text.Length <= LongestFormula)
                    text.Text.Append(node.Value);
                return null;
            default:
                return null;
        }
    }

    private static bool IsCode(XmlReader node) => node.LocalName is "instrText" or "delInstrText" && Word.Contains(node.NamespaceURI);

    /// <summary>Each is read for itself: which one a program takes depends on the program.</summary>
    private void Choose(XmlReader node)
    {
        if (_texts.Count > 0 || node.HasAttributes && node.GetAttribute("ProcessContent", Choices) is not null)
            throw new InvalidDataException("A text that is another one to another reader.");
        if (node.LocalName is not ("Choice" or "Fallback") || node.IsEmptyElement)
            return;
        _choices.Push(_fields.Count);
        _fields.Push(new());
    }

    private FileRefusal? EndChoice()
    {
        FileRefusal? refusal = null;
        var before = _choices.TryPop(out var count) ? count : 1;
        while (_fields.Count > before)
        {
            var field = _fields.Pop();
            refusal ??= field.Refusal();
        }
        return refusal;
    }

    private FileRefusal? Begun(XmlReader node)
    {
        if (node.HasAttributes && node.NamespaceURI.StartsWith(Drawings, StringComparison.Ordinal) && Drawn(node) is { } drawn)
            return drawn;
        return node.LocalName switch
        {
            "ddeLink" or "webVideoPr" => FileRefusal.Active,
            "fldSimple" when Word.Contains(node.NamespaceURI) => RefusalOfField(Own(node, "instr")),
            "fldChar" when Word.Contains(node.NamespaceURI) => Turn(Own(node, "fldCharType")),
            "connectString" or "udl" when Word.Contains(node.NamespaceURI) => FileRefusal.Linked,
            "connections" when node.Depth == 0 => FileRefusal.Linked,
            "hyperlink" when node.GetAttribute("location") is { } place => LinkTarget.RefusalOfLink(place.TrimStart('\'')),
            var name when node.Depth == 0 && Programs.Contains(name) => FileRefusal.Active,
            _ when node.HasAttributes && node.GetAttribute("action")?.Trim() is { } action => action.StartsWith(
                "ppaction://program",
                Ignoring
            ) || action.StartsWith("ppaction://macro", Ignoring)
                ? FileRefusal.Active
                : null,
            _ => null,
        };
    }

    /// <summary>Old drawings say themselves where a click leads, and where a picture lies.</summary>
    private FileRefusal? Drawn(XmlReader node)
    {
        FileRefusal? refusal = null;
        while (node.MoveToNextAttribute())
            if (node.LocalName is "href" or "src" or "althref")
            {
                work.Spend(LinkTarget.Cost);
                refusal ??= LinkTarget.RefusalOfLink(node.Value);
            }
        node.MoveToElement();
        return refusal;
    }

    private FileRefusal? RefusalOfField(string code)
    {
        work.Spend(Formula.Cost * (long)code.Length);
        return WordField.Refusal(code);
    }

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
        return type == "end" && _fields.Count > (_choices.TryPeek(out var before) ? before + 1 : 1) ? _fields.Pop().Refusal() : null;
    }

    private FileRefusal? End((int Depth, string Name, StringBuilder Text) ended)
    {
        var text = ended.Text.ToString();
        work.Spend(Formula.Cost * (long)text.Length);
        if (ended.Name == "HyperlinkBase")
            return LinkTarget.RefusalOfLink(text);
        // A field's code may lie in pieces, and other fields between them; what was deleted of it comes back with a click.
        if (ended.Name == "delInstrText")
            return WordField.Refusal(text);
        if (ended.Name == "instrText")
        {
            _fields.Peek().Add(text);
            return null;
        }
        return text.Length > LongestFormula || Formula.ReachesOut(text) ? FileRefusal.Active : null;
    }

    /// <summary>An attribute of the element's own vocabulary.</summary>
    private static string Own(XmlReader node, string name) => node.GetAttribute(name, node.NamespaceURI) ?? node.GetAttribute(name) ?? "";
}
