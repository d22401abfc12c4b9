using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Mail.Incoming.Letters;

/// <summary>
/// Tells what is new in a letter from what it repeats. Only what certainly is a quote or a signature is folded, and nothing is left out:
/// what stands between the lines of a quote stays visible together with these lines.
/// </summary>
internal sealed class LetterFolding
{
    private const int LongestSignature = 25;
    private readonly List<LetterLine> _lines;
    private readonly LetterPartKind[] _kinds;

    /// <summary>Where the mail that is answered begins without marks at its lines; the number of lines when it does not.</summary>
    private readonly int _original;
    private int _runs,
        _introduced;

    private LetterFolding(List<LetterLine> lines)
    {
        (_lines, _kinds) = (lines, new LetterPartKind[lines.Count]);
        _original = FindQuotes();
    }

    /// <summary>The parts of a letter, in its order.</summary>
    /// <param name="lines">All of it.</param>
    /// <param name="hasNewText">False when nothing of it could be told to be new; then all of it is said to be.</param>
    public static IReadOnlyList<LetterPart> Fold(List<LetterLine> lines, out bool hasNewText)
    {
        var folding = new LetterFolding(lines);
        folding.ShowAnswersBetween();
        folding.FoldSignatures();
        folding.FoldOriginal();
        hasNewText = folding.IsAnyNew(0, folding._original);
        if (!hasNewText)
            Array.Fill(folding._kinds, LetterPartKind.New);
        return folding.Parts();
    }

    /// <summary>Marks the lines that are quoted one by one, with what introduces them.</summary>
    private int FindQuotes()
    {
        for (var i = 0; i < _lines.Count; )
        {
            if (_lines[i].Depth > 0)
            {
                i = EndRun(i, i);
                continue;
            }
            var length = QuoteMarks.Length(_lines, i, out var isCertain);
            if (length == 0)
            {
                i++;
                continue;
            }
            var next = NextWords(i + length);
            if (next < _lines.Count && _lines[next].Depth > 0)
            {
                i = EndRun(i, next);
                _introduced++;
            }
            else if (isCertain)
                return i;
            else
                i += length;
        }
        return _lines.Count;
    }

    /// <summary>Marks a run of quoted lines, blank ones between them included, and returns the place behind it.</summary>
    private int EndRun(int start, int at)
    {
        var end = at;
        for (var i = at; i < _lines.Count && (_lines[i].Depth > 0 || _lines[i].IsBlank); i++)
            if (_lines[i].Depth > 0)
                end = i + 1;
        Array.Fill(_kinds, LetterPartKind.Quote, start, end - start);
        _runs++;
        return end;
    }

    /// <summary>
    /// Where something is written between or below quoted lines, these lines are what it answers. Only a single quote that is introduced as
    /// one ("On … wrote:") is the whole mail.
    /// </summary>
    private void ShowAnswersBetween()
    {
        var first = Array.IndexOf(_kinds, LetterPartKind.Quote);
        if (first < 0)
            return;
        var end = SignatureBefore(first) is { } signature && !IsAnyNew(LastQuoted() + 1, _original) ? signature : _original;
        var answersBelow = IsAnyNew(first, end);
        var points = QuoteMarks.PointsBelow(TextOf(0, first));
        if (points || (answersBelow && (_runs > 1 || _introduced == 0 || _original < _lines.Count)))
            Array.Fill(_kinds, LetterPartKind.New, 0, _original);
    }

    /// <summary>The mail that is answered, unless the answers may be in it.</summary>
    private void FoldOriginal()
    {
        if (_original < _lines.Count && IsAnyNew(0, _original) && !QuoteMarks.PointsBelow(TextOf(0, _original)))
            Array.Fill(_kinds, LetterPartKind.Quote, _original, _lines.Count - _original);
    }

    private void FoldSignatures()
    {
        for (var i = 0; i < _original; i++)
            if (_kinds[i] == LetterPartKind.New && (_lines[i].Mark == LetterMark.Signature || QuoteMarks.IsDevice(_lines[i])))
                _kinds[i] = LetterPartKind.Signature;
        if (SignatureBefore(_original) is not { } start)
            return;
        var end = start;
        while (end < _original && _lines[end].Depth == 0 && _kinds[end] != LetterPartKind.Quote)
            end++;
        // A quoted line behind it is a part of it, unless somebody writes on behind that line.
        if (!IsAnyNew(end, _original))
            Array.Fill(_kinds, LetterPartKind.Signature, start, end - start);
    }

    /// <summary>Where a signature begins with its rule, before some line: below new text, and no longer than signatures are.</summary>
    private int? SignatureBefore(int before)
    {
        var length = 0;
        for (var i = before - 1; i >= 0 && length <= LongestSignature; i--)
        {
            if (QuoteMarks.IsSignatureRule(_lines[i]))
                return IsAnyNew(0, i) ? i : null;
            length += _lines[i] is { Depth: 0, IsBlank: false } && _kinds[i] != LetterPartKind.Quote ? 1 : 0;
        }
        return null;
    }

    private int LastQuoted() => Array.LastIndexOf(_kinds, LetterPartKind.Quote);

    private int NextWords(int at)
    {
        while (at < _lines.Count && _lines[at].IsBlank)
            at++;
        return at;
    }

    private bool IsAnyNew(int start, int end)
    {
        for (var i = Math.Max(start, 0); i < end; i++)
            if (_kinds[i] == LetterPartKind.New && !_lines[i].IsBlank)
                return true;
        return false;
    }

    private string TextOf(int start, int end) =>
        string.Join('\n', Enumerable.Range(start, end - start).Where(i => _kinds[i] == LetterPartKind.New).Select(i => _lines[i].Words));

    private List<LetterPart> Parts()
    {
        var parts = new List<LetterPart>();
        for (int start = 0, end; start < _lines.Count; start = end)
        {
            for (end = start + 1; end < _lines.Count && (_kinds[end] == _kinds[start] || _lines[end].IsBlank); )
                end++;
            var text = CleanText.Lines(string.Join('\n', _lines.GetRange(start, end - start).Select(line => line.Text)));
            if (text.Length > 0)
                parts.Add(new(_kinds[start], text));
        }
        return parts;
    }
}
