using System.Globalization;
using System.Text;
using DiffPlex;

namespace Matchmaking.Web.Features.Opportunities.Versions;

/// <summary>What became of a piece of a text.</summary>
public enum PieceKind
{
    Same,
    Removed,
    Added,
}

/// <summary>A piece of a text that stands in both versions, only in the earlier or only in the later one.</summary>
public readonly record struct TextPiece(string Text, PieceKind Kind);

/// <summary>
/// The difference of two texts, by word; where words are not spaced (Chinese), by character. What is neither a word nor such a character, a
/// mark or a space, is a piece of its own. A character with its marks, or an emoji of several code points, is never taken apart.
/// </summary>
public static class TextDifference
{
    private static readonly Chunks ByWord = new();

    /// <summary>All pieces in reading order, what was removed before what took its place.</summary>
    public static IReadOnlyList<TextPiece> Of(string before, string after)
    {
        var found = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, ByWord);
        List<TextPiece> pieces = [];
        var (removed, added, at) = (new StringBuilder(), new StringBuilder(), 0);
        foreach (var block in found.DiffBlocks)
        {
            var same = string.Concat(found.PiecesNew.Skip(at).Take(block.InsertStartB - at));
            // A space alone between two changes belongs to them: five changed words are one change to a reader.
            if (removed.Length + added.Length > 0 && same.All(c => c == ' '))
            {
                removed.Append(same);
                added.Append(same);
            }
            else
            {
                Flush();
                Add(same, PieceKind.Same);
            }
            removed.AppendJoin("", found.PiecesOld.Skip(block.DeleteStartA).Take(block.DeleteCountA));
            added.AppendJoin("", found.PiecesNew.Skip(block.InsertStartB).Take(block.InsertCountB));
            at = block.InsertStartB + block.InsertCountB;
        }
        Flush();
        Add(string.Concat(found.PiecesNew.Skip(at)), PieceKind.Same);
        return pieces;

        void Flush()
        {
            Add(removed.ToString(), PieceKind.Removed);
            Add(added.ToString(), PieceKind.Added);
            removed.Clear();
            added.Clear();
        }

        void Add(string text, PieceKind kind)
        {
            if (text.Length > 0)
                pieces.Add(new(text, kind));
        }
    }

    private sealed class Chunks : IChunker
    {
        public IReadOnlyList<string> Chunk(string text)
        {
            List<string> chunks = [];
            for (int at = 0, end; at < text.Length; at = end)
            {
                end = at + StringInfo.GetNextTextElementLength(text, at);
                if (IsOfWord(text, at))
                    while (end < text.Length && IsOfWord(text, end))
                        end += StringInfo.GetNextTextElementLength(text, end);
                chunks.Add(text[at..end]);
            }
            return chunks;
        }

        /// <summary>Letters and digits make words; Chinese characters are letters too, but "other" ones, of no case.</summary>
        private static bool IsOfWord(string text, int at) =>
            Rune.TryGetRuneAt(text, at, out var rune)
            && Rune.IsLetterOrDigit(rune)
            && Rune.GetUnicodeCategory(rune) != UnicodeCategory.OtherLetter;
    }
}
