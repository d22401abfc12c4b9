using System.Text;
using Matchmaking.Web.Files;
using static Matchmaking.Web.Tests.Files.SampleFiles;

namespace Matchmaking.Web.Tests.Files;

/// <summary>Fields of Word and formulas of Excel that fetch something, and those that do not.</summary>
public sealed class FieldFileCheckTests
{
    private const string Field = "<w:r><w:fldChar w:fldCharType='{0}'/></w:r>";

    [Theory]
    [InlineData(@"INCLUDEPICTURE ""\\\\example.com\\s\\x.png"" \d", true)]
    [InlineData(@"INCLUDEPICTURE ""https://example.com/x.png"" \* MERGEFORMAT", true)]
    [InlineData(@"includetext ""file:///a.docx""", true)]
    [InlineData(@"LINK Excel.Sheet.8 ""http://example.com/x.xls"" """" \a \p", true)]
    [InlineData(@"IMPORT \\example.com\x.png", true)]
    [InlineData(@"DATABASE \d ""\\\\example.com\\x.mdb""", true)]
    [InlineData(@"IMPORT                                                                    ""https://example.com/a""", true)]
    [InlineData(@"RD ""//example.com/x.doc""", true)]
    [InlineData(@"HYPERLINK ""\\\\example.com\\x.exe""", true)]
    [InlineData(@"HYPERLINK \l ""a"" ""file:///x.exe""", true)]
    [InlineData(@"HYPERLINK ""https://example.com/a"" \o ""a""", false)]
    [InlineData(@"HYPERLINK \l ""_Toc1""", false)]
    [InlineData(@"HYPERLINK ""file:///D:\\contracts\\one.pdf""", false)]
    [InlineData(@"HYPERLINK ""file:///D:\\one.pdf"" ""file://example.com/x.exe""", true)]
    [InlineData(@"INCLUDEPICTURE ""C:\\Users\\a\\ksohtml\\wps1.png"" \* MERGEFORMATINET", false)]
    [InlineData(@"LINK Excel.Sheet.12 ""D:\\a.xlsx"" ""S!R1C1"" \a \f 5 \h", false)]
    [InlineData(@"TOC \o ""1-3"" \h \z \u", false)]
    [InlineData(@"ADDIN EN.CITE http://example.com", false)]
    public void A_field_that_fetches_something_from_elsewhere_is_refused(string code, bool isLinked)
    {
        FileRefusal? refusal = isLinked ? FileRefusal.Linked : null;
        var (begin, end) = (Field.Replace("{0}", "begin", StringComparison.Ordinal), Field.Replace("{0}", "end", StringComparison.Ordinal));
        var runs = string.Concat(code.Chunk(5).Select(piece => $"<w:instrText>{new string(piece)}</w:instrText>"));
        var inner = begin + "<w:instrText>QUOTE 92</w:instrText>" + end;

        byte[] narrow = [.. Ole("WordDocument"), .. Latin("\u0013 " + code + "\u0014x\u0015")];
        byte[] wide = [.. Ole("WordDocument"), .. Encoding.Unicode.GetBytes("\u0013" + code + "\u0015")];

        Assert.Equal(refusal, FileCheck.Look("a.docx", DocxOf(begin + runs + end)).Refusal);
        Assert.Equal(refusal, FileCheck.Look("a.docx", DocxOf($"<w:fldSimple w:instr='{code}'/>")).Refusal);
        Assert.Equal(refusal, FileCheck.Look("a.doc", narrow).Refusal);
        Assert.Equal(refusal, FileCheck.Look("a.doc", wide).Refusal);
        Assert.Equal(
            FileRefusal.Linked,
            FileCheck.Look("a.docx", DocxOf(begin + $"<w:instrText>IMPORT</w:instrText>{inner}{end}{begin + runs + end}")).Refusal
        );
    }

    [Theory]
    [InlineData("_xlfn.WEBSERVICE(\"http://example.com\")", true)]
    [InlineData("cmd|'/C calc'!A0", true)]
    [InlineData(@"'\\example.com\s\[b.xlsx]S'!A1", true)]
    [InlineData(@"HYPERLINK(""\\example.com\a"")", true)]
    [InlineData("CALL(\"kernel32\",\"WinExec\")", true)]
    [InlineData("REGISTER(A1)", true)]
    [InlineData("RTD(\"a\",,\"b\")", true)]
    [InlineData("[1]Sheet1!A1+SUM(A1:B2)", false)]
    [InlineData("HYPERLINK(\"https://example.com/\"&amp;A1,\"a|b\")", false)]
    [InlineData("SUBSTITUTE(A1,\"//\",\"\\\")&amp;\"file:///C:/a\"", false)]
    [InlineData("'A|B'!A1", false)]
    public void A_formula_that_reaches_out_of_its_table_is_refused(string formula, bool isActive)
    {
        FileRefusal? refusal = isActive ? FileRefusal.Active : null;

        var cell = $"<worksheet><sheetData><row><c><f>{formula}</f></c></row></sheetData></worksheet>";
        var name = $"<workbook><definedNames><definedName name='a'>{formula}</definedName></definedNames></workbook>";
        Assert.Equal(refusal, FileCheck.Look("a.xlsx", Xlsx(("xl/worksheets/sheet1.xml", cell))).Refusal);
        Assert.Equal(refusal, FileCheck.Look("a.xlsx", Xlsx(("xl/workbook.xml", name))).Refusal);
    }

    /// <summary>Records as LibreOffice writes them for <c>=cmd|'/C calc'!A0</c> and for a cell of another computer's table.</summary>
    [Theory]
    [InlineData("\u00AE\u0001\u0010\0\0\0\u000B\0\0cmd\u0003/C calc#", FileRefusal.Active)]
    [InlineData("\u00AE\u0001\u000B\0\0\0\u0003\0\u0001c\0\u0003\0a\0", FileRefusal.Active)]
    [InlineData("\u0017\0\u0006\0\u0005cmd\u0003a", FileRefusal.Active)]
    [InlineData("\u00AE\u0001\u0018\0\0\0\u0013\0\0\u0001\u0001@host\u0003share\u0003a.xls", FileRefusal.Linked)]
    [InlineData("\u00AE\u0001\u0012\0\0\0\u000D\0\0\u0001\u0005\u000Bhttp://a.b", FileRefusal.Linked)]
    [InlineData("\u00AE\u0001\u000E\0\0\0\u0009\0\0\\\\host\\a/", FileRefusal.Linked)]
    [InlineData("\u00AE\u0001\u000F\0\0\0\u000A\0\0\u0001\u0001C\u0003a\u0003a.xls", null)]
    [InlineData("\u00AE\u0001\u000D\0\0\0\u000B\0\0cmd\u0003/C calc#", null)]
    [InlineData("\u00AE\u0001\u0004\0\u0001\0\u0001\u0004", null)]
    [InlineData("\u00AE\u0001\u0008\0\0\0\u0003\0\0\u0003\u0003a", null)]
    [InlineData("\u00AE\u0001\u00FF\u00FF", null)]
    public void What_an_old_table_takes_from_elsewhere_is_refused(string record, FileRefusal? refusal)
    {
        Assert.Equal(refusal, FileCheck.Look("a.xls", (byte[])[.. Ole("Workbook"), .. Latin(record)]).Refusal);
        Assert.Null(FileCheck.Look("a.ppt", (byte[])[.. Ole("PowerPoint Document"), .. Latin(record)]).Refusal);
    }
}
