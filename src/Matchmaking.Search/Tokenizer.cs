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
                reading.Separate(Folding.Joins(rune), Folding.IsApostrophe(rune));
            else
                reading.Letters(folded, i, i + taken, Rune.IsUpper(rune));
            i += taken;
        }
        reading.Flush();
        return reading.Tokens;
    }

    /// <summary>The state between two characters.</summary>
    private sealed class Reading(int capacity)
    {
        private readonly StringBuilder _word = new();
        private int _start;
        private int _end;
        private int _capitals;
        private bool _isNumber;
        private bool _isJoined;
        private bool _mayJoin;
        private bool _afterApostrophe;
        private bool _afterHan;
        private bool _isPossessive;

        public List<Token> Tokens { get; } = new(capacity);

        public void Skip(int end)
        {
            if (_word.Length > 0)
                _end = end;
        }

        public void Character(string character, int start, int end)
        {
            Flush();
            Tokens.Add(new(character, start, end, TokenKind.Han, _afterHan, false));
            (_mayJoin, _afterHan) = (false, true);
        }

        public void Separate(bool joins, bool isApostrophe)
        {
            var inWord = _word.Length > 0;
            Flush();
            _mayJoin = joins && inWord;
            _afterHan = false;
            _afterApostrophe = isApostrophe && inWord;
        }

        public void Letters(string folded, int start, int end, bool isUpper)
        {
            var isNumber = char.IsDigit(folded[0]);
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
            }
            _afterHan = false;
            _word.Append(folded);
            _capitals += isUpper ? 1 : 0;
            _end = end;
        }

        public void Flush()
        {
            if (_word.Length == 0)
                return;
            var word = _word.ToString();
            // The s of "Azerbaijan's" is no word and no part of the name.
            if (!(_isPossessive && word == "s"))
            {
                var isUpper = _capitals >= 2 && _capitals == word.Length;
                Tokens.Add(new(word, _start, _end, _isNumber ? TokenKind.Number : TokenKind.Word, _isJoined, isUpper));
            }
            _word.Clear();
        }
    }
}
