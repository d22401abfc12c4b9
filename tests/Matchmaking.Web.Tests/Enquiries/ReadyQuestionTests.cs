using Matchmaking.Web.Features.Enquiries;

namespace Matchmaking.Web.Tests.Enquiries;

/// <summary>The form of an enquiry offers questions; own words about nothing in particular stand alone.</summary>
public sealed class ReadyQuestionTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("/enquiries/create", "")]
    [InlineData("/enquiries/create?sector=logi", "land")]
    [InlineData("/enquiries/create?place=hajigabul", "land")]
    public async Task Who_asks_about_nothing_in_particular_begins_with_own_words(string path, string chosen)
    {
        var page = await site.NewVisitor("en").OpenAsync(path);

        var field = Assert.Single(page.Document.QuerySelectorAll("[name='Input.Question'][checked]"));
        Assert.Equal(chosen, field.GetAttribute("value"));
        Assert.Equal(ReadyQuestions.Of(null).Count + 1, page.Document.QuerySelectorAll("[name='Input.Question']").Length);
    }

    [Fact]
    public async Task Who_asks_about_a_listing_begins_with_what_is_unknown_of_it()
    {
        var listing = await site.PublishAsync();

        var page = await site.NewVisitor("en").OpenAsync("/enquiries/create?listing=" + listing.Slug);

        var field = Assert.Single(page.Document.QuerySelectorAll("[name='Input.Question'][checked]"));
        Assert.Equal(ReadyQuestions.Of(listing)[0], field.GetAttribute("value"));
    }
}
