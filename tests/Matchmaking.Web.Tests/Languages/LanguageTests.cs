using System.Globalization;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Tests.Languages;

/// <summary>Which of the three languages a tag means, and which text is shown where one is missing.</summary>
public sealed class LanguageTests
{
    [Theory]
    [InlineData("zh", "zh-Hans")]
    [InlineData("zh-CN", "zh-Hans")]
    [InlineData("zh-Hant-TW", "zh-Hans")]
    [InlineData("ZH_cn", "zh-Hans")]
    [InlineData("az-Latn-AZ", "az")]
    [InlineData("AZ", "az")]
    [InlineData("en-US", "en")]
    [InlineData("EN", "en")]
    [InlineData("ru", null)]
    [InlineData("*", null)]
    [InlineData("zho", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_tag_means_one_of_the_three_or_none(string? tag, string? language)
    {
        foreach (var culture in new[] { "az", "tr", "zh-Hans", "en-GB" })
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

            Assert.Equal(language, Language.FromTag(tag));
        }
    }

    [Theory]
    [InlineData("zh-Hans", "一", "zh-Hans")]
    [InlineData("az", "bir", "az")]
    [InlineData("en", "one", "en")]
    public void A_text_is_shown_in_the_readers_language(string reader, string text, string language)
    {
        var localized = new Localized("一", "bir", "one");

        Assert.Equal(text, localized.In(reader));
        Assert.Equal(language, localized.LanguageIn(reader));
    }

    [Theory]
    [InlineData("", "", "one", "one", "en")]
    [InlineData("", "bir", "", "bir", "az")]
    [InlineData("一", "", "", "一", "zh-Hans")]
    public void Where_one_is_missing_another_is_shown_and_named(string zh, string az, string en, string text, string language)
    {
        var localized = new Localized(zh, az, en);

        Assert.All(
            Language.All,
            reader =>
            {
                Assert.Equal(text, localized.In(reader));
                Assert.Equal(language, localized.LanguageIn(reader));
            }
        );
    }

    [Theory]
    [InlineData(1, "1 opportunity matches what you look for")]
    [InlineData(0, "0 opportunities match what you look for")]
    [InlineData(1234, "1,234 opportunities match what you look for")]
    public void A_number_of_things_is_counted_in_words(int count, string text) =>
        Assert.Equal(text, new Texts().Count(Language.English, "alert.heading", count));
}
