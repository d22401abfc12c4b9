using Matchmaking.Matching.TrackRecords;

namespace Matchmaking.Matching.Tests.TrackRecords;

/// <summary>A deal file, row by row: what is read, and what is reported with its line.</summary>
public sealed class DealRowsTests
{
    private const string Header = "deal_id,year,month,investor,sector,subsector,country,region,amount_usd_m,type,share_pct,target,title,capacity_mw";

    [Fact]
    public void A_row_becomes_a_deal()
    {
        var deal = Read("D1,2019,5,China Datang ; PowerChina,Energy,Hydro,Nepal,Asia,12.5,investment,51,Upper Plant,\"Plant, upper \"\"A\"\"\",40").Single().Deal!;

        Assert.Equal(("D1", 2019, 5), (deal.Id, deal.Year, deal.Month));
        Assert.Equal(["China Datang", "PowerChina"], deal.Investors);
        Assert.Equal(("Energy", "Hydro", "Nepal", "Asia"), (deal.Sector, deal.Subsector, deal.Country, deal.Region));
        Assert.Equal((12.5, 51, 40), (deal.AmountUsdM, deal.SharePct, deal.CapacityMw));
        Assert.Equal(("investment", "Upper Plant", "Plant, upper \"A\""), (deal.Type, deal.Target, deal.Title));
    }

    [Fact]
    public void Empty_fields_are_not_known()
    {
        var deal = Read("D1,2019,,A,,,,,,,,,,").Single().Deal!;

        Assert.Equal((null, null, null, null), (deal.Month, deal.AmountUsdM, deal.SharePct, deal.CapacityMw));
        Assert.Equal("", deal.Sector);
    }

    [Theory]
    [InlineData("D1,2019,,A,,,,,,,,,", DealFault.FieldCount, null)]
    [InlineData("D1,2019,,A,,,,,,,,,,,", DealFault.FieldCount, null)]
    [InlineData("D1,20x9,,A,,,,,,,,,,", DealFault.Year, "year")]
    [InlineData("D1,1066,,A,,,,,,,,,,", DealFault.Year, "year")]
    [InlineData("D1,,,A,,,,,,,,,,", DealFault.NoYear, "year")]
    [InlineData("D1,2019,13,A,,,,,,,,,,", DealFault.Month, "month")]
    [InlineData("D1,2019,, ; ,,,,,,,,,,", DealFault.NoInvestor, "investor")]
    [InlineData("D1,2019,,A,,,,,\"1,5\",,,,,", DealFault.Number, "amount_usd_m")]
    [InlineData("D1,2019,,A,,,,,NaN,,,,,", DealFault.Number, "amount_usd_m")]
    [InlineData("D1,2019,,A,,,,,1,,all,,,", DealFault.Number, "share_pct")]
    [InlineData("D1,2019,,\"A\"B,,,,,,,,,,", DealFault.TextAfterQuote, null)]
    [InlineData("D1,2019,,A\uFFFD,,,,,,,,,,", DealFault.NotUtf8, null)]
    public void A_malformed_row_is_reported_with_its_line_and_the_next_is_read(string row, DealFault fault, string? column)
    {
        var rows = Read(row, "D2,2020,,B,,,,,,,,,,");

        Assert.Equal(new DealRow(2, null, fault, column), rows[0]);
        Assert.Equal((3, "D2"), (rows[1].Line, rows[1].Deal?.Id));
    }

    [Fact]
    public void A_quoted_field_may_hold_line_ends_and_later_lines_keep_their_numbers()
    {
        var rows = Read("D1,2019,,A,,,,,,,,,\"two", "lines\",", "", "D2,x,,A,,,,,,,,,,");

        Assert.Equal("two\nlines", rows[0].Deal?.Title);
        Assert.Equal((5, DealFault.Year), (rows[1].Line, rows[1].Fault));
    }

    [Fact]
    public void A_quote_that_nobody_closes_costs_one_row_only()
    {
        var rows = Read("D1,2019,,\"A,,,,,,,,,,", "D2,2020,,B,,,,,,,,,,", "D3,2020,,C,,,,,,,,,,");

        Assert.Equal([(2, DealFault.OpenQuote), (3, null), (4, null)], rows.Select(row => (row.Line, row.Fault)));
    }

    [Fact]
    public void A_row_longer_than_any_deal_is_reported() =>
        Assert.Equal(DealFault.TooLong, Read($"D1,2019,,A,,,,,,,,,{new string('x', CsvRecords.Longest)},").Single().Fault);

    [Fact]
    public void A_byte_order_mark_the_order_of_columns_and_further_columns_do_not_matter()
    {
        var rows = DealRows.Read(CsvRecords.Read(["\uFEFFtitle,note,TARGET,type,amount_usd_m,region,country,subsector,sector,investor,Year,deal_id", "t,n,g,y,1,r,c,u,s,i,2001,d"]), out var missing);

        Assert.Empty(missing);
        Assert.Equal(("d", 2001, "t"), rows.Select(row => (row.Deal!.Id, row.Deal.Year, row.Deal.Title)).Single());
    }

    [Fact]
    public void Missing_columns_are_named()
    {
        var rows = DealRows.Read(CsvRecords.Read(["deal_id,year,investor,country,region,type,target,title", "1,2,3,4,5,6,7,8"]), out var missing);

        Assert.Equal(["sector", "subsector", "amount_usd_m"], missing);
        Assert.Empty(rows);
    }

    [Fact]
    public void An_empty_file_lacks_them_all()
    {
        DealRows.Read(CsvRecords.Read([]), out var missing);

        Assert.Equal(DealRows.Required, missing);
    }

    private static DealRow[] Read(params string[] lines) => [.. DealRows.Read(CsvRecords.Read([Header, .. lines]), out _)];
}
