using System.Globalization;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Tests.Forms;

/// <summary>Amounts as people type them in three languages; the culture of the request must not matter.</summary>
public sealed class AmountInputTests
{
    private static readonly string[] Cultures = ["az", "tr", "zh-Hans", "en-GB", "de", ""];

    [Theory]
    [InlineData("3400万", 34_000_000)]
    [InlineData("3,400万", 34_000_000)]
    [InlineData("3,400 万", 34_000_000)]
    [InlineData("３４００万", 34_000_000)]
    [InlineData("３，４００　万", 34_000_000)]
    [InlineData("3.4亿", 340_000_000)]
    [InlineData("0.5万亿", 500_000_000_000)]
    [InlineData("2千万", 20_000_000)]
    [InlineData("5百万", 5_000_000)]
    [InlineData("10亿", 1_000_000_000)]
    [InlineData("3,400", 3_400)]
    [InlineData("3 400", 3_400)]
    [InlineData("3\u00A0400", 3_400)]
    [InlineData("3\u202F400\u202F000", 3_400_000)]
    [InlineData("34,000,000", 34_000_000)]
    [InlineData("34.000.000", 34_000_000)]
    [InlineData("34000000", 34_000_000)]
    [InlineData(" 34 ", 34)]
    [InlineData("34 mln", 34_000_000)]
    [InlineData("34mln", 34_000_000)]
    [InlineData("34 milyon", 34_000_000)]
    [InlineData("34 MİLYON", 34_000_000)]
    [InlineData("34 MILYON", 34_000_000)]
    [InlineData("34 Million", 34_000_000)]
    [InlineData("34M", 34_000_000)]
    [InlineData("3.4 bn", 3_400_000_000)]
    [InlineData("3,4 mln", 3_400_000)]
    [InlineData("3,45 mlrd", 3_450_000_000)]
    [InlineData("3.400 mln", 3_400_000)]
    [InlineData("500 min", 500_000)]
    [InlineData("12.34", 12.34)]
    [InlineData("1234.567", 1234.57)]
    [InlineData("1.005", null, AmountReading.Ambiguous)]
    [InlineData("3.400", null, AmountReading.Ambiguous)]
    [InlineData("３．４００", null, AmountReading.Ambiguous)]
    [InlineData("3,4", null, AmountReading.Ambiguous)]
    [InlineData("1,23", null, AmountReading.Ambiguous)]
    [InlineData("0", null, AmountReading.OutOfRange)]
    [InlineData("0.0001", null, AmountReading.OutOfRange)]
    [InlineData("-5", null, AmountReading.OutOfRange)]
    [InlineData("−5万", null, AmountReading.OutOfRange)]
    [InlineData("10000000000000000", null, AmountReading.OutOfRange)]
    [InlineData("1000000000000000", 1_000_000_000_000_000)]
    [InlineData("1000万亿", 1_000_000_000_000_000)]
    [InlineData("1001万亿", null, AmountReading.OutOfRange)]
    [InlineData("99999999999999999999999999999999999999", null, AmountReading.OutOfRange)]
    [InlineData("1e9", null, AmountReading.Unreadable)]
    [InlineData("US$5", null, AmountReading.Unreadable)]
    [InlineData("5%", null, AmountReading.Unreadable)]
    [InlineData("1,2345", null, AmountReading.Unreadable)]
    [InlineData("1,23,456", null, AmountReading.Unreadable)]
    [InlineData("12 34", null, AmountReading.Unreadable)]
    [InlineData("1.2.3", null, AmountReading.Unreadable)]
    [InlineData("34 mlnn", null, AmountReading.Unreadable)]
    [InlineData("万", null, AmountReading.Unreadable)]
    [InlineData("三千万", null, AmountReading.Unreadable)]
    [InlineData("٣٤", null, AmountReading.Unreadable)]
    [InlineData("NaN", null, AmountReading.Unreadable)]
    [InlineData("\uFFFE34", 34)]
    [InlineData("3\uD83D4", 34)]
    [InlineData("\u202E34\u200B", 34)]
    [InlineData("", null, AmountReading.Empty)]
    [InlineData("   ", null, AmountReading.Empty)]
    [InlineData("\u200B", null, AmountReading.Empty)]
    [InlineData(null, null, AmountReading.Empty)]
    public void An_amount_is_read(string? typed, object? amount, AmountReading reading = AmountReading.Read)
    {
        foreach (var culture in Cultures)
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);

            Assert.Equal(
                (reading, amount is null ? null : (decimal?)Convert.ToDecimal(amount, CultureInfo.InvariantCulture)),
                AmountInput.Read(typed)
            );
        }
    }

    [Theory]
    [InlineData(34_000_000)]
    [InlineData(3_400)]
    [InlineData(0.5)]
    [InlineData(1234.56)]
    [InlineData(1_000_000_000_000_000)]
    public void What_a_form_shows_can_be_sent_back(decimal amount)
    {
        foreach (var culture in Cultures)
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

            Assert.Equal((AmountReading.Read, amount), AmountInput.Read(Money.Plain(amount)));
        }
    }
}
