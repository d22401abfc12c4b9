using System.Globalization;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Tests.Forms;

/// <summary>Amounts as people type them in three languages; the culture of the request must not matter.</summary>
public sealed class AmountInputTests
{
    private const string Zh = Language.Chinese,
        Az = Language.Azerbaijani,
        En = Language.English;

    private static readonly string[] Cultures = ["az", "tr", "zh-Hans", "en-GB", "de", ""];
    private static readonly ReferenceData Reference = new();

    [Theory]
    // 万 and 亿, with groups, fractions, spaces, full-width and traditional characters.
    [InlineData(Zh, "3400万", 34_000_000)]
    [InlineData(Zh, "3,400万", 34_000_000)]
    [InlineData(Zh, "3,400 万", 34_000_000)]
    [InlineData(Zh, "３４００万", 34_000_000)]
    [InlineData(Zh, "３，４００　万", 34_000_000)]
    [InlineData(Zh, "5,000萬", 50_000_000)]
    [InlineData(Zh, "1.2億", 120_000_000)]
    [InlineData(Zh, "3.4亿", 340_000_000)]
    [InlineData(Zh, "0.5万亿", 500_000_000_000)]
    [InlineData(Zh, "1000万亿", 1_000_000_000_000_000)]
    // As it is said.
    [InlineData(Zh, "2千万", 20_000_000)]
    [InlineData(Zh, "5百万", 5_000_000)]
    [InlineData(Zh, "10亿", 1_000_000_000)]
    [InlineData(Zh, "1个亿", 100_000_000)]
    [InlineData(Zh, "1.5个亿", 150_000_000)]
    [InlineData(Zh, "1亿2千万", 120_000_000)]
    [InlineData(Zh, "2千5百万", 25_000_000)]
    [InlineData(Zh, "五千万", 50_000_000)]
    [InlineData(Zh, "两千万", 20_000_000)]
    [InlineData(Zh, "十万", 100_000)]
    [InlineData(Zh, "三百五十万", 3_500_000)]
    [InlineData(Zh, "一亿零五百万", 105_000_000)]
    [InlineData(Zh, "3万5千", 35_000)]
    [InlineData(Zh, "3400w", 34_000_000)]
    // Groups: commas, spaces of any kind, points twice; whatever other mark comes last begins the fraction.
    [InlineData(Zh, "3,400", 3_400)]
    [InlineData(En, "3,400", 3_400)]
    [InlineData(En, "3 400", 3_400)]
    [InlineData(En, "3\u00A0400", 3_400)]
    [InlineData(En, "3\u202F400\u202F000", 3_400_000)]
    [InlineData(En, "3\u3000400", 3_400)]
    [InlineData(Az, "3 400", 3_400)]
    [InlineData(Az, "34,000,000", 34_000_000)]
    [InlineData(En, "34.000.000", 34_000_000)]
    [InlineData(Az, "1.000.000,50", 1_000_000.5)]
    [InlineData(Az, "1 000 000,50", 1_000_000.5)]
    [InlineData(Az, "34 000 000,00", 34_000_000)]
    [InlineData(Az, "34000000,00", 34_000_000)]
    [InlineData(En, "34000000,00", 34_000_000)]
    [InlineData(En, "1,234,567.89", 1_234_567.89)]
    [InlineData(En, "34000000", 34_000_000)]
    [InlineData(En, " 34 ", 34)]
    [InlineData(En, "12.34", 12.34)]
    [InlineData(Az, "12,34", 12.34)]
    [InlineData(Az, "3,4", 3.4)]
    [InlineData(Az, "1,2345", 1.23)]
    [InlineData(En, "0.500", 0.5)]
    // Units in words.
    [InlineData(Az, "34 mln", 34_000_000)]
    [InlineData(Az, "34mln", 34_000_000)]
    [InlineData(Az, "34 mln.", 34_000_000)]
    [InlineData(Az, "34 milyon", 34_000_000)]
    [InlineData(Az, "34 MİLYON", 34_000_000)]
    [InlineData(Az, "34 MILYON", 34_000_000)]
    [InlineData(Az, "34 млн", 34_000_000)]
    [InlineData(Az, "500 min", 500_000)]
    [InlineData(Az, "1,25 mln", 1_250_000)]
    [InlineData(Az, "1,250 mln", 1_250_000)]
    [InlineData(Az, "1,234 mln", 1_234_000)]
    [InlineData(Az, "2,345 mlrd", 2_345_000_000)]
    [InlineData(Az, "2,500 mlrd", 2_500_000_000)]
    [InlineData(En, "34 Million", 34_000_000)]
    [InlineData(En, "34M", 34_000_000)]
    [InlineData(En, "30 mio", 30_000_000)]
    [InlineData(En, "3.4 bn", 3_400_000_000)]
    [InlineData(En, "3,4 mln", 3_400_000)]
    [InlineData(En, "3.400 mln", 3_400_000)]
    [InlineData(En, "1,250 mln", 1_250_000_000)]
    // Invisible characters.
    [InlineData(En, "\uFFFE34", 34)]
    [InlineData(En, "3\uD83D4", 34)]
    [InlineData(En, "\u202E34\u200B", 34)]
    // The boundary.
    [InlineData(En, "1000000000000000", 1_000_000_000_000_000)]
    public void An_amount_is_read(string language, string typed, double amount) =>
        InEveryCulture(() =>
        {
            var read = AmountInput.Read(typed, language);

            Assert.Equal((AmountReading.Read, (decimal?)amount), (read.Reading, read.Amount));
        });

