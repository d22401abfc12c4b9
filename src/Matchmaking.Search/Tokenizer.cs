using System.Text;

namespace Matchmaking.Search;

/// <summary>
/// Cuts a text into tokens: words of letters, runs of digits, single Chinese characters. It reads any text once, whatever it holds, and
/// knows where each token stood.
/// </summary>
internal sealed class Tokenizer(ChineseCharacters characters)
{
    /// <summary>A longer run of letters is cut: it is no word.</summary>
    public const int LongestWord = 64;

    /// <summary>The tokens of a text in their order.</summary>
    public List<Token> Read(string text)
    {
        var reading = new Reading(text.Length / 4 + 4);
        for (var i = 0; i < text.Length; )
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var taken);
            var folded = Folding.Of(rune);
            if (folded.Length == 0)
                reading.Skip(i + taken);
            else if (Folding.IsHan(rune))
                reading.Character(characters.Simplified(rune), i, i + taken);
            else if (folded == Folding.Separator)
                reading.Separate(Folding.Joins(rune), Folding.IsApostrophe(rune), Folding.Breaks(rune));
            else
                reading.Letters(folded, i, i + taken, CaseOf(rune), i + taken < text.Length && char.IsLower(text[i + taken]));
            i += taken;
        }
        reading.Flush();
        return reading.Tokens;
    }

    private static Case CaseOf(Rune rune) =>
        Rune.IsUpper(rune) ? Case.Upper
        : Rune.IsLower(rune) ? Case.Lower
        : Case.None;

    private enum Case
    {
        None,
        Upper,
        Lower,
    }

    /// <summary>The state between two characters.</summary>
    private sealed class Reading(int capacity)
    {
        private readonly StringBuilder _word = new();
        private int _start;
        private int _end;
        private int _capitals;
        private bool _isNumber;
        private Case _last;
        private int _lastStart;
        private int _lastEnd;
        private bool _isJoined;
        private bool _mayJoin;
        private bool _afterApostrophe;
        private bool _afterHan;
        private bool _isPossessive;
        private bool _afterBreak;
        private bool _beganAfterBreak;

        public List<Token> Tokens { get; } = new(capacity);

        public void Skip(int end)
        {
            if (_word.Length > 0)
                _end = end;
        }

        public void Character(string character, int start, int end)
        {
            Flush();
            Tokens.Add(new(character, start, end, TokenKind.Han, _afterHan, false, _afterBreak));
            (_mayJoin, _afterHan, _afterBreak) = (false, true, false);
        }

        public void Separate(bool joins, bool isApostrophe, bool breaks)
        {
            var inWord = _word.Length > 0;
            Flush();
            _mayJoin = joins && inWord;
            _afterHan = false;
            _afterApostrophe = isApostrophe && inWord;
            _afterBreak |= breaks;
        }

        public void Letters(string folded, int start, int end, Case letterCase, bool isLowerNext)
        {
            var isNumber = char.IsDigit(folded[0]);
            SplitAtCapital(letterCase, isLowerNext);
            if (_word.Length > 0 && (isNumber != _isNumber || _word.Length >= LongestWord))
            {
                var joins = _word.Length < LongestWord;
                Flush();
                _mayJoin = joins;
            }
            if (_word.Length == 0)
            {
                (_start, _isNumber, _isJoined, _capitals) = (start, isNumber, _mayJoin, 0);
                (_isPossessive, _afterApostrophe, _mayJoin) = (_mayJoin && _afterApostrophe, false, false);
                (_beganAfterBreak, _afterBreak) = (_afterBreak, false);
            }
            _afterHan = false;
            _word.Append(folded);
            _capitals += letterCase == Case.Upper ? 1 : 0;
            (_last, _lastStart, _lastEnd) = (letterCase, start, _end);
            _end = end;
        }

        /// <summary>PowerChina and SOCARGreen are two words in one, like power-china; MVt and PPPs are not.</summary>
        private void SplitAtCapital(Case letterCase, bool isLowerNext)
        {
            if (_isNumber || !isLowerNext)
                return;
            if (letterCase == Case.Upper && _last == Case.Lower && _word.Length >= 2)
            {
                Flush();
                _mayJoin = true;
            }
            else if (letterCase == Case.Lower && _last == Case.Upper && _word.Length >= 3 && _capitals == _word.Length)
            {
                var (capital, start, end) = (_word[^1], _lastStart, _end);
                (_end, _word.Length, _capitals) = (_lastEnd, _word.Length - 1, _capitals - 1);
                Flush();
                (_start, _end, _isJoined, _capitals, _isPossessive) = (start, end, true, 1, false);
                _beganAfterBreak = false;
                _word.Append(capital);
            }
        }

        public void Flush()
        {
            _last = Case.None;
            if (_word.Length == 0)
                return;
            var word = _word.ToString();
            // The s of "Azerbaijan's" is no word and no part of the name.
            if (!(_isPossessive && word == "s"))
            {
                var isUpper = _capitals >= 2 && _capitals == word.Length;
                Tokens.Add(new(word, _start, _end, _isNumber ? TokenKind.Number : TokenKind.Word, _isJoined, isUpper, _beganAfterBreak));
            }
            _word.Clear();
        }
    }
}
