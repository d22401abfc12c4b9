using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Opportunities;

/// <summary>What a project needs of its site, as far as it is published.</summary>
/// <param name="Megawatts">Electric power to be connected, above 0, at most <see cref="MostMegawatts"/>; null when not known.</param>
/// <param name="Hectares">Land, above 0, at most <see cref="MostHectares"/>; null when not known.</param>
/// <param name="Rail">Whether it must have a railway; false also when nothing is known of it.</param>
public sealed record SiteNeeds(decimal? Megawatts, decimal? Hectares, bool Rail)
{
    /// <summary>More than all power stations of the country; a larger number is a slip.</summary>
    public const decimal MostMegawatts = 10_000;

    /// <summary>A ninth of the country; a larger number is a slip.</summary>
    public const decimal MostHectares = 1_000_000;

    /// <summary>What listings are filtered by.</summary>
    public const string Power = "power",
        Land = "land",
        Railway = "rail";

    /// <summary>All codes, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> AllCodes { get; } = [Power, Land, Railway];

    /// <summary>Nothing is known.</summary>
    public static SiteNeeds None { get; } = new(null, null, false);

    /// <summary>A number as its readers write it.</summary>
    public static string Number(decimal number, string language) => number.ToString("#,0.##", Language.CultureOf(language));

    /// <summary>In the reader's words: 20 MW, 4 ha, railway.</summary>
    public IEnumerable<string> Words(Text t)
    {
        if (Megawatts is { } power)
            yield return t["need.megawatts", ("number", Number(power, t.Language))];
        if (Hectares is { } land)
            yield return t["need.hectares", ("number", Number(land, t.Language))];
        if (Rail)
            yield return t["need.rail"];
    }

    /// <summary>The codes of what is needed.</summary>
    public IEnumerable<string> Codes()
    {
        if (Megawatts is not null)
            yield return Power;
        if (Hectares is not null)
            yield return Land;
        if (Rail)
            yield return Railway;
    }
}
