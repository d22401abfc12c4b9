using System.Collections;
using System.Reflection;
using Matchmaking.Web.Demo;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Matchmaking.Web.Tests.Languages;

namespace Matchmaking.Web.Tests.Reference;

/// <summary>Names and explanations of the reference data, and the demo listings, are written in three languages too.</summary>
public sealed class ReferenceTextsTests
{
    private static readonly ReferenceData Data = new();

    public static TheoryData<string> Lists => ["sectors", "deal types", "zones", "technical stages", "legal stages", "currencies"];

    [Theory, MemberData(nameof(Lists))]
    public void A_list_is_written_in_three_languages(string list) =>
        Assert.Empty(
            Texts(
                    list switch
                    {
                        "sectors" => Data.Sectors,
                        "deal types" => Data.DealTypes,
                        "zones" => Data.Zones,
                        "technical stages" => Data.TechnicalStages,
                        "legal stages" => Data.LegalStages,
                        _ => Data.CurrencyNames.Values,
                    },
                    list
                )
                .SelectMany(found => Writing.Faults(found.Where, found.Text))
        );

    [Fact]
    public void Names_of_places_and_countries_have_three_languages_though_two_may_be_alike() =>
        Assert.Empty(
            Texts(Data.Regions, "regions")
                .Concat(Texts(Data.Countries, "countries"))
                .SelectMany(found => Writing.Slips(found.Where, found.Text))
        );

    [Fact]
    public void The_demo_data_has_three_languages() =>
        Assert.Empty(
            Texts(DemoFiles.Read<DemoOpportunity[]>("opportunities-1"), "opportunities-1")
                .Concat(Texts(DemoFiles.Read<DemoOpportunity[]>("opportunities-2"), "opportunities-2"))
                .Concat(Texts(DemoFiles.Read<DemoDocument[]>("signed-documents"), "signed-documents"))
                .Concat(Texts(DemoFiles.Read<DemoFact[]>("sector-facts"), "sector-facts"))
                .SelectMany(found => Writing.Slips(found.Where, found.Text))
        );

    /// <summary>Every text in a tree of records, with where it was found.</summary>
    private static IEnumerable<(string Where, Localized Text)> Texts(object? value, string where) =>
        value switch
        {
            Localized text => [(where, text)],
            null or string => [],
            IEnumerable many => many.Cast<object?>().SelectMany((one, i) => Texts(one, $"{where}[{i}]")),
            _ when value.GetType().Namespace?.StartsWith("Matchmaking", StringComparison.Ordinal) == true => value
                .GetType()
                .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .SelectMany(property => Texts(property.GetValue(value), $"{where}.{property.Name}")),
            _ => [],
        };
}
