using System.Text;
using Matchmaking.Web.Features.Imports.Deals;

namespace Matchmaking.Web.Tests.Imports.Deals;

/// <summary>Files of deals, good and bad: what is wrong is named with the line on which it begins.</summary>
public sealed class DealFileTests
{
    private const string Header =
        "deal_id,year,month,investor,sector,subsector,country,region,amount_usd_m,type,share_pct,target,title,capacity_mw,status,lat,"
        + "lon,source_id";

    [Fact]
    public async Task A_good_row_is_read()
    {
        var (row, refused) = Assert.Single(
            await ReadAsync(
                "D1,2021,6,China Datang ; 中国电建 ; ,Energy,solar,Kazakhstan,Central Asia,80.5,JV,51,Chulak,\"Chulak, "
                    + "\"\"first\"\" plant\",100,operating,1,2,https://example.org/1"
            )
        );

        Assert.Null(refused);
        Assert.Equal(
            ("D1", 2021, 6, "China Datang|中国电建", "Energy", "solar", 80.5m, 51m, "Chulak, \"first\" plant", "https://example.org/1", 2),
            (
                row!.DealId,
                row.Year,
                row.Month,
                string.Join('|', row.Investors),
                row.Sector,
                row.Subsector,
                row.AmountUsdMillions,
                row.SharePercent,
                row.Title,
                row.SourceId,
                row.Line
            )
        );
    }

    [Theory]
    [InlineData("D1,,,A,,,,,,,,,,,,,,", Refusal.Year)]
    [InlineData("D1,20x1,,A,,,,,,,,,,,,,,", Refusal.Year)]
    [InlineData("D1,1066,,A,,,,,,,,,,,,,,", Refusal.Year)]
    [InlineData("D1,2099,,A,,,,,,,,,,,,,,", Refusal.Year)]
    [InlineData("D1,2021,13,A,,,,,,,,,,,,,,", Refusal.Month)]
    [InlineData(",2021,,A,,,,,,,,,,,,,,", Refusal.DealId)]
    [InlineData("D1,2021,,,,,,,,,,,,,,,,", Refusal.Investor)]
    [InlineData("D1,2021,, ; - ,,,,,,,,,,,,,,", Refusal.Investor)]
    [InlineData("D1,2021,,A,,,,,\"1,5\",,,,,,,,,", Refusal.Amount)]
    [InlineData("D1,2021,,A,,,,,-3,,,,,,,,,", Refusal.Amount)]
    [InlineData("D1,2021,,A,,,,,1e99,,,,,,,,,", Refusal.Amount)]
    [InlineData("D1,2021,,A,,,,,,,101,,,,,,,", Refusal.Share)]
    [InlineData("D1,2021,,A,,,,,,,,,,,,", Refusal.Cells)]
    [InlineData("D1,2021,,A,,,,,,,,,,,,,,,", Refusal.Cells)]
    [InlineData("D1,2021,,A,,,,,,,,,\"quo\"ted,,,,,", Refusal.Quotes)]
    public async Task A_bad_row_is_refused_with_its_reason_and_its_line(string bad, Refusal reason)
    {
        var rows = await ReadAsync("D0,2020,,First,,,,,,,,,,,,,,", bad, "D2,2022,,Last,,,,,,,,,,,,,,");

        Assert.Equal(["D0", null, "D2"], rows.Select(row => row.Row?.DealId));
        Assert.Equal((3, reason), (rows[1].Refused!.Line, rows[1].Refused!.Reason));
    }

    [Fact]
    public async Task A_file_with_too_many_investors_is_read_up_to_there_and_refused()
    {
        var line = $"D,2021,,{string.Join(" ; ", Enumerable.Range(0, 100).Select(i => $"A{i}"))},,,,,,,,,,,,,,";

        var right = await ReadAsync([.. Enumerable.Repeat(line, DealFile.MostNames / 100)]);
        var tooMany = await ReadAsync([.. Enumerable.Repeat(line, (DealFile.MostNames / 100) + 1)]);

        Assert.All(right, row => Assert.Null(row.Refused));
        Assert.Equal(Refusal.TooMany, tooMany[^1].Refused!.Reason);
    }

