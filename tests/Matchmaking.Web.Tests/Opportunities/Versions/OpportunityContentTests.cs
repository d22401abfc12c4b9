using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Forms;

namespace Matchmaking.Web.Tests.Opportunities.Versions;

/// <summary>What a version keeps of a listing, and that nothing of it is lost.</summary>
public sealed class OpportunityContentTests
{
    private static readonly string[] OfTheFormAlone =
    [
        nameof(OpportunityInput.Version),
        nameof(OpportunityInput.Opened),
        nameof(OpportunityInput.Asked),
    ];

    [Fact]
    public void Every_input_of_the_form_is_kept_and_compared()
    {
        var inputs = typeof(OpportunityInput)
            .GetProperties()
            .Where(property => property.CanWrite && !OfTheFormAlone.Contains(property.Name))
            .SelectMany(property =>
                property.PropertyType == typeof(LocalizedInput)
                    ? new[] { "Zh", "Az", "En" }.Select(language => $"{property.Name}.{language}")
                    : [property.Name]
            );

        Assert.Equal(
            inputs.Order(StringComparer.Ordinal),
            OpportunityField.All.SelectMany(field => field.Parts).Select(part => part.Name).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            // What a single amount means is told by its ends.
            typeof(OpportunityInput)
                .GetProperties()
                .Where(property => property.CanWrite && property.Name != nameof(OpportunityInput.AmountMeans))
                .Select(property => property.Name)
                .Except(OfTheFormAlone)
                .Order(StringComparer.Ordinal),
            typeof(OpportunityContent).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Each_field_is_read_back_as_it_was_kept()
    {
        var whole = Whole();

        var back = OpportunityContent.FromJson(OpportunityContent.Of(whole).ToJson());

        var (one, other) = (OpportunityInput.From(OpportunityContent.Of(whole)), OpportunityInput.From(back));
        Assert.All(OpportunityField.All, field => Assert.False(field.IsEmpty(one), field.Name));
        foreach (var part in OpportunityField.All.SelectMany(field => field.Parts))
            Assert.Equal(part.Read(one), part.Read(other));
    }

    [Fact]
    public void Each_field_that_differs_is_seen()
    {
        var (whole, empty) = (OpportunityInput.From(OpportunityContent.Of(Whole())), new OpportunityInput());
        foreach (var field in OpportunityField.All)
        {
            var changed = OpportunityInput.From(OpportunityContent.Of(Whole()));
            field.Copy(empty, changed);

            Assert.Equal([field.Name], OpportunityField.All.Where(other => !other.IsSame(whole, changed)).Select(other => other.Name));
        }
    }

    /// <summary>As the first versions were written; the names stand in the database for ever.</summary>
    private const string Old = """
        {"title":{"zh":"题","az":"Başlıq","en":"Title"},"summary":{"zh":"","az":"","en":"S"},"description":{"zh":"","az":"","en":""},
        "sector":"auto.ebus","moreSectors":["logi"],"dealTypes":["JV"],"technicalStage":2,"legalStage":3,"amountFrom":34000000.5,
        "amountTo":null,"currency":"USD","places":["AZ-SM"],"promoter":{"zh":"","az":"","en":"P"},
        "contactId":"0198c0de-0000-7000-8000-000000000001","sources":["https://example.org/a"],"validUntil":"2027-12-31",
        "availability":"OnHold","somethingOfLater":{"a":[1]}}
        """;

    [Fact]
    public void What_was_kept_before_a_field_was_added_is_read()
    {
        var read = OpportunityContent.FromJson(Old);

        Assert.Equal(
            ("题", "auto.ebus", 34_000_000.5m, Availability.OnHold),
            (read.Title.Zh, read.Sector, read.AmountFrom, read.Availability)
        );
        Assert.Equal(new DateOnly(2027, 12, 31), read.ValidUntil);
        // "zone" was not kept yet: nothing, or what stands in it now.
        Assert.Null(read.Zone);
        var over = OpportunityContent.FromJson(Old, new() { Zone = "alat-fez", AmountTo = 7 });
        Assert.Equal(("alat-fez", null), (over.Zone, over.AmountTo));
    }

    [Theory]
    [InlineData("34,000,000", "34000000", true)]
    [InlineData("34,000,000", "35000000", false)]
    [InlineData("abc", "xyz", false)]
    [InlineData("", null, true)]
    public void Amounts_are_compared_by_what_they_say(string one, string? other, bool same) =>
        Assert.Equal(same, OpportunityField.Named("Amount")!.IsSame(new() { AmountFrom = one }, new() { AmountFrom = other }));

    [Fact]
    public void The_order_of_what_is_ticked_means_nothing_and_a_line_end_is_a_line_end()
    {
        Assert.True(OpportunityField.Named("Places")!.IsSame(new() { Places = ["A", "B"] }, new() { Places = ["B", "A", "A"] }));
        Assert.False(OpportunityField.Named("Places")!.IsSame(new() { Places = ["A", "B"] }, new() { Places = ["A"] }));
        Assert.True(OpportunityField.Named("Sources")!.IsSame(new() { Sources = "a\r\nb" }, new() { Sources = "a\nb" }));
        Assert.False(OpportunityField.Named("Sources")!.IsSame(new() { Sources = "a\nb" }, new() { Sources = "b\na" }));
    }

    private static Opportunity Whole() =>
        Listings.Opportunity(o =>
        {
            o.MoreSectors = ["logi", "batt.assembly"];
            o.Needs = new(12.5m, 4, true);
            (o.Zone, o.ContactId, o.ValidUntil) = ("alat-fez", new("0198c0de-0000-7000-8000-000000000001"), new(2099, 12, 31));
            (o.Sources, o.Availability, o.AmountFrom) = (["https://example.org/a", "http://example.org/д"], Availability.Done, 0.01m);
        });
}
