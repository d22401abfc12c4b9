using Matchmaking.Web.Files;
using static Matchmaking.Web.Tests.Files.SampleFiles;

namespace Matchmaking.Web.Tests.Files;

/// <summary>What can be hidden in a document of Office, and what only looks like that.</summary>
public sealed class OfficeFileCheckTests
{
    private const string Field = "<w:r><w:fldChar w:fldCharType='{0}'/></w:r>";

    [Theory]
    [InlineData("vbaProject", FileRefusal.Macros)]
    [InlineData("xlMacrosheet", FileRefusal.Macros)]
    [InlineData("xlIntlMacrosheet", FileRefusal.Macros)]
    [InlineData("control", FileRefusal.Macros)]
    [InlineData("oleObject", FileRefusal.Embedded)]
    [InlineData("package", FileRefusal.Embedded)]
    [InlineData("AFCHUNK", FileRefusal.Active)]
    [InlineData("connections", FileRefusal.Linked)]
    [InlineData("image", null)]
    [InlineData("settings", null)]
    public void A_part_is_what_its_relation_says_under_whatever_name(string kind, FileRefusal? refusal)
    {
        var rels = Relation(kind, "Internal", "media/image1.png");

        Assert.Equal(refusal, Look(("word/media/image1.png", "?"), ("word/_rels/document.xml.rels", rels)));
        Assert.Equal(
            refusal,
            Look(("word/_rels/document.xml.rels", rels.Replace("relationships/", "relationships/b/", StringComparison.Ordinal)))
        );
    }

    [Theory]
    [InlineData("hyperlink", "https://example.com/a?b=file:c", null)]
    [InlineData("hyperlink", "MAILTO:a@example.com", null)]
    [InlineData("hyperlink", "tel:+99412", null)]
    [InlineData("hyperlink", "#Sheet2!A1", null)]
    [InlineData("hyperlink", "", null)]
    [InlineData("hyperlink", "file:///C:/Windows/System32/calc.exe", FileRefusal.Linked)]
    [InlineData("hyperlink", @"\\example.com\a", FileRefusal.Linked)]
    [InlineData("hyperlink", "ms-msdt:/id", FileRefusal.Linked)]
    [InlineData("hyperlink", "a.exe", FileRefusal.Linked)]
    [InlineData("image", "http://example.com/logo.png", null)]
    [InlineData("image", "file://example.com/a.png", FileRefusal.Linked)]
    [InlineData("image", "mailto:a@example.com", FileRefusal.Linked)]
    [InlineData("externalLinkPath", "Budget%202026.xlsx", null)]
    [InlineData("externalLinkPath", "../Plans/Budget.xlsx", null)]
    [InlineData("externalLinkPath", "file:///C:\\Users\\a\\Budget.xlsx", null)]
    [InlineData("xlPathMissing", "/Users/a/Budget.xlsx", null)]
    [InlineData("externalLinkPath", @"file:///\\example.com\a\Budget.xlsx", FileRefusal.Linked)]
    [InlineData("externalLinkPath", "file:///%5C%5Cexample.com/Budget.xlsx", FileRefusal.Linked)]
    [InlineData("externalLinkPath", "file://example.com/Budget.xlsx", FileRefusal.Linked)]
    [InlineData("externalLinkPath", "//example.com/Budget.xlsx", FileRefusal.Linked)]
    [InlineData("externalLinkPath", "https://example.com/Budget.xlsx", FileRefusal.Linked)]
    [InlineData("mailMergeSource", "file:///C:/a.mdb", FileRefusal.Linked)]
    [InlineData("attachedTemplate", "file:///C:/a.dotx", FileRefusal.Active)]
    [InlineData("frame", "http://example.com", FileRefusal.Active)]
    [InlineData("subDocument", "http://example.com", FileRefusal.Active)]
    [InlineData("package", "http://example.com/a.xlsx", FileRefusal.Active)]
    [InlineData("anything", "http://example.com", FileRefusal.Active)]
    public void Only_what_a_person_follows_or_sees_lies_elsewhere(string kind, string target, FileRefusal? refusal) =>
        Assert.Equal(refusal, Look(("word/_rels/document.xml.rels", Relation(kind, "external", target))));

    [Theory]
    [InlineData("../embeddings/Microsoft_Excel_Sheet1.xlsx", null)]
    [InlineData("/word/embeddings/Microsoft_Excel_Sheet1.xlsx", null)]
    [InlineData("../media/image1.wmf", FileRefusal.Embedded)]
    public void The_table_behind_a_chart_is_taken_and_nothing_else_in_its_place(string target, FileRefusal? refusal) =>
        Assert.Equal(refusal, FileCheck.Look("a.docx", DocxWithChart(target)).Refusal);

