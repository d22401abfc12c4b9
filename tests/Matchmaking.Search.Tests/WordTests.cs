namespace Matchmaking.Search.Tests;

/// <summary>How texts become words.</summary>
public sealed class WordTests
{
    private static readonly Tokenizer Tokenizer = new(new(new Dictionary<string, string> { ["電"] = "电" }));
    private static readonly AzerbaijaniStems Azerbaijani = new(["banka", "anbar"], Tokenizer);

    [Theory]
    [InlineData("İSTİXANA", "istixana")]
    [InlineData("Sumqayıt, Şəki", "sumqayit seki")]
    [InlineData("ＢＹＤ客车", "byd 客 车")]
    [InlineData("電池", "电 池")]
    [InlineData("Sumqa\u200Byıt", "sumqayit")]
    [InlineData("e-bus", "e+bus")]
    [InlineData("O’Neil", "o+neil")]
    [InlineData("100MW", "100+mw")]
    [InlineData("Azerbaijan's", "azerbaijan")]
    [InlineData("PowerChina", "power+china")]
    [InlineData("SOCARGreen", "socar+green")]
    [InlineData("100 MVt PPPs", "100 mvt ppps")]
    [InlineData("a - b", "a b")]
    [InlineData("供水，电力", "供 水 电 力")]
    public void Is_cut_into(string text, string tokens) =>
        Assert.Equal(
            tokens,
            string.Concat(Tokenizer.Read(text).Select(token => (token.IsJoined && !token.IsHan ? "+" : " ") + token.Text)).Trim()
        );

    [Fact]
    public void A_token_knows_where_it_stood()
    {
        const string text = "在Sumqayıt（苏姆盖特）";

        Assert.Equal(["在", "Sumqayıt", "苏", "姆", "盖", "特"], Tokenizer.Read(text).Select(token => text[token.Start..token.End]));
    }

    [Fact]
    public void Characters_apart_are_not_joined() => Assert.False(Tokenizer.Read("水，电")[1].IsJoined);

    [Theory]
    [InlineData("laptops", "laptop")]
    [InlineData("batteries", "battery")]
    [InlineData("buses", "bus")]
    [InlineData("warehouses", "warehouse")]
    [InlineData("boxes", "box")]
    [InlineData("glass", "glass")]
    [InlineData("logistics", "logistics")]
    [InlineData("fertilisers", "fertilizer")]
    [InlineData("bus", "bus")]
    public void The_English_stem_is(string word, string stem) => Assert.Equal(stem, EnglishStems.Of(word));

    [Theory]
    [InlineData("istixanalar", "istixana")]
    [InlineData("istixanasi", "istixana")]
    [InlineData("batareyalarin", "batareya")]
    [InlineData("zavodunda", "zavod")]
    [InlineData("torpagi", "torpaq")]
    [InlineData("kuleyin", "kulek")]
    [InlineData("limanindan", "liman")]
    [InlineData("narlar", "nar")]
    public void Among_the_Azerbaijani_stems_is(string word, string stem) => Assert.Contains(stem, Azerbaijani.Of(word));

    [Theory]
    [InlineData("banka")]
    [InlineData("anbar")]
    [InlineData("su")]
    public void Nothing_is_taken_off(string word) => Assert.Empty(Azerbaijani.Of(word));
}