    [Theory]
    [InlineData(Zh, "3400万元", 34_000_000, "CNY")]
    [InlineData(Zh, "500万元", 5_000_000, "CNY")]
    [InlineData(Zh, "人民币500万元", 5_000_000, "CNY")]
    [InlineData(Zh, "￥500万", 5_000_000, "CNY")]
    [InlineData(Zh, "3400万美元", 34_000_000, "USD")]
    [InlineData(Zh, "3,400 万美元", 34_000_000, "USD")]
    [InlineData(Zh, "3.4亿美元", 340_000_000, "USD")]
    [InlineData(Az, "1,5 milyon AZN", 1_500_000, "AZN")]
    [InlineData(Az, "5 mln AZN", 5_000_000, "AZN")]
    [InlineData(Az, "34 mln manat", 34_000_000, "AZN")]
    [InlineData(Az, "34 mln ABŞ dolları", 34_000_000, "USD")]
    [InlineData(Az, "34 MLN ABŞ DOLLARI", 34_000_000, "USD")]
    [InlineData(En, "$30m", 30_000_000, "USD")]
    [InlineData(En, "US$30 million", 30_000_000, "USD")]
    [InlineData(En, "USD 30 million", 30_000_000, "USD")]
    [InlineData(En, "30 million US dollars", 30_000_000, "USD")]
    [InlineData(En, "€5m", 5_000_000, "EUR")]
    [InlineData(En, "30 million", 30_000_000, null)]
    public void A_currency_in_the_text_is_read_with_it(string language, string typed, double amount, string? currency)
    {
        var read = AmountInput.Read(typed, language);

        Assert.Equal((AmountReading.Read, (decimal?)amount, currency), (read.Reading, read.Amount, read.Currency));
    }

    [Theory]
    [InlineData(Az, "1.500 mln", 1_500_000_000, 1_500_000)]
    [InlineData(Az, "3.400", 3_400, 3.4)]
    [InlineData(Az, "3,400", 3_400, 3.4)]
    [InlineData(Az, "1.500万", 15_000_000, 15_000)]
    [InlineData(Az, "1000.000", 1_000_000, 1_000)]
    [InlineData(Zh, "1000.000", 1_000_000, 1_000)]
    [InlineData(En, "1000.000", 1_000_000, 1_000)]
    [InlineData(En, "1234.567", 1_234_567, 1_234.57)]
    [InlineData(En, "1.005", 1_005, 1)]
    [InlineData(Zh, "３．４００", 3_400, 3.4)]
    [InlineData(En, "3,4", 3.4, 34)]
    [InlineData(Zh, "1,23", 1.23, 123)]
    public void What_can_be_read_in_two_ways_is_asked(string language, string typed, double likelier, double other) =>
        InEveryCulture(() =>
        {
            var read = AmountInput.Read(typed, language);

            Assert.Equal(AmountReading.Ambiguous, read.Reading);
            Assert.Null(read.Amount);
            Assert.Equal([(decimal)likelier, (decimal)other], read.Meanings);
        });

