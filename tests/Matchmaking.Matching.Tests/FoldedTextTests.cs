namespace Matchmaking.Matching.Tests;

/// <summary>The one form in which words are compared.</summary>
public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("Sumqayıt", "sumqayit")]
    [InlineData("SUMQAYIT", "sumqayit")]
    [InlineData("ｓｕｍｑａｙｉｔ", "sumqayit")]
    [InlineData("İstixana", "istixana")]
    [InlineData("Gəncə şəhəri", "gence seheri")]
    [InlineData("ƏLƏT", "elet")]
    [InlineData("çğıöşü ÇĞIÖŞÜ", "cgiosu cgiosu")]
    [InlineData("I\u0307stixana", "istixana")]
    [InlineData("e-bus, (2026)!", "e bus 2026")]
    [InlineData("３４００万", "3400 万")]
    [InlineData("BYD客车K9", "byd 客车 k9")]
    [InlineData("", "")]
    [InlineData(" — · ", "")]
    public void Text_is_folded(string text, string words) => Assert.Equal(words, FoldedText.Of(text).Words);

    [Theory]
    [InlineData("\uD83D")]
    [InlineData("\uDE00bus\uD83D")]
    [InlineData("\uFFFEbus")]
    [InlineData("bus\uFFFF")]
    [InlineData("\0bus\u202E")]
    public void Text_that_is_not_well_formed_is_folded_too(string text)
    {
        var folded = FoldedText.Of(text, "ebus");

        Assert.True(folded.Has("ebus"));
    }

    [Theory]
    [InlineData("苏姆盖特电动客车组装厂", "客车", true)]
    [InlineData("苏姆盖特电动客车组装厂", "电动客车", true)]
    [InlineData("苏姆盖特电动客车组装厂", "货车", false)]
    [InlineData("客车BYD", "byd", true)]
    [InlineData("BYD客车", "byd客车", true)]
    [InlineData("金𨧀矿", "𨧀", true)]
    [InlineData("金𨧀矿", "𨧀矿", true)]
    [InlineData("金𠮷𨧀矿", "𨧀", true)]
    [InlineData("Zavodun tikintisi", "tikinti", true)]
    [InlineData("Poultry farms", "arms", false)]
    [InlineData("Small arms", "ARMS", true)]
    [InlineData("Small arms factory", "arms fact", true)]
    [InlineData("Sılah zavodu", "SİLAH", true)]
    [InlineData("Gəncə", "gence", true)]
    [InlineData("Ｔｏｂａｃｃｏ", "tobacco", true)]
    [InlineData("Tobacco", "", false)]
    [InlineData("Tobacco", "  ", false)]
    [InlineData("Tobacco", "?!", false)]
    [InlineData("Tobacco", "\uD83D", false)]
    [InlineData("", "tobacco", false)]
    public void A_word_is_found_anywhere_in_Chinese_and_at_the_start_of_a_word_elsewhere(string text, string word, bool found) =>
        Assert.Equal(found, FoldedText.Of(text).Has(word));

    [Fact]
    public void Words_of_two_texts_do_not_grow_together()
    {
        Assert.False(FoldedText.Of("Rail", "way").Has("railway"));
        Assert.False(FoldedText.Of("海军", "工业").Has("军工"));
    }

    [Fact]
    public void No_text_at_all_holds_no_word()
    {
        Assert.False(default(FoldedText).Has("bus"));
        Assert.False(FoldedText.Empty.Has("bus"));
        Assert.Equal("", default(FoldedText).Words);
        Assert.Equal("", FoldedText.Of(null, null).Words);
    }
}
