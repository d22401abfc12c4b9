using System.Text;
using Matchmaking.Web.Files;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using static Matchmaking.Web.Tests.Files.SampleFiles;

namespace Matchmaking.Web.Tests.Files;

/// <summary>Files that are made to cost more to look at than they are worth.</summary>
public sealed class CostFileCheckTests
{
    private const int Little = 20_000_000;

    /// <summary>Whatever a part is made of, it is refused before it costs more than a few of the longest tags.</summary>
    [Theory]
    [InlineData("[Content_Types].xml", "<a>", "<a/>", 4_000_000, "</a>")]
    [InlineData("word/_rels/a.rels", "<a>", "<a b='c'/>", 300_000, "</a>", FileRefusal.TooComplicated)]
    [InlineData("word/document.xml", "<a b='", ">", 3_000_000, "'/>")]
    [InlineData("word/document.xml", "<a><![CDATA[", "<", 3_000_000, "]]></a>")]
    [InlineData("word/document.xml", "", "<a>", 100_000, "")]
    [InlineData("word/document.xml", "<a>", "<a{0}/>", 100_000, "</a>")]
    [InlineData("word/document.xml", "<a ", "a{0}='' ", 1100, "/>")]
    [InlineData(
        "word/document.xml",
        "<a xmlns='" + Letters + "'>",
        "<instrText>a</instrText>",
        1_000_000,
        "</a>",
        FileRefusal.TooComplicated
    )]
    [InlineData(
        "word/document.xml",
        "<a>",
        "<a>--------------------------------------------------------</a>",
        1_100_000,
        "</a>",
        FileRefusal.TooComplicated
    )]
    public void What_a_document_costs_does_not_grow_with_what_is_in_it(
        string name,
        string first,
        string repeated,
        int times,
        string last,
        FileRefusal expected = FileRefusal.Damaged
    )
    {
        var middle = Enumerable.Range(0, times).Select(i => repeated.Replace("{0}", $"{i}", StringComparison.Ordinal));
        var text = first + string.Concat(middle) + last;
        var docx = name == "[Content_Types].xml" ? Zip((name, text)) : Docx((name, text));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = FileCheck.Look("a.docx", docx, new(100_000_000)).Refusal;
        var cost = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(expected, refusal);
        // The buffers of the pools are counted for whoever comes first.
        Assert.InRange(cost, 0, 150_000_000);
    }

    /// <summary>Each relation to a document within was compared with all of them.</summary>
    [Theory]
    [InlineData(400, 400, null)]
    [InlineData(501, 1, FileRefusal.TooComplicated)]
    [InlineData(400, 10_000, FileRefusal.TooComplicated)]
    public void Documents_within_and_relations_to_them_are_not_multiplied(int documents, int relations, FileRefusal? refusal)
    {
        var relation = Relation("package", "Internal", "../e/0.docx");
        var one = relation[relation.IndexOf("<Relationship ", StringComparison.Ordinal)..]
            .Replace("</Relationships>", "", StringComparison.Ordinal);
        var inner = Enumerable.Range(0, documents).Select(i => ($"e/{i}.docx", Docx()));
        var related = Encoding.UTF8.GetBytes("<R>" + string.Concat(Enumerable.Repeat(one, relations)) + "</R>");

        Assert.Equal(refusal, FileCheck.Look("a.docx", DocxWith([.. inner, ("e/_rels/a.rels", related)]), new(Little)).Refusal);
    }

    [Theory]
    [InlineData(9_000, null)]
    [InlineData(10_001, FileRefusal.TooComplicated)]
    public void A_document_within_has_as_few_parts_as_another(int parts, FileRefusal? refusal)
    {
        var inner = Docx([.. Enumerable.Range(0, parts - 1).Select(i => ($"{i}.xml", ""))]);

        Assert.Equal(refusal, FileCheck.Look("a.docx", DocxWith(("word/a.docx", inner))).Refusal);
    }

    [Fact]
    public void Every_part_that_is_opened_counts()
    {
        var many = Docx([.. Enumerable.Range(0, 9_000).Select(i => ($"word/media/{i}.png", ""))]);

        Assert.Null(FileCheck.Look("a.docx", many).Refusal);
        Assert.Equal(FileRefusal.TooComplicated, FileCheck.Look("a.docx", many, new(Little)).Refusal);
    }

    [Fact]
    public void Names_of_all_parts_together_are_few()
    {
        var attributes = string.Concat(Enumerable.Range(0, 900).Select(i => $" a{i}=''"));
        var many = Docx([.. Enumerable.Range(0, 50).Select(i => ($"{i}.xml", $"<a{attributes}/>"))]);

        Assert.Equal(FileRefusal.TooComplicated, FileCheck.Look("a.docx", many, new(Little)).Refusal);
    }