    [Theory]
    [InlineData("Extension='png' ContentType='application/vnd.openxmlformats-officedocument.oleObject'", FileRefusal.Embedded)]
    [InlineData("Extension='bin' ContentType='application/vnd.openxmlformats-officedocument.oleObject'", null)]
    [InlineData("PartName='/a.png' ContentType='application/vnd.openxmlformats-officedocument.oleObject'", FileRefusal.Embedded)]
    [InlineData("PartName='/a.png' ContentType='application/vnd.ms-office.vbaProject'", FileRefusal.Macros)]
    [InlineData("PartName='/a.xml' ContentType='application/vnd.ms-office.activeX+xml'", FileRefusal.Macros)]
    [InlineData("PartName='/a.xml' ContentType='application/vnd.ms-excel.intlmacrosheet+xml'", FileRefusal.Macros)]
    [InlineData("PartName='/a.xml' ContentType='application/vnd.ms-office.chartstyle+xml'", null)]
    [InlineData("PartName='/a.xml' ContentType='application/vnd.ms-office.chartcolorstyle+xml'", null)]
    [InlineData("PartName='/a.xml' ContentType='application/vnd.ms-office.DrawingML+xml'", null)]
    public void A_part_is_what_the_list_says_under_whatever_name(string listed, FileRefusal? refusal) =>
        Assert.Equal(refusal, FileCheck.Look("a.docx", DocxListing($"<A {listed}/>", ("word/media/a.png", "?"))).Refusal);

    [Theory]
    [InlineData("MZ\u0001", FileRefusal.Embedded)]
    [InlineData("MY", null)]
    public void A_picture_that_is_a_program_is_refused(string beginning, FileRefusal? refusal) =>
        Assert.Equal(refusal, Look(("word/media/a.wmf", beginning)));

    [Theory]
    [InlineData("<w:r><w:instrText>DDEAUTO c:\\windows\\cmd.exe</w:instrText></w:r>", true)]
    [InlineData("{begin}<w:instrText> d</w:instrText><w:instrText/><w:instrText>D<!-- -->e c:\\cmd.exe</w:instrText>", true)]
    [InlineData("{begin}<w:instrText>D</w:instrText>{begin}<w:instrText>QUOTE</w:instrText>{end}<w:instrText>DE</w:instrText>", true)]
    [InlineData("{begin}<w:instrText><![CDATA[DDE]]></w:instrText>", true)]
    [InlineData("<w:fldSimple w:instr=' &#68;DE c:\\cmd.exe'/>", true)]
    [InlineData("<a:hlinkMouseOver xmlns:a='a' action='ppaction://program'/>", true)]
    [InlineData("<a:hlinkClick xmlns:a='a' action='PPAction://Macro?name=a'/>", true)]
    [InlineData("<a:hlinkClick xmlns:a='a' action='ppaction://hlinksldjump'/>", false)]
    [InlineData("{begin}<w:instrText>DATE</w:instrText>{end}{begin}<w:instrText>DE</w:instrText>", false)]
    [InlineData("<w:fldSimple w:instr='PAGE'/><w:t>DDE</w:t>", false)]
    public void What_starts_a_program_from_within_the_text_is_refused(string body, bool isActive)
    {
        FileRefusal? refusal = isActive ? FileRefusal.Active : null;
        body = body.Replace("{begin}", Field.Replace("{0}", "begin", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("{end}", Field.Replace("{0}", "end", StringComparison.Ordinal), StringComparison.Ordinal);

        Assert.Equal(refusal, FileCheck.Look("a.docx", DocxOf(body)).Refusal);
        Assert.Equal(refusal, FileCheck.Look("a.docx", DocxOf(body, "word/media/image1.png")).Refusal);
    }

    [Fact]
    public void A_link_to_a_program_is_found_wherever_it_lies_and_cells_are_not_read()
    {
        Assert.Equal(FileRefusal.Active, Look(("xl/foo/a.xml", "<externalLink><ddeLink ddeService='cmd'/></externalLink>")));
        Assert.Null(Look(("xl/worksheets/sheet1.xml", "<worksheet><ddeLink/>")));
    }

    /// <summary>A font is bytes of any kind, and drawings of old programs are not always whole.</summary>
    [Fact]
    public void What_is_no_part_of_text_need_not_be_whole()
    {
        Assert.Null(Look(("word/fonts/font1.odttf", "<\u0001\u0002"), ("xl/drawings/vmlDrawing1.vml", "<xml><br></xml>")));
        Assert.Equal(FileRefusal.Damaged, Look(("word/document.xml", "<a><b></a>")));
    }

    /// <summary>Whatever a part is made of, it is refused before it costs more than a few of the longest tags.</summary>
    [Theory]
    [InlineData("[Content_Types].xml", "<a>", "<a/>", 4_000_000, "</a>")]
    [InlineData("word/_rels/a.rels", "<a>", "<a b='c'/>", 300_000, "</a>")]
    [InlineData("word/document.xml", "<a b='", ">", 3_000_000, "'/>")]
    [InlineData("word/document.xml", "<a><![CDATA[", "<", 3_000_000, "]]></a>")]
    [InlineData("word/document.xml", "", "<a>", 100_000, "")]
    [InlineData("word/document.xml", "<a>", "<a{0}/>", 100_000, "</a>")]
    [InlineData("word/document.xml", "<a>", "<a>--------------------------------------------------------</a>", 1_100_000, "</a>")]
    public void What_a_document_costs_does_not_grow_with_what_is_in_it(string name, string first, string repeated, int times, string last)
    {
        var middle = Enumerable.Range(0, times).Select(i => repeated.Replace("{0}", $"{i}", StringComparison.Ordinal));
        var text = first + string.Concat(middle) + last;
        var docx = name == "[Content_Types].xml" ? Zip((name, text)) : Docx((name, text));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = FileCheck.Look("a.docx", docx).Refusal;
        var cost = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(FileRefusal.Damaged, refusal);
        Assert.InRange(cost, 0, 50_000_000);
    }

    private static FileRefusal? Look(params (string, string)[] parts) => FileCheck.Look("a.docx", Docx(parts)).Refusal;
}
