using Matchmaking.Matching;
using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Opportunities;

/// <summary>The address of an opportunity: words of its title and, where those are taken, a part of its id.</summary>
public static class Slugs
{
    /// <summary>Characters of an address.</summary>
    internal const int Longest = 80;

    private const int WordsLength = 64;

    /// <summary>A free address for an opportunity that was never published.</summary>
    public static async Task<string> FreeAsync(MatchmakingDb db, Opportunity opportunity, CancellationToken cancel)
    {
        var words = Of(opportunity.Title.En) is { Length: > 0 } english ? english : Of(opportunity.Title.Az);
        // Words of a Chinese title would be characters, and a transcription would be read by nobody.
        if (words.Length == 0)
            return WithId("opportunity", opportunity.Id);
        return await db.Opportunities.AnyAsync(o => o.Slug == words && o.Id != opportunity.Id, cancel)
            ? WithId(words, opportunity.Id)
            : words;
    }

    /// <summary>The words with the random end of the id behind them: nobody else has it.</summary>
    public static string WithId(string words, Guid id) => $"{words}-{id.ToString("N")[^12..]}";

    /// <summary>Whether a text can be an address at all: lower-case ASCII letters, digits and hyphens, and no more than fit.</summary>
    public static bool IsOne(string text) =>
        text.Length is > 0 and <= Longest && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>Lower-case ASCII words with hyphens, cut at a word; empty when the title has none.</summary>
    public static string Of(string title)
    {
        var words = FoldedText
            .Of(title)
            .Words.Split(' ')
            .Select(word => new string([.. word.Where(char.IsAsciiLetterOrDigit)]))
            .Where(word => word.Length > 0);
        var slug = "";
        foreach (var word in words)
        {
            var longer = slug.Length == 0 ? word : $"{slug}-{word}";
            if (longer.Length > WordsLength)
                break;
            slug = longer;
        }
        return slug;
    }
}
