using System.Globalization;
using System.Text;
using Matchmaking.Web.Languages;
using MimeKit.Text;

namespace Matchmaking.Web.Mail.Incoming.Letters;

/// <summary>
/// The lines that a reader sees of an HTML text, with what its elements say of them: quoted, of a signature, the beginning of the mail that
/// is answered. Time grows with the length alone.
/// </summary>
internal sealed class LetterHtml
{
    private const int ShownDepth = 5,
        LongestLink = 300;
    private readonly List<LetterLine> _lines = [];
    private readonly StringBuilder _line = new();
    private readonly Stack<(HtmlTagId Id, bool Quotes, bool Signs)> _open = new();
    private readonly Dictionary<HtmlTagId, int> _openOf = [];
    private readonly Stack<int> _lists = new();
    private HtmlTagId _hidden = HtmlTagId.Unknown;
    private LetterMark _mark;
    private string? _link;
    private int _depth,
        _signatures,
        _preformatted,
        _linkStart;
    private bool _hasSpace,
        _follows;

    /// <summary>Reads a text.</summary>
    public static List<LetterLine> Lines(string html)
    {
        var page = new LetterHtml();
        var tokenizer = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true };
        while (tokenizer.ReadNextToken(out var token))
            if (token is HtmlTagToken tag)
                page.Read(tag);
            else if (token is HtmlDataToken { Kind: not HtmlTokenKind.Comment } data && page._hidden == HtmlTagId.Unknown)
                page.Write(data.Data);
        page.EndLine();
        return page._lines;
    }

    private void Read(HtmlTagToken tag)
    {
        if (tag.Id is HtmlTagId.Style or HtmlTagId.Script or HtmlTagId.Head or HtmlTagId.Title && !tag.IsEmptyElement)
        {
            if (_hidden == HtmlTagId.Unknown || _hidden == tag.Id)
                _hidden = tag.IsEndTag ? HtmlTagId.Unknown : tag.Id;
            return;
        }
        if (tag.Id == HtmlTagId.Body)
            _hidden = HtmlTagId.Unknown;
        if (_hidden != HtmlTagId.Unknown)
            return;
        switch (tag.Id)
        {
            case HtmlTagId.Br:
                EndLine(always: true);
                break;
            case HtmlTagId.P or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.H4 or HtmlTagId.Table or HtmlTagId.HR:
                EndLine();
                if (tag.IsEndTag && tag.Id != HtmlTagId.Table)
                    EndLine(always: true);
                if (tag.Id == HtmlTagId.Table)
                    Nest(tag);
                break;
            case HtmlTagId.Div or HtmlTagId.BlockQuote:
                EndLine();
                Nest(tag);
                break;
            case HtmlTagId.Pre:
                EndLine();
                _preformatted = Math.Max(0, _preformatted + (tag.IsEndTag ? -1 : 1));
                break;
            case HtmlTagId.TR:
                EndLine();
                break;
            case HtmlTagId.TD or HtmlTagId.TH when !tag.IsEndTag && _line.Length > 0:
                _line.Append('\t');
                break;
            case HtmlTagId.UL or HtmlTagId.OL:
                EndLine();
                if (!tag.IsEndTag)
                    _lists.Push(tag.Id == HtmlTagId.OL ? 1 : 0);
                else
                    _lists.TryPop(out _);
                break;
            case HtmlTagId.LI:
                EndLine();
                if (!tag.IsEndTag)
                    BeginItem();
                break;
            case HtmlTagId.A:
                ReadLink(tag);
                break;
        }
    }

    /// <summary>Elements of which it matters where they end. What closes nothing that is open is passed over without a search.</summary>
    private void Nest(HtmlTagToken tag)
    {
        if (!tag.IsEndTag)
        {
            var (quotes, signs) = (HtmlMarks.Quotes(tag), HtmlMarks.Signs(tag));
            if (HtmlMarks.BeginsOriginal(tag))
                _mark = LetterMark.Original;
            if (tag.IsEmptyElement)
                return;
            _open.Push((tag.Id, quotes, signs));
            _openOf[tag.Id] = _openOf.GetValueOrDefault(tag.Id) + 1;
            (_depth, _signatures) = (_depth + (quotes ? 1 : 0), _signatures + (signs ? 1 : 0));
            return;
        }
        if (_openOf.GetValueOrDefault(tag.Id) == 0)
            return;
        while (_open.TryPop(out var closed))
        {
            _openOf[closed.Id]--;
            (_depth, _signatures) = (_depth - (closed.Quotes ? 1 : 0), _signatures - (closed.Signs ? 1 : 0));
            if (closed.Id == tag.Id)
                return;
        }
    }

    private void BeginItem()
    {
        if (_lists.TryPop(out var number) && number > 0)
            _line.Append(CultureInfo.InvariantCulture, $"{number++}. ");
        else
            _line.Append("• ");
        _lists.Push(number);
        _hasSpace = true;
        _follows = false;
    }

    /// <summary>"Our catalogue" hides an address that the text alone would lose.</summary>
    private void ReadLink(HtmlTagToken tag)
    {
        if (!tag.IsEndTag)
        {
            var target = tag.Attributes.FirstOrDefault(attribute => attribute.Id == HtmlAttributeId.Href)?.Value?.Trim();
            var leads = target is { Length: > 8 and <= LongestLink } && target.StartsWith("http", StringComparison.OrdinalIgnoreCase);
            (_link, _linkStart) = (leads ? target : null, _line.Length);
            return;
        }
        if (_link is { } address && _linkStart < _line.Length)
        {
            var shown = _line.ToString(_linkStart, _line.Length - _linkStart).Trim();
            var isAddress = shown.Contains('.', StringComparison.Ordinal) && address.Contains(shown, StringComparison.OrdinalIgnoreCase);
            if (shown.Length > 0 && !isAddress)
                _line.Append(" (").Append(address).Append(')');
        }
        _link = null;
    }

    private void Write(string text)
    {
        foreach (var letter in text)
            if (letter is ' ' or '\t' or '\r' or '\n' or '\f' && _preformatted == 0)
                _follows = true;
            else if (letter is '\r' && _preformatted > 0)
                continue;
            else if (letter is '\n')
                EndLine(always: true);
            else
            {
                if (_follows && _line.Length > 0 && !_hasSpace)
                    _line.Append(' ');
                _line.Append(letter);
                (_follows, _hasSpace) = (false, false);
            }
    }

    /// <param name="always">Also a line in which nothing stands.</param>
    private void EndLine(bool always = false)
    {
        var words = CleanText.Of(_line.ToString()).Replace('\u00A0', ' ').Trim();
        if (words.Length > 0 || always)
        {
            // A mark waits for the first line in which something stands.
            var mark = words.Length == 0 ? LetterMark.None : _mark;
            if (mark == LetterMark.None && _signatures > 0)
                mark = LetterMark.Signature;
            var marks = string.Concat(Enumerable.Repeat("> ", Math.Min(_depth, ShownDepth)));
            foreach (var part in words.Split('\n'))
                _lines.Add(new((marks + part).TrimEnd(), part.Trim(), _depth, mark));
            _mark = words.Length == 0 ? _mark : LetterMark.None;
        }
        _line.Clear();
        (_linkStart, _follows, _hasSpace) = (0, false, false);
    }
}
