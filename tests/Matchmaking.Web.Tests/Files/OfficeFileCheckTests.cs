using System.Text;
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
    [InlineData("vbaProject/", FileRefusal.Macros)]
    [InlineData("webextensiontaskpanes", FileRefusal.Active)]
    [InlineData("webextension", FileRefusal.Active)]
    [InlineData("ui/extensibility", FileRefusal.Active)]
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
    [InlineData("../embeddings/Microsoft_Excel_Sheet1.xlsx", null)]
    [InlineData("/word/embeddings/Microsoft_Excel_Sheet1.xlsx", null)]
    [InlineData("../media/image1.wmf", FileRefusal.Embedded)]
    public void The_table_behind_a_chart_is_taken_and_nothing_else_in_its_place(string target, FileRefusal? refusal) =>
        Assert.Equal(refusal, FileCheck.Look("a.docx", DocxWithChart(target)).Refusal);

    [Theory]
    [InlineData("Extension='png' ContentType='application/vnd.openxmlformats-officedocument.oleObject'", FileRefusal.Embedded)]
    [InlineData("Extension='bin' ContentType='application/vnd.openxmlformats-officedocument.oleObject'", null)]
    [InlineData("PartName='/a.png' ContentType='application/vnd.openxmlformats-officedocument.oleObject'", FileRefusal.Embedded)]
    [InlineData("Extension='bin' ContentType='application/vnd.ms-excel.sheet.binary.macroEnabled.main'", null)]
    [InlineData("Extension='png' ContentType='application/vnd.ms-excel.sheet.binary.macroEnabled.main'", FileRefusal.Macros)]
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
    [InlineData("{begin}<w:instrText>MACROBUTTON AutoOpen click</w:instrText>{end}", true)]
    [InlineData("{begin}<z:instrText xmlns:z='z'>PAGE </z:instrText><w:instrText>DDE c</w:instrText>{end}", true)]
    [InlineData("{begin}<w:instrText><z:a xmlns:z='z'>PAGE </z:a>DDE c</w:instrText>{end}", true)]
    [InlineData("{begin}<w:delInstrText>DDE c</w:delInstrText>{end}", true)]
    [InlineData("{begin}<m:Choice xmlns:m='{mc}'><w:instrText>PAGE </w:instrText></m:Choice><w:instrText>DDE c</w:instrText>{end}", true)]
    [InlineData("{begin}<m:Choice xmlns:m='{mc}'>{end}</m:Choice><w:instrText>DDE c</w:instrText>{end}", true)]
    [InlineData("<m:Fallback xmlns:m='{mc}'>{begin}<w:instrText>DDE c</w:instrText></m:Fallback>", true)]
    [InlineData(
        "{begin}<w:instrText>PAGE</w:instrText><m:Choice xmlns:m='{mc}'>{begin}<w:instrText>REF a</w:instrText>{end}</m:Choice>{end}",
        false
    )]
    [InlineData("{begin}<w:instrText> MACROBUTTON NoMacro [your name]</w:instrText>{end}", false)]
    [InlineData("{begin}<w:instrText> MACROBUTTON  DoFieldClick [name]</w:instrText>{end}", false)]
    [InlineData("{begin}<w:instrText> MACROBUTTON None [name]</w:instrText>{end}", false)]
    [InlineData("{begin}<w:instrText> MACROBUTTON AcceptAllConflictsInDoc x</w:instrText>{end}", false)]
    [InlineData("{begin}<w:instrText> MACROBUTTON Nonesuch x</w:instrText>{end}", true)]
    [InlineData("<a:webVideoPr xmlns:a='a' embeddedHtml='&lt;iframe/>'/>", true)]
    [InlineData("{begin}<w:instrText>REF DDELink1 \\h</w:instrText>{end}{begin}<w:instrText>DDE_x</w:instrText>{end}", false)]
    [InlineData("{begin}<w:instrText>DATE</w:instrText>{end}{begin}<w:instrText>DE</w:instrText>", false)]
    [InlineData("<w:fldSimple w:instr='PAGE'/><w:t>DDE</w:t>", false)]
    public void What_starts_a_program_from_within_the_text_is_refused(string body, bool isActive)
    {
        FileRefusal? refusal = isActive ? FileRefusal.Active : null;
        body = body.Replace("{mc}", "http://schemas.openxmlformats.org/markup-compatibility/2006", StringComparison.Ordinal);
        body = body.Replace("{begin}", Field.Replace("{0}", "begin", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("{end}", Field.Replace("{0}", "end", StringComparison.Ordinal), StringComparison.Ordinal);

        Assert.Equal(refusal, FileCheck.Look("a.docx", DocxOf(body)).Refusal);
        Assert.Equal(refusal, FileCheck.Look("a.docx", DocxOf(body, "word/media/image1.png")).Refusal);
    }

    [Fact]
    public void What_adds_itself_to_the_program_or_starts_one_is_found_wherever_it_lies()
    {
        Assert.Equal(FileRefusal.Active, Look(("xl/foo/a.xml", "<externalLink><ddeLink ddeService='cmd'/></externalLink>")));
        Assert.Equal(FileRefusal.Active, Look(("a/b.xml", "<customUI xmlns='a' onLoad='x'/>")));
        Assert.Equal(FileRefusal.Active, Look(("a/b.xml", "<t:taskpanes xmlns:t='a'/>")));
        Assert.Null(Look(("xl/sharedStrings.xml", "<sst><si><t>DDE</t></si></sst>")));
    }

    [Theory]
    [InlineData("utf-16", "word/document.xml", null)]
    [InlineData("utf-16LE", "word/document.xml", FileRefusal.Damaged)]
    [InlineData("utf-16BE", "word/document.xml", FileRefusal.Damaged)]
    [InlineData("utf-32LE", "word/document.xml", FileRefusal.Damaged)]
    [InlineData("utf-16LE", "word/media/a.png", FileRefusal.Damaged)]
    [InlineData("utf-16BE", "word/fonts/a.odttf", FileRefusal.Damaged)]
    [InlineData("utf-16LE", "word/a.vml", FileRefusal.Damaged)]
    [InlineData("IBM037", "word/document.xml", FileRefusal.Damaged)]
    [InlineData("IBM037", "word/media/a.png", FileRefusal.Damaged)]
    [InlineData("GB18030", "word/document.xml", FileRefusal.Damaged)]
    [InlineData("utf-8", "word/document.xml", null)]
    public void A_part_is_read_in_the_letters_that_the_programs_take_it_for(string encoding, string name, FileRefusal? refusal)
    {
        var text = $"<?xml version='1.0' encoding='{encoding}'?><w:document xmlns:w='{Letters}'>文</w:document>";
        var letters = encoding is "utf-32LE" ? new UTF32Encoding(false, false) : Encoding.GetEncoding(encoding);
        byte[] content = encoding is "utf-16" ? [0xFF, 0xFE, .. letters.GetBytes(text)] : letters.GetBytes(text);

        Assert.Equal(refusal, FileCheck.Look("a.docx", DocxWith((name, content))).Refusal);
    }

    /// <summary>What the list calls XML is read as XML by the programs, under whatever ending.</summary>
    [Fact]
    public void A_part_that_is_listed_as_text_must_be_whole()
    {
        const string type = "ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml'";
        var part = ("word/a.png", "<!DOCTYPE x [<!ENTITY d \"DDE\">]><x>&d;</x>");

        Assert.Equal(FileRefusal.Damaged, FileCheck.Look("a.docx", DocxListing($"<A PartName='/word/a.png' {type}/>", part)).Refusal);
        Assert.Equal(FileRefusal.Damaged, FileCheck.Look("a.docx", DocxListing($"<A Extension='png' {type}/>", part)).Refusal);
        Assert.Null(FileCheck.Look("a.docx", DocxListing("<A Extension='png' ContentType='image/png'/>", part)).Refusal);
    }

    [Fact]
    public void A_text_that_is_another_one_to_another_reader_is_damaged()
    {
        const string mc = "xmlns:m='http://schemas.openxmlformats.org/markup-compatibility/2006'";

        Assert.Equal(FileRefusal.Damaged, Look(("xl/worksheets/sheet1.xml", $"<c {mc}><f>WEB<m:AlternateContent/>SERVICE(A1)</f></c>")));
        Assert.Null(Look(("xl/worksheets/sheet1.xml", $"<c {mc}><m:AlternateContent/><f>A1</f></c>")));
    }

    [Theory]
    [InlineData("docProps/app.xml", @"<Properties><HyperlinkBase>\\host\a\</HyperlinkBase></Properties>", FileRefusal.Linked)]
    [InlineData("docProps/app.xml", "<Properties><HyperlinkBase>https://example.com/</HyperlinkBase></Properties>", null)]
    [InlineData("word/document.xml", "<v:rect xmlns:v='urn:schemas-microsoft-com:vml' href='file://host/a.exe'/>", FileRefusal.Linked)]
    [InlineData("word/document.xml", "<v:rect xmlns:v='urn:schemas-microsoft-com:vml' href='javascript:a()'/>", FileRefusal.Active)]
    [InlineData("word/document.xml", "<v:rect xmlns:v='urn:schemas-microsoft-com:vml' href='https://example.com'/>", null)]
    [InlineData("word/settings.xml", "<w:connectString xmlns:w='" + Letters + "' w:val='a'/>", FileRefusal.Linked)]
    [InlineData("xl/worksheets/sheet1.xml", @"<hyperlink ref='A1' location=""'\\host\[a.xlsx]S'!A1""/>", FileRefusal.Linked)]
    [InlineData("xl/worksheets/sheet1.xml", "<hyperlink ref='A1' location='S!A1'/>", null)]
    [InlineData("xl/connections.xml", "<connections/>", FileRefusal.Linked)]
    public void What_leads_elsewhere_without_a_relation_is_found_too(string part, string text, FileRefusal? refusal) =>
        Assert.Equal(refusal, Look((part, text.Replace(@"\\\\", @"\\", StringComparison.Ordinal))));

    [Fact]
    public void A_picture_is_one_by_the_list_whatever_its_ending_is()
    {
        var part = ("word/media/image1.tmp", "?");

        Assert.Equal(FileRefusal.Embedded, Look(part));
        Assert.Null(FileCheck.Look("a.docx", DocxListing("<Default Extension='tmp' ContentType='image/png'/>", part)).Refusal);
        Assert.Null(Look(("[trash]/0000.dat", "?"), ("word/media/image2.pict", "?")));
        Assert.Equal(FileRefusal.Embedded, Look(("[trash]/0000.dat", "MZ?")));
    }

    [Fact]
    public void What_a_Mac_leaves_in_every_folder_is_no_foreign_file()
    {
        Assert.Null(Look((".DS_Store", "x"), ("__MACOSX/._a", "x"), ("__MACOSX/word/._document.xml", "")));
        Assert.Equal(FileRefusal.Embedded, Look(("__MACOSX/a.exe", "x")));
    }

    /// <summary>A font is bytes of any kind, and drawings of old programs are not always whole.</summary>
    [Fact]
    public void What_is_no_part_of_text_need_not_be_whole()
    {
        Assert.Null(Look(("word/fonts/font1.odttf", "<\u0001\u0002"), ("xl/drawings/vmlDrawing1.vml", "<xml><br></xml>")));
        Assert.Equal(FileRefusal.Damaged, Look(("word/document.xml", "<a><b></a>")));
    }

    private static FileRefusal? Look(params (string, string)[] parts) => FileCheck.Look("a.docx", Docx(parts)).Refusal;
}
