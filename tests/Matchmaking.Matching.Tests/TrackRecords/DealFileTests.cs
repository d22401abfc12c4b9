using System.Globalization;
using Matchmaking.Benchmarks.Quality;
using Matchmaking.Matching.TrackRecords;
using Matchmaking.Web.Features.Imports;

namespace Matchmaking.Matching.Tests.TrackRecords;

/// <summary>A file to measure rankings on: what is read of it, and what is reported with its line.</summary>
public sealed class DealFileTests
{
    private const string Header =
        "deal_id,year,month,investor,sector,subsector,country,region,amount_usd_m,type,share_pct,target,title,capacity_mw";

    [Fact]
    public void A_row_becomes_a_deal()
    {
        var deal = Single(
            "D1,2019,5,China Datang ; PowerChina,Energy,Hydro,Nepal,Asia,12.5,investment,51,Upper Plant,\"Plant, upper \"\"A\"\"\",40"
        );

        Assert.Equal(("D1", 2019, 5), (deal.Id, deal.Year, deal.Month));
        Assert.Equal(["China Datang", "PowerChina"], deal.Investors);
        Assert.Equal(("Energy", "Hydro", "Nepal", "Asia"), (deal.Sector, deal.Subsector, deal.Country, deal.Region));
        Assert.Equal((12.5, 51, 40), (deal.AmountUsdM, deal.SharePct, deal.CapacityMw));
        Assert.Equal(("investment", "Upper Plant", "Plant, upper \"A\""), (deal.Type, deal.Target, deal.Title));
    }

    [Fact]
    public void Empty_fields_are_not_known()
    {
        var deal = Single("D1,2019,,A,,,,,,,,,,");

        Assert.Equal((null, null, null, null), (deal.Month, deal.AmountUsdM, deal.SharePct, deal.CapacityMw));
        Assert.Equal("", deal.Sector);
    }

    [Theory]
    [InlineData("D1,2019,,A,,,,,,,,,", "FieldCount")]
    [InlineData("D1,2019,,A,,,,,,,,,,,", "FieldCount")]
    [InlineData("D1,20x9,,A,,,,,,,,,,", "Year in year")]
    [InlineData("D1,1066,,A,,,,,,,,,,", "Year in year")]
    [InlineData("D1,2019,13,A,,,,,,,,,,", "Month in month")]
    [InlineData("D1,2019,, ; ,,,,,,,,,,", "NoInvestor in investor")]
    [InlineData("D1,2019,,A,,,,,\"1,5\",,,,,", "Number in amount_usd_m")]
    [InlineData("D1,2019,,A,,,,,NaN,,,,,", "Number in amount_usd_m")]
    [InlineData("D1,2019,,A,,,,,1,,all,,,", "Number in share_pct")]
    [InlineData("D1,2019,,\"A\"B,,,,,,,,,,", "Quotes")]
    [InlineData("D1,2019,,A\uFFFD,,,,,,,,,,", "NotUtf8")]
    public void A_malformed_row_is_reported_with_its_line_and_the_next_is_read(string row, string fault)
    {
        var (deals, errors) = Read(row, "D2,2020,,B,,,,,,,,,,");

        Assert.Equal([$"F:2: row skipped: {fault}"], errors);
        Assert.Equal("D2", Assert.Single(deals!).Id);
    }

    [Fact]
    public void A_row_without_a_year_is_passed_over_in_silence()
    {
        var (deals, errors) = Read("D1,,,A,,,,,,,,,,");

        Assert.Equal((0, 0), (deals!.Count, errors.Length));
    }

    [Fact]
    public void A_quoted_field_may_hold_line_ends_and_later_lines_keep_their_numbers()
    {
        var (deals, errors) = Read("D1,2019,,A,,,,,,,,,\"two", "lines\",", "", "D2,x,,A,,,,,,,,,,");

        Assert.Equal("two\nlines", Assert.Single(deals!).Title);
        Assert.Equal(["F:5: row skipped: Year in year"], errors);
    }

    // Few rows after it end before the longest cell, many do not.
    [Theory]
    [InlineData(2)]
    [InlineData(1000)]
    public void A_quote_that_nobody_closes_costs_one_row_only(int after)
    {
        var (deals, errors) = Read([
            "D0,2018,,Z,,,,,,,,,,",
            "D1,2019,,\"A,,,,,,,,,,",
            .. Enumerable.Range(2, after).Select(at => $"D{at},2020,,B,,,,,,,,,,"),
            "D,x,,C,,,,,,,,,,",
        ]);

        Assert.Equal(["D0", .. Enumerable.Range(2, after).Select(at => $"D{at}")], deals!.Select(deal => deal.Id));
        Assert.Equal(2, errors.Length);
        Assert.StartsWith("F:3: row skipped: ", errors[0], StringComparison.Ordinal);
        Assert.Equal($"F:{after + 4}: row skipped: Year in year", errors[1]);
    }

    [Fact]
    public void A_field_longer_than_any_text_is_reported_and_the_next_row_read()
    {
        var (deals, errors) = Read($"D1,2019,,A,,,,,,,,,{new string('x', CsvRows.LongestCell + 10_000)},", "D2,2020,,B,,,,,,,,,,");

        Assert.Equal(["F:2: row skipped: Endless"], errors);
        Assert.Equal("D2", Assert.Single(deals!).Id);
    }

    [Fact]
    public void A_byte_order_mark_the_order_of_columns_and_further_columns_do_not_matter()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(
            path,
            "\uFEFFtitle,note,TARGET,type,amount_usd_m,region,country,subsector,sector,investor,Year,deal_id\nt,n,g,y,1,r,c,u,s,i,2001,d\n"
        );

        var deal = Assert.Single(DealFile.Read(path, TextWriter.Null)!);

        File.Delete(path);
        Assert.Equal(("d", 2001, "t"), (deal.Id, deal.Year, deal.Title));
    }

    [Fact]
    public void Missing_columns_are_named()
    {
        var (deals, errors) = ReadText("deal_id,year,investor,country,region,type,target,title\n1,2,3,4,5,6,7,8\n");

        Assert.Null(deals);
        Assert.Equal(["F: not a deal file, these columns are missing: sector, subsector, amount_usd_m"], errors);
    }

    [Fact]
    public void An_empty_file_lacks_them_all()
    {
        var (deals, errors) = ReadText("");

        Assert.Null(deals);
        Assert.EndsWith(string.Join(", ", DealRows.Required), Assert.Single(errors), StringComparison.Ordinal);
    }

    private static Deal Single(string row) => Assert.Single(Read(row).Deals!);

    private static (List<Deal>? Deals, string[] Errors) Read(params string[] rows) => ReadText(string.Join('\n', [Header, .. rows]) + "\n");

    private static (List<Deal>? Deals, string[] Errors) ReadText(string text)
    {
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        var deals = DealFile.Read(() => new StringReader(text), "F", errors);
        return (deals, errors.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
