using System.Globalization;
using System.Text.RegularExpressions;
using Matchmaking.Benchmarks.Quality;
using Matchmaking.Matching.TrackRecords;

namespace Matchmaking.Matching.Tests.TrackRecords;

/// <summary>The command as somebody types it: what it prints, and its exit codes.</summary>
public sealed partial class QualityCommandTests : IDisposable
{
    private const string Header =
        "deal_id,year,month,investor,sector,subsector,country,region,amount_usd_m,type,share_pct,target,title,capacity_mw\n";
    private readonly string file = Path.GetTempFileName();
    private readonly StringWriter output = new(CultureInfo.InvariantCulture);
    private readonly StringWriter errors = new(CultureInfo.InvariantCulture);

    [Fact]
    public void Ours_ranks_better_than_the_field_rules_where_investors_have_habits()
    {
        Write(Markets.OfHabits(11));

        Assert.Equal(0, Run(file, "--split", "2019"));

        foreach (var task in new[] { "Task A", "Task B" })
            Assert.True(Recall(task, "matchmaking ") > Recall(task, "rule mandate (sector") + 0.05, output.ToString());
        Assert.Empty(errors.ToString());
    }

    [Fact]
    public void With_a_novelty_what_ours_does_without_being_told_stands_beside_it()
    {
        Write(Markets.OfHabits(12));

        Assert.Equal(0, Run(file, "--split", "2019", "--until", "2019", "--novel", "target", "--sample", "40", "--seed", "3"));

        Assert.True(Recall("Task A", "matchmaking, any purpose") >= 0);
        Assert.Contains("-- Task A listing->investors: 40 listings", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_arguments_print_the_same()
    {
        Write(Markets.OfHabits(13));
        Run(file, "--split", "2019");
        var first = output.ToString();
        output.GetStringBuilder().Clear();
        Run(file, "--split", "2019");

        Assert.Equal(first, output.ToString());
    }

    [Fact]
    public void A_malformed_row_is_reported_with_file_and_line_and_the_rest_is_measured()
    {
        Write(Markets.OfHabits(14));
        File.AppendAllText(file, "broken,row\n");

        Assert.Equal(0, Run(file, "--split", "2019"));
        Assert.Contains($"{file}:902: row skipped: FieldCount", errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No file.")]
    [InlineData("--split is missing.", "FILE")]
    [InlineData("--split takes a whole number.", "FILE", "--split", "soon")]
    [InlineData("--split takes a whole number.", "FILE", "--split")]
    [InlineData("--novel takes target or cell.", "FILE", "--split", "2019", "--novel", "both")]
    [InlineData("--until lies before --split.", "FILE", "--split", "2019", "--until", "2018")]
    [InlineData("Unknown option --fast.", "FILE", "--fast", "1")]
    [InlineData("One file at a time: OTHER", "FILE", "OTHER")]
    public void Wrong_arguments_end_with_2_and_say_why(string why, params string[] arguments)
    {
        Assert.Equal(2, Run(arguments));
        Assert.Contains(why, errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_ends_with_2()
    {
        Assert.Equal(2, Run(file + ".missing", "--split", "2019"));
        Assert.Contains(".missing", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_the_columns_ends_with_2_and_names_them()
    {
        File.WriteAllText(file, "name,age\nA,3\n");

        Assert.Equal(2, Run(file, "--split", "2019"));
        Assert.Contains("deal_id, year, investor, sector", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_nothing_before_the_split_ends_with_2()
    {
        Write(Markets.OfHabits(15));

        Assert.Equal(2, Run(file, "--split", "2000"));
        Assert.Contains("nothing to rank", errors.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        File.Delete(file);
        output.Dispose();
        errors.Dispose();
    }

    private int Run(params string[] arguments) => QualityCommand.Run(arguments, output, errors);

    private void Write(IEnumerable<Deal> deals) =>
        File.WriteAllText(
            file,
            Header
                + string.Concat(
                    deals.Select(deal =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{deal.Id},{deal.Year},,{deal.Investors[0]},{deal.Sector},{deal.Subsector},{deal.Country},{deal.Region},"
                                + $"{deal.AmountUsdM},{deal.Type},,{deal.Target},{deal.Title},\n"
                        )
                    )
                )
        );

    private double Recall(string task, string method)
    {
        var table = output.ToString().Split("-- ").Single(part => part.StartsWith(task, StringComparison.Ordinal));
        var row = table.Split('\n').Single(line => line.StartsWith(method, StringComparison.Ordinal));
        return double.Parse(RecallFigure().Match(row).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"R@10 (\d\.\d+)")]
    private static partial Regex RecallFigure();
}
