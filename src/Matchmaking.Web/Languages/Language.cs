using System.Globalization;

namespace Matchmaking.Web.Languages;

/// <summary>The languages of the product, by the codes that stand in addresses, accounts and <c>lang</c> attributes.</summary>
public static class Language
{
    public const string Chinese = "zh-Hans";
    public const string Azerbaijani = "az";
    public const string English = "en";

    private static readonly CultureInfo ChineseCulture = CultureInfo.GetCultureInfo("zh-Hans"),
        AzerbaijaniCulture = WithSpacesBetweenThousands("az"),
        EnglishCulture = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>In the order in which they are offered.</summary>
    public static IReadOnlyList<string> All { get; } = [Chinese, Azerbaijani, English];

    /// <summary>The language's own name for itself.</summary>
    public static string NameOf(string language) =>
        language switch
        {
            Chinese => "简体中文",
            Azerbaijani => "Azərbaycanca",
            _ => "English",
        };

    /// <summary>The language of the running request or mail.</summary>
    public static string Current => FromTag(CultureInfo.CurrentUICulture.Name) ?? English;

    /// <summary>Numbers and dates of a language.</summary>
    public static CultureInfo CultureOf(string language) =>
        language switch
        {
            Chinese => ChineseCulture,
            Azerbaijani => AzerbaijaniCulture,
            _ => EnglishCulture,
        };

    /// <summary>34 000 000 with no-break spaces: the point, which the culture has there, reads as a decimal mark.</summary>
    private static CultureInfo WithSpacesBetweenThousands(string name)
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo(name).Clone();
        culture.NumberFormat.NumberGroupSeparator = "\u00A0";
        return CultureInfo.ReadOnly(culture);
    }

    /// <summary>The language in which a text seems to be written, by its letters; English when they do not tell.</summary>
    public static string Guess(string text) =>
        text.Any(c => c is >= '\u4e00' and <= '\u9fff') ? Chinese
        : text.AsSpan().ContainsAny("əƏğĞıİşŞ") ? Azerbaijani
        : English;

    /// <summary>
    /// The product's language for a BCP 47 tag: every kind of Chinese is served in simplified characters.
    /// Null when the tag means none of the three.
    /// </summary>
    public static string? FromTag(string? tag) =>
        tag?.Split('-', '_')[0].ToLowerInvariant() switch
        {
            "zh" => Chinese,
            "az" => Azerbaijani,
            "en" => English,
            _ => null,
        };
}
