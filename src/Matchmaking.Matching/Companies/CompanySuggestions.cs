namespace Matchmaking.Matching.Companies;

/// <summary>Why a company is suggested for a name; the most telling first.</summary>
public enum NameLikeness
{
    /// <summary>One of the pieces of the name is its name, but another piece does not agree.</summary>
    Piece,

    /// <summary>The same words in another order, or one or two letters apart.</summary>
    Spelling,

    /// <summary>The name is the first letters of its name, or the reverse.</summary>
    Initials,

    /// <summary>The name begins with its name: perhaps a subsidiary or a branch.</summary>
    Within,

    /// <summary>Its name begins with this one: perhaps the parent was meant, or this one is the short form.</summary>
    Longer,
}

/// <summary>A company that somebody may have meant.</summary>
/// <param name="Id">Of the company.</param>
/// <param name="Name">The name of it that looks alike.</param>
/// <param name="Likeness">In which way.</param>
public sealed record CompanySuggestion(string Id, string Name, NameLikeness Likeness);

/// <summary>Finds names that look alike. It goes through all names once.</summary>
internal sealed class CompanySuggestions(IReadOnlyList<(CompanyName Name, string Id)> claims)
{
    private readonly (string Key, string Sorted, string Initials, string Id, string Name)[] _claims =
    [
        .. claims
            .OrderBy(claim => claim.Name.Key, StringComparer.Ordinal)
            .ThenBy(claim => claim.Id, StringComparer.Ordinal)
            .ThenBy(claim => claim.Name.Written, StringComparer.Ordinal)
            .Select(claim =>
                (claim.Name.Key, Sorted(claim.Name.Key), CompanyName.InitialsOf(claim.Name.Written), claim.Id, claim.Name.Written)
            ),
    ];

    public IReadOnlyList<CompanySuggestion> For(CompanyName name, string? certain, int most)
    {
        if (name.Key.Length == 0)
            return [];
        var sorted = Sorted(name.Key);
        var initials = CompanyName.InitialsOf(name.Written);
        return
        [
            .. _claims
                .Where(claim => claim.Id != certain)
                .Select(claim => (claim, Likeness: Likeness(name, sorted, initials, claim)))
                .Where(found => found.Likeness is not null)
                // A longer common name says more: "china energy engineering" before "china".
                .OrderBy(found => found.Likeness)
                .ThenByDescending(found => found.Likeness == NameLikeness.Longer ? -found.claim.Key.Length : found.claim.Key.Length)
                .ThenBy(found => found.claim.Key, StringComparer.Ordinal)
                .ThenBy(found => found.claim.Id, StringComparer.Ordinal)
                .DistinctBy(found => found.claim.Id, StringComparer.Ordinal)
                .Take(most)
                .Select(found => new CompanySuggestion(found.claim.Id, found.claim.Name, found.Likeness!.Value)),
        ];
    }

    private static NameLikeness? Likeness(
        CompanyName name,
        string sorted,
        string initials,
        (string Key, string Sorted, string Initials, string Id, string Name) claim
    ) =>
        name.Pieces.Contains(claim.Key) || name.Key == claim.Key ? NameLikeness.Piece
        : sorted == claim.Sorted || AreClose(name.Key, claim.Key) ? NameLikeness.Spelling
        : IsAbbreviation(name.Key, claim.Initials) || IsAbbreviation(claim.Key, initials) ? NameLikeness.Initials
        : Begins(name.Key, claim.Key) ? NameLikeness.Within
        : Begins(claim.Key, name.Key) ? NameLikeness.Longer
        : null;

    private static bool IsAbbreviation(string key, string initials) => key.Length >= 3 && key.All(char.IsAsciiLetter) && key == initials;

    /// <summary>Whole words in Latin script; in Chinese at least two characters that are not general ones.</summary>
    private static bool Begins(string longer, string shorter) =>
        longer.Length > shorter.Length
        && CompanyName.Names(shorter)
        && (
            longer.StartsWith(shorter + " ", StringComparison.Ordinal)
            || (FoldedText.StartsInHan(shorter) && longer.StartsWith(shorter, StringComparison.Ordinal))
        );

    private static string Sorted(string key) => string.Join(' ', key.Split(' ').Order(StringComparer.Ordinal));

    /// <summary>One slip in names of five letters or more, two from ten on. Chinese characters are whole words: none may differ.</summary>
    private static bool AreClose(string a, string b)
    {
        if (a.Any(letter => letter > 0x2E80) || b.Any(letter => letter > 0x2E80))
            return false;
        var allowed = Math.Min(a.Length, b.Length) switch
        {
            < 5 => 0,
            < 10 => 1,
            _ => 2,
        };
        return Math.Abs(a.Length - b.Length) <= allowed && Slips(a, b) <= allowed;
    }

    /// <summary>Letters to insert, remove, replace or swap with their neighbour.</summary>
    private static int Slips(string a, string b)
    {
        var (two, one, now) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
            one[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                now[j] = Math.Min(Math.Min(now[j - 1], one[j]) + 1, one[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    now[j] = Math.Min(now[j], two[j - 2] + 1);
            }
            (two, one, now) = (one, now, two);
        }
        return one[b.Length];
    }
}