    [Theory]
    [InlineData("1 0 obj<<", FileRefusal.Damaged)]
    [InlineData("1 0 obj<</Filter(", FileRefusal.Damaged)]
    [InlineData("1 0 obj[", FileRefusal.Damaged)]
    [InlineData("1 0 obj(\\(", FileRefusal.Damaged)]
    [InlineData("1 0 obj<</A/B", FileRefusal.Damaged)]
    [InlineData("1 0 obj/A ", null)]
    [InlineData("/JS(", FileRefusal.Damaged)]
    public void Objects_within_objects_are_read_a_few_times_only(string repeated, FileRefusal? refusal)
    {
        var pdf = Latin("%PDF-1.7\n" + string.Concat(Enumerable.Repeat(repeated, 300_000)));

        Assert.Equal(refusal, FileCheck.Look("a.pdf", pdf, new(10 * Little)).Refusal);
    }

    [Fact]
    public void Packed_objects_that_lie_in_one_place_are_read_a_few_times_only()
    {
        var places = string.Concat(Enumerable.Repeat("1 0 ", 10_000));
        var pdf = PackedPdf(places + "[" + new string(' ', 10_000), $"/Type/ObjStm/N 10000/First {places.Length}/Filter/FlateDecode");

        Assert.Equal(FileRefusal.TooComplicated, FileCheck.Look("a.pdf", pdf).Refusal);
    }

    [Theory]
    [InlineData("=a|")]
    [InlineData(",-1|2")]
    [InlineData("\"=HYPERLINK(")]
    [InlineData("\"-,\"\"")]
    public void A_table_costs_a_few_times_its_length(string repeated)
    {
        var text = Latin(string.Concat(Enumerable.Repeat(repeated, 1_000_000 / repeated.Length)));

        Assert.NotEqual(FileRefusal.TooComplicated, FileCheck.Look("a.csv", text, new(Little)).Refusal);
        Assert.Equal(FileRefusal.TooComplicated, FileCheck.Look("a.csv", text, new(900_000)).Refusal);
    }

    /// <summary>Between two looks at the clock lies no more than one formula, which is not longer than the programs take.</summary>
    [Fact]
    public void A_line_that_is_one_formula_is_read_to_where_a_formula_ends()
    {
        var line = "=1" + new string('+', 300_000) + "WEBSERVICE(A1)";

        Assert.Null(FileCheck.Look("a.csv", Latin(line)).Refusal);
        Assert.Equal(FileRefusal.Active, FileCheck.Look("a.csv", Latin(line[..2] + line[100_002..])).Refusal);
    }

    /// <summary>Whoever sends ten files that cost much lets the small ones of others pass.</summary>
    [Fact]
    public async Task A_small_file_does_not_wait_for_a_large_one()
    {
        var check = new FileCheck(
            new(Options.Create(new FilesSettings()), TimeProvider.System, NullLogger<ClamAv>.Instance),
            TimeProvider.System
        );
        var large = FileCheck.TurnOf(2_000_000);
        await large.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            var small = check.CheckAsync("a.pdf", Pdf, TestContext.Current.CancellationToken);

            Assert.True((await small.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).IsAccepted);
        }
        finally
        {
            large.Release();
        }
    }

    /// <summary>A small file may cost less than a large one: it holds up other small ones.</summary>
    [Fact]
    public void What_a_look_may_cost_follows_from_the_length_of_the_file()
    {
        static FileWork At(int length) =>
            FileWork.For(length, new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(3) }, CancellationToken.None);

        Assert.Throws<TooComplicatedException>(() => At(FileCheck.Small).Spend(2_000_000));
        At(FileCheck.Small + 1).Spend(2_000_000);
        Assert.Throws<TooComplicatedException>(() => FileWork.For(FileCheck.Small).Spend(FileWork.Most / 2));
        FileWork.For(FileCheck.Small + 1).Spend(FileWork.Most / 2);
    }

    [Fact]
    public void What_takes_too_long_is_refused_and_what_nobody_waits_for_ends()
    {
        var slow = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(7) };
        using var gone = new CancellationTokenSource();
        gone.Cancel();
        var text = new byte[3_000_000];
        text.AsSpan().Fill((byte)'a');

        Assert.Equal(FileRefusal.TooComplicated, FileCheck.Look("a.csv", text, new(FileWork.Most, slow)).Refusal);
        Assert.Throws<OperationCanceledException>(() => FileCheck.Look("a.csv", text, new(FileWork.Most, null, gone.Token)));
    }
}
