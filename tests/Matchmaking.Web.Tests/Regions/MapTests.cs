using System.Text.RegularExpressions;
using Matchmaking.Web.Reference;
using Matchmaking.Web.Tests.Architecture;

namespace Matchmaking.Web.Tests.Regions;

/// <summary>The map, the table and the filter of the list say the same, and all of the map can be chosen by its name.</summary>
public sealed partial class MapTests(Site site) : IClassFixture<Site>
{
    private static readonly ReferenceData Data = new();

    [Theory]
    [InlineData("/regions", 14)]
    [InlineData("/regions?by=units", 75)]
    [InlineData("/regions?by=nonsense&by=%00", 14)]
    [InlineData("/regions?by=", 14)]
    public async Task Whatever_is_chosen_on_the_map_has_a_name_and_the_number_of_the_list(string path, int places)
    {
        await site.PublishAsync(o => (o.Places, o.Zone) = (["AZ-AGDARA"], "west"));
        await site.PublishAsync(o => o.Places = ["QAR"]);
        var visitor = site.NewVisitor();

        var page = await visitor.OpenAsync(path);

        var shapes = page.Document.QuerySelectorAll(".region-map a:not(.mark-zone)");
        var marks = page.Document.QuerySelectorAll(".region-map a.mark-zone");
        Assert.Equal((places, Data.Zones.Count), (shapes.Length, marks.Length));
        Assert.All(shapes.Concat(marks), link => Assert.Equal(link.GetAttribute("aria-label"), link.QuerySelector(".tip")!.TextContent));
        var chosen = shapes.Concat(marks).Select(link => (link.GetAttribute("href")!, Number(link.GetAttribute("aria-label")!))).ToList();
        // The table and the list below the map say it too.
        Assert.All(chosen, link => Assert.Equal(link.Item2, NumberBeside(page, link.Item1)));
        foreach (var (href, number) in chosen.Where(link => link.Item2 != "0"))
        {
            var there = await visitor.OpenAsync(href);
            Assert.Equal(number, there.TextsOf("h2 .count").FirstOrDefault() ?? Number(there.TextsOf(".total").Single()));
        }
        Assert.Contains(shapes, link => link.GetAttribute("aria-label")!.EndsWith(": 0 opportunities", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_of_a_region_shows_its_cities_districts_and_zones_alone()
    {
        var page = await site.NewVisitor().OpenAsync("/regions/QAR");

        Assert.Equal(
            Data.RegionOf("QAR")!.Units.Select(unit => "/opportunities?region=" + unit.Code),
            page.Document.QuerySelectorAll(".region-map a:not(.mark-zone)").Select(link => link.GetAttribute("href"))
        );
        Assert.Equal(
            ["/zones/aghdam"],
            page.Document.QuerySelectorAll(".region-map a.mark-zone").Select(link => link.GetAttribute("href"))
        );
        Assert.NotEmpty(page.Document.QuerySelectorAll("h3 a[href='/zones/aghdam']"));
    }

    [Fact]
    public void Every_city_and_district_is_drawn_or_known_to_be_not()
    {
        var map = Source.Read("src/Matchmaking.Web/wwwroot/districts.svg");

        Assert.All(
            Data.Regions.SelectMany(region => region.Units),
            unit => Assert.Equal(!unit.Approximate, map.Contains($"id=\"unit-{unit.Code}\"", StringComparison.Ordinal))
        );
        Assert.Single(Data.Regions.SelectMany(region => region.Units), unit => unit.Approximate);
    }

    /// <summary>The projection that is written beside the labels: what is computed with it lies where the outlines are.</summary>
    [Fact]
    public void Every_city_and_district_lies_within_the_outline_of_its_region()
    {
        var outlines = Outline()
            .Matches(Source.Read("src/Matchmaking.Web/wwwroot/regions.svg"))
            .ToDictionary(match => match.Groups[1].Value, match => Extent(match.Groups[2].Value));

        foreach (var region in Data.Regions)
        {
            var (left, top, right, bottom) = outlines[region.Code];
            var box = Data.MapLabels.Single(label => label.Code == region.Code).Box.Split(' ').Select(int.Parse).ToArray();
            Assert.True(box[0] <= left && box[1] <= top && box[0] + box[2] >= right && box[1] + box[3] >= bottom, region.Code);
            foreach (var (x, y) in region.Units.Select(Data.MapPoint))
                Assert.True(x > left && x < right && y > top && y < bottom, $"{region.Code} {x} {y}");
        }
    }

    private static string Number(string words) => Digits().Match(words).Value;

    private static string NumberBeside(Page page, string href)
    {
        var link = page.Document.QuerySelector($"table a[href='{href}'], .zones-list a[href='{href}']")!;
        return (
            link.QuerySelector(".count") ?? link.Closest("li")?.QuerySelector("b") ?? link.Closest("tr")!.QuerySelector(".num")!
        ).TextContent;
    }

    /// <summary>How far an outline of relative lines reaches.</summary>
    private static (double Left, double Top, double Right, double Bottom) Extent(string path)
    {
        var (x, y, points) = (0.0, 0.0, new List<(double X, double Y)>());
        foreach (Match command in Command().Matches(path))
        {
            var numbers = Decimal()
                .Matches(command.Groups[2].Value)
                .Select(match => double.Parse(match.Value, System.Globalization.CultureInfo.InvariantCulture))
                .ToArray();
            for (var i = 0; i + 1 < numbers.Length; i += 2)
            {
                (x, y) = command.Groups[1].Value == "M" ? (numbers[i], numbers[i + 1]) : (x + numbers[i], y + numbers[i + 1]);
                points.Add((x, y));
            }
        }
        return (points.Min(p => p.X), points.Min(p => p.Y), points.Max(p => p.X), points.Max(p => p.Y));
    }

    [GeneratedRegex(@"\d+(?!.*\d)")]
    private static partial Regex Digits();

    [GeneratedRegex("id=\"region-(\\w+)\" d=\"([^\"]+)\"")]
    private static partial Regex Outline();

    [GeneratedRegex("([Ml])([^Mlz]*)")]
    private static partial Regex Command();

    [GeneratedRegex(@"-?(?:\d+\.\d+|\.\d+|\d+)")]
    private static partial Regex Decimal();
}
