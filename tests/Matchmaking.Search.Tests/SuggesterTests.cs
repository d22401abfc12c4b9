using Matchmaking.Search.Tests.Support;

namespace Matchmaking.Search.Tests;

/// <summary>What is suggested while somebody types.</summary>
public sealed class SuggesterTests
{
    private static readonly Suggester Suggester = new(World.Demo.Vocabulary);

    [Theory]
    [InlineData("sumg", TextLanguage.English, SuggestionKind.Place, "AZ-SM")]
    [InlineData("苏姆", TextLanguage.Chinese, SuggestionKind.Place, "AZ-SM")]
    [InlineData("sumug", TextLanguage.Chinese, SuggestionKind.Place, "AZ-SM")]
    [InlineData("berpa", TextLanguage.Azerbaijani, SuggestionKind.Sector, "renw")]
    [InlineData("电动客", TextLanguage.Chinese, SuggestionKind.Sector, "auto.ebus")]
    [InlineData("alat f", TextLanguage.English, SuggestionKind.Zone, "alat-fez")]
    [InlineData("大巴", TextLanguage.Chinese, SuggestionKind.Sector, "auto.ebus")]
    [InlineData("ebus", TextLanguage.English, SuggestionKind.Sector, "auto.ebus")]
    [InlineData("特许", TextLanguage.Chinese, SuggestionKind.DealType, "BOT")]
    [InlineData("BOT", TextLanguage.Chinese, SuggestionKind.DealType, "BOT")]
    [InlineData("比亚", TextLanguage.Chinese, SuggestionKind.Company, "byd")]
    public void Is_suggested(string typed, TextLanguage language, SuggestionKind kind, string code) =>
        Assert.Contains(Suggest(typed, language), suggestion => suggestion.Kind == kind && suggestion.Code == code);

    [Fact]
    public void A_listing_is_suggested_with_what_was_typed_marked()
    {
        var listing = Suggest("lapt", TextLanguage.English).First(suggestion => suggestion.Kind == SuggestionKind.Listing);

        Assert.Equal(World.IdOf("laptop-assembly-localisation"), listing.Id);
        Assert.Equal("lapt", listing.Text.Substring(listing.Mark.Start, listing.Mark.Length).ToLowerInvariant());
    }

    [Theory]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("zzzz")]
    public void Nothing_is_suggested(string typed) => Assert.Empty(Suggest(typed, TextLanguage.Chinese));

    [Theory]
    [InlineData("b")]
    [InlineData("电")]
    [InlineData("s")]
    public void No_more_are_suggested_than_asked_for(string typed) =>
        Assert.InRange(Suggester.Suggest(World.Demo.Index, typed, TextLanguage.English, 5).Count, 1, 5);

    private static IReadOnlyList<Suggestion> Suggest(string typed, TextLanguage language) =>
        Suggester.Suggest(World.Demo.Index, typed, language, 10);
}