    [Fact]
    public async Task Lines_are_counted_as_an_editor_counts_them()
    {
        var rows = await ReadAsync(
            "D0,2020,,First,,,,,,,,,\"two\nlines\",,,,,",
            "",
            "D1,bad,,A,,,,,,,,,\"two\nlines\",,,,,",
            "D2,bad,,A,,,,,,,,,,,,,,"
        );
        Assert.Equal([5, 7], rows.Skip(1).Select(row => row.Refused!.Line));
    }

    [Fact]
    public async Task Too_long_a_cell_is_refused_and_shown_short()
    {
        var refused = Assert.Single(await ReadAsync($"D1,2021,,A,{new string('x', 201)},,,,,,,,,,,,,")).Refused!;
        Assert.Equal(Refusal.TooLong, refused.Reason);
        Assert.InRange(refused.Value.Length, 100, 120);
    }

    [Fact]
    public async Task A_file_without_the_columns_is_refused_as_a_whole()
    {
        var (_, refused) = Assert.Single(await ReadTextAsync("deal_id,year,investor\nD1,2021,A\n"));
        Assert.Equal((1, Refusal.Columns), (refused!.Line, refused.Reason));
        Assert.StartsWith("month, sector", refused.Value, StringComparison.Ordinal);
        Assert.Equal(Refusal.Columns, Assert.Single(await ReadTextAsync("")).Refused!.Reason);
    }

    [Fact]
    public async Task Columns_may_stand_in_any_order_behind_a_byte_order_mark()
    {
        var columns = DealFile.Columns.Reverse().ToArray();
        var cells = columns.Select(column =>
            column switch
            {
                "deal_id" => "D1",
                "year" => "2021",
                "investor" => "A",
                _ => "",
            }
        );
        var (row, _) = Assert.Single(
            await ReadTextAsync("\uFEFF" + string.Join(',', columns).ToUpperInvariant() + "\r\n" + string.Join(',', cells) + "\r\n")
        );
        Assert.Equal(("D1", 2021), (row!.DealId, row.Year));
    }

    [Fact]
    public async Task A_quotation_mark_that_is_never_closed_ends_the_reading_at_its_line()
    {
        var rows = await ReadAsync([
            "D0,2020,,First,,,,,,,,,,,,,,",
            "D1,2021,,\"A,,,,,,,,,,,,,,",
            .. Enumerable.Repeat("D2,2022,,Last,,,,,,,,,,,,,,", 1000),
        ]);
        Assert.Equal("D0", rows[0].Row!.DealId);
        Assert.Equal((3, Refusal.Endless), (rows[1].Refused!.Line, rows[1].Refused!.Reason));
        Assert.Equal(2, rows.Count);
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_refused()
    {
        byte[] bytes =
        [
            .. Encoding.UTF8.GetBytes(Header + "\nD1,2021,,"),
            0xD6,
            0xD0,
            0xB9,
            0xFA,
            .. Encoding.UTF8.GetBytes(",,,,,,,,,,,,,,\n"),
        ];
        Assert.Equal(Refusal.Encoding, Assert.Single(await ReadBytesAsync(bytes)).Refused!.Reason);
    }

    private static Task<List<(DealFileRow? Row, RefusedRow? Refused)>> ReadAsync(params string[] rows) =>
        ReadTextAsync(Header + "\n" + string.Join('\n', rows) + "\n");

    private static Task<List<(DealFileRow? Row, RefusedRow? Refused)>> ReadTextAsync(string text) =>
        ReadBytesAsync(Encoding.UTF8.GetBytes(text));

    private static async Task<List<(DealFileRow? Row, RefusedRow? Refused)>> ReadBytesAsync(byte[] bytes) =>
        await new DealFile(new MemoryStream(bytes), 2040).ReadAsync(CancellationToken.None).ToListAsync();
}