    [Theory]
    [InlineData("0", AmountReading.OutOfRange)]
    [InlineData("0.0001", AmountReading.OutOfRange)]
    [InlineData("-5", AmountReading.OutOfRange)]
    [InlineData("$-5", AmountReading.OutOfRange)]
    [InlineData("−5万", AmountReading.OutOfRange)]
    [InlineData("1000000000000001", AmountReading.OutOfRange)]
    [InlineData("1001万亿", AmountReading.OutOfRange)]
    [InlineData("999999999999999千万亿", AmountReading.OutOfRange)]
    [InlineData("99999999999999999999999999999999999999", AmountReading.OutOfRange)]
    [InlineData("1e9", AmountReading.Unreadable)]
    [InlineData("5%", AmountReading.Unreadable)]
    [InlineData("1,23,456", AmountReading.Unreadable)]
    [InlineData("12 34", AmountReading.Unreadable)]
    [InlineData("1.2.3", AmountReading.Unreadable)]
    [InlineData("34 mlnn", AmountReading.Unreadable)]
    [InlineData("34 mln lots", AmountReading.Unreadable)]
    [InlineData("$5 CNY", AmountReading.Unreadable)]
    [InlineData("$", AmountReading.Unreadable)]
    [InlineData("mln", AmountReading.Unreadable)]
    [InlineData("万", AmountReading.Unreadable)]
    [InlineData("亿万", AmountReading.Unreadable)]
    [InlineData("2千5", AmountReading.Unreadable)]
    [InlineData("34万5", AmountReading.Unreadable)]
    [InlineData("1万2万", AmountReading.Unreadable)]
    [InlineData("5千千", AmountReading.Unreadable)]
    [InlineData("٣٤", AmountReading.Unreadable)]
    [InlineData("NaN", AmountReading.Unreadable)]
    [InlineData("", AmountReading.Empty)]
    [InlineData("   ", AmountReading.Empty)]
    [InlineData("\u200B", AmountReading.Empty)]
    [InlineData(null, AmountReading.Empty)]
    public void What_is_no_amount_is_refused_in_every_language(string? typed, AmountReading reading)
    {
        foreach (var language in Language.All)
            Assert.Equal((reading, null), (AmountInput.Read(typed, language).Reading, AmountInput.Read(typed, language).Amount));
    }

    [Theory]
    [InlineData(Zh)]
    [InlineData(Az)]
    [InlineData(En)]
    public void Whatever_the_product_prints_can_be_typed_in_again(string language)
    {
        var random = new Random(Seed: 12);
        foreach (var currency in new[] { "USD", "CNY", "AZN" })
            for (var round = 0; round < 2_000; round++)
            {
                var amount = Math.Round((decimal)Math.Pow(10, random.NextDouble() * 15), random.Next(3));
                var printed = Money.One(amount, currency, language, Reference);

                var read = AmountInput.Read(printed, language);

                Assert.True(read.Reading == AmountReading.Read, $"{amount}: {printed} is {read.Reading}");
                Assert.Equal((printed, currency), (Money.One(read.Amount!.Value, currency, language, Reference), read.Currency));
                var exact = AmountInput.Read(Money.One(amount, currency, language, Reference, isExact: true), language);
                Assert.Equal((amount, currency), (exact.Amount, exact.Currency));
            }
    }

    [Theory]
    [InlineData(34_000_000)]
    [InlineData(3_400)]
    [InlineData(0.5)]
    [InlineData(1234.56)]
    [InlineData(1_000_000_000_000_000)]
    public void What_a_form_shows_can_be_sent_back_in_every_language(double amount) =>
        InEveryCulture(() =>
        {
            foreach (var language in Language.All)
                Assert.All(
                    new[] { Money.Plain((decimal)amount), Money.Typed((decimal)amount) },
                    shown => Assert.Equal((decimal)amount, AmountInput.Read(shown, language).Amount)
                );
        });

    private static void InEveryCulture(Action check)
    {
        foreach (var culture in Cultures)
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            check();
        }
    }
}
