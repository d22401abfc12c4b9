using System.Globalization;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Tests.Reference;

/// <summary>Amounts as each language's readers write them, whatever the culture of the thread.</summary>
public sealed class MoneyTests
{
    private static readonly ReferenceData Reference = new();
    private static readonly Texts Texts = new();

    [Theory]
    [InlineData(34_000_000, "USD", "3400万美元", "34 mln ABŞ dolları", "US$34 million")]
    [InlineData(340_000_000, "CNY", "3.4亿元", "340 mln Çin yuanı", "CNY 340 million")]
    [InlineData(34_500_000, "AZN", "3450万阿塞拜疆马纳特", "34,5 mln Azərbaycan manatı", "AZN 34.5 million")]
    [InlineData(1_250_000_000, "USD", "12.5亿美元", "1,25 mlrd ABŞ dolları", "US$1.25 billion")]
    [InlineData(9_500, "USD", "9500美元", "9\u00A0500 ABŞ dolları", "US$9,500")]
    [InlineData(10_000, "USD", "1万美元", "10\u00A0000 ABŞ dolları", "US$10,000")]
    [InlineData(999_999_999, "USD", "10亿美元", "1 mlrd ABŞ dolları", "US$1 billion")]
    [InlineData(99_999_999, "USD", "1亿美元", "100 mln ABŞ dolları", "US$100 million")]
    [InlineData(995_000_000, "USD", "9.95亿美元", "995 mln ABŞ dolları", "US$995 million")]
    [InlineData(12_340_000_000_000, "CNY", "12.34万亿元", "12\u00A0340 mlrd Çin yuanı", "CNY 12,340 billion")]
    [InlineData(34_000_000, "XYZ", "3400万 XYZ", "34 mln XYZ", "XYZ 34 million")]
    [InlineData(5, "XYZ", "5 XYZ", "5 XYZ", "XYZ 5")]
    [InlineData(5_000_000, null, "500万", "5 mln", "5 million")]
    [InlineData(5, null, "5", "5", "5")]
    public void One_amount(decimal amount, string? currency, string zh, string az, string en)
    {
        foreach (var culture in new[] { "az", "tr", "zh-Hans", "en-GB", "de" })
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

            Assert.Equal(zh, Money.One(amount, currency, Language.Chinese, Reference));
            Assert.Equal(az, Money.One(amount, currency, Language.Azerbaijani, Reference));
            Assert.Equal(en, Money.One(amount, currency, Language.English, Reference));
        }
    }

    [Theory]
    [InlineData(20, 50, "2000万美元至5000万美元", "20 mln ABŞ dolları – 50 mln ABŞ dolları", "US$20 million to US$50 million")]
    [InlineData(34, 34, "3400万美元", "34 mln ABŞ dolları", "US$34 million")]
    [InlineData(20, null, "2000万美元起", "ən azı 20 mln ABŞ dolları", "at least US$20 million")]
    [InlineData(null, 50, "不超过 5000万美元", "50 mln ABŞ dolları həddinədək", "up to US$50 million")]
    [InlineData(null, null, null, null, null)]
    public void A_range(int? from, int? to, string? zh, string? az, string? en)
    {
        string? In(string language) => Money.Range(from * 1_000_000m, to * 1_000_000m, "USD", new(Texts, language), Reference);

        Assert.Equal(zh, In(Language.Chinese));
        Assert.Equal(az, In(Language.Azerbaijani));
        Assert.Equal(en, In(Language.English));
    }
}
