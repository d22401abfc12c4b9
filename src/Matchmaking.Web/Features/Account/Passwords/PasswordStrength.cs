using System.Collections.Frozen;
using Matchmaking.Matching;

namespace Matchmaking.Web.Features.Account.Passwords;

/// <summary>Why a password that is long enough is refused all the same.</summary>
public enum PasswordWeakness
{
    None,

    /// <summary>Mostly words that everybody tries first.</summary>
    Common,

    /// <summary>Mostly the same thing again and again.</summary>
    Repeated,

    /// <summary>Mostly a walk over the keyboard, the digits or the alphabet.</summary>
    Sequence,

    /// <summary>Mostly the person's own address, the organisation's or the site's name.</summary>
    Personal,
}

/// <summary>
/// The block list of NIST SP 800-63B-4, 3.1.1.2. Instead of only comparing whole passwords, what a guesser would try as one piece counts as
/// one: "Password123456789" is three guesses long, however many letters it has. Nothing is said about which characters to use.
/// </summary>
public static class PasswordStrength
{
    /// <summary>Fewer independent pieces than this are refused.</summary>
    private const int Least = 8;

    private static readonly string[] Walks =
    [
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890",
        "qwertyuiop",
        "asdfghjkl",
        "zxcvbnm",
        "qwertzuiop",
        "azertyuiop",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
        "1q2w3e4r5t6y7u8i9o0p",
        "q1w2e3r4t5y6u7i8o9p0",
        "qazwsxedcrfvtgbyhnujmikolp",
        "147258369",
        "zaq1xsw2cde3vfr4bgt5",
        "一二三四五六七八九十",
    ];
    private static readonly string[] AllWalks = [.. Walks, .. Walks.Select(Reversed)];

    private static readonly FrozenSet<string> Common = ReadList();
    private static readonly int LongestCommon = Common.Max(word => word.Length);

    /// <summary>Looks for the main weakness; the words are the address, names and so on of the person who chose the password.</summary>
    public static PasswordWeakness WeaknessOf(string password, IEnumerable<string?> personalWords)
    {
        var text = Fold(password);
        if (Common.Contains(text.Replace(" ", "", StringComparison.Ordinal)))
            return PasswordWeakness.Common;
        var personal = personalWords.SelectMany(Pieces).ToHashSet();
        var covered = new int[Enum.GetValues<PasswordWeakness>().Length];
        var pieces = 0;
        for (var at = 0; at < text.Length; )
        {
            var (length, cost, weakness) = PieceAt(text, at, personal);
            covered[(int)weakness] += length;
            pieces += cost;
            at += length;
        }
        if (pieces >= Least)
            return PasswordWeakness.None;
        return Enum.GetValues<PasswordWeakness>().Skip(1).MaxBy(weakness => covered[(int)weakness]);
    }

    /// <summary>The longest predictable piece that starts here; else one character that stands for itself.</summary>
    private static (int Length, int Cost, PasswordWeakness Weakness) PieceAt(string text, int at, HashSet<string> personal)
    {
        (int Length, int Cost, PasswordWeakness Weakness) best = (1, 1, PasswordWeakness.None);
        Offer(Longest(text, at, personal, 64), 1, PasswordWeakness.Personal);
        Offer(Repetition(text, at), 1, PasswordWeakness.Repeated);
        Offer(Walk(text, at), 1, PasswordWeakness.Sequence);
        Offer(Year(text, at), 1, PasswordWeakness.Sequence);
        Offer(Longest(text, at, Common, LongestCommon), 2, PasswordWeakness.Common);
        return best;

        void Offer(int length, int cost, PasswordWeakness weakness)
        {
            if (length > best.Length)
                best = (length, cost, weakness);
        }
    }

    private static int Longest(string text, int at, IReadOnlySet<string> words, int longest)
    {
        for (var length = Math.Min(longest, text.Length - at); length >= 2; length--)
            if (words.Contains(text.Substring(at, length)))
                return length;
        return 0;
    }

    /// <summary>How far the text goes on repeating what stands right before this place, or its first character.</summary>
    private static int Repetition(string text, int at)
    {
        var best = 0;
        for (var unit = 1; unit <= at; unit++)
        {
            var length = 0;
            while (at + length < text.Length && text[at + length] == text[at + length - unit])
                length++;
            if (length >= Math.Max(unit, 2))
                best = Math.Max(best, length);
        }
        return best;
    }

    private static int Walk(string text, int at)
    {
        var best = 0;
        foreach (var walk in AllWalks)
        {
            var start = walk.IndexOf(text[at], StringComparison.Ordinal);
            if (start < 0)
                continue;
            var length = 0;
            while (at + length < text.Length && start + length < walk.Length && text[at + length] == walk[start + length])
                length++;
            best = Math.Max(best, length);
        }
        return best >= 3 ? best : 0;
    }

    private static int Year(string text, int at) =>
        text.Length - at >= 4 && text.AsSpan(at, 2) is "19" or "20" && char.IsAsciiDigit(text[at + 2]) && char.IsAsciiDigit(text[at + 3])
            ? 4
            : 0;

    /// <summary>A name as a whole, its Latin words of four letters or more, and its Chinese words of two or more.</summary>
    private static IEnumerable<string> Pieces(string? name)
    {
        var words = FoldedText.Of(name).Words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var whole = string.Concat(words);
        return words.Where(word => word.Length >= (FoldedText.StartsInHan(word) ? 2 : 4)).Append(whole).Where(word => word.Length >= 2);
    }

    /// <summary>Like <see cref="FoldedText"/>, but every character stays: spaces and signs count.</summary>
    private static string Fold(string password) =>
        string.Concat(
            password
                .EnumerateRunes()
                .Select(rune => FoldedText.Of(rune.ToString()).Words is { Length: > 0 } folded ? folded : rune.ToString())
        );

    private static string Reversed(string text) => string.Concat(text.Reverse());

    private static FrozenSet<string> ReadList()
    {
        using var stream =
            typeof(PasswordStrength).Assembly.GetManifestResourceStream("common-passwords.txt")
            ?? throw new InvalidOperationException("The list of common passwords is not in the build.");
        using var reader = new StreamReader(stream);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Select(Fold)
            .ToFrozenSet();
    }
}
