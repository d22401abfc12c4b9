using Matchmaking.Web.Files;
using static Matchmaking.Web.Tests.Files.OldFiles;
using static Matchmaking.Web.Tests.Files.SampleFiles;

namespace Matchmaking.Web.Tests.Files;

/// <summary>Fields of Word and formulas of Excel that fetch something, and those that do not.</summary>
public sealed class FieldFileCheckTests
{
    private const string Field = "<w:r><w:fldChar w:fldCharType='{0}'/></w:r>";

    [Theory]
    [InlineData(@"INCLUDEPICTURE ""\\\\example.com\\s\\x.png"" \d", true)]
    [InlineData(@"INCLUDEPICTURE ""https://example.com/x.png"" \* MERGEFORMATINET", false)]
    [InlineData(@"includetext ""file://a/b.docx""", true)]
    [InlineData(@"QUOTE ""Results: 5 MW""", false)]
    [InlineData("QUOTE Data: 光伏", false)]
    [InlineData(@"QUOTE ""search: solar""", false)]
    [InlineData(@"HYPERLINK ""Response: Q1""", false)]
    [InlineData(@"INCLUDETEXT ""mhtml:http://example.com/x.html""", true)]
    [InlineData(@"LINK Excel.Sheet.12 [\\\\host\\x.xlsx] ""S!R1C1"" \a", true)]
    [InlineData(@"INCLUDETEXT ""/\\host\\x.docx""", true)]
    [InlineData(@"RD ""%68ttp://example.com/x.docx"" \f", true)]
    [InlineData(@"INCLUDETEXT ""ftps://example.com/x.docx""", true)]
    [InlineData(@"INCLUDETEXT ""D:\\a.docx"" \t ""//host/a.xsl""", true)]
    [InlineData(@"DATABASE \c ""DSN=x;SERVER=10.9.8.7"" \s ""select""", true)]
    [InlineData(@"LINK Excel.Sheet.8 ""http://example.com/x.xls"" """" \a \p", true)]
    [InlineData(@"IMPORT \\example.com\x.png", true)]
    [InlineData(@"DATABASE \d ""\\\\example.com\\x.mdb""", true)]
    [InlineData(@"IMPORT                                                                    ""https://example.com/a""", true)]
    [InlineData(@"RD ""//example.com/x.doc""", true)]
    [InlineData(@"HYPERLINK ""\\\\example.com\\x.exe""", true)]
    [InlineData(@"HYPERLINK \l ""a"" ""file://x/a.exe""", true)]
    [InlineData(@"HYPERLINK ""https://example.com/File:a"" \o ""File:a""", false)]
    [InlineData(@"HYPERLINK ""search-ms:query=a,crumb=location:\\x""", true)]
    [InlineData(@"HYPERLINK ""smb://example.com/a""", true)]
    [InlineData(@"HYPERLINK ""javascript:;""", false)]
    [InlineData(@"QUOTE \\example.com\a", true)]
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

        var whole = "x\u0013 " + code + "\u0014x\u0015";

        Assert.Equal(refusal, FileCheck.Look("a.docx", DocxOf(begin + runs + end)).Refusal);
        Assert.Equal(refusal, FileCheck.Look("a.docx", DocxOf($"<w:fldSimple w:instr='{code}'/>")).Refusal);
        Assert.Equal(refusal, FileCheck.Look("a.doc", Doc(isNarrow: true, whole)).Refusal);
        Assert.Equal(refusal, FileCheck.Look("a.doc", Doc(isNarrow: false, whole[..8], whole[8..])).Refusal);
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
    [InlineData("A1&amp;\" image (A4) \"&amp;IF(A1=\"//a\",\"b\",\"\\\\c\")", false)]
    [InlineData("'\"'!A1+WEBSERVICE(\"http://example.com\")", true)]
    [InlineData("T[a'\"]+WEBSERVICE(\"http://example.com\")", true)]
    [InlineData("HYPERLINK(\"\\\"&amp;\"\\host\\a\")", true)]
    [InlineData("HYPERLINK(CHAR(92)&amp;CHAR(92)&amp;\"host\\a\")", true)]
    [InlineData("HYPERLINK(\"javascript:alert(1)\")", true)]
    [InlineData("SUM('Register (2)'!A1,'Site image (aerial)'!B2,'Call (2)'!C3)", false)]
    [InlineData("SUM(T[Image (m)])+SUM(T[[#This Row],[Call (h)]])", false)]
    [InlineData("HYPERLINK(A1,\"Results: \"&amp;B1)", false)]
    [InlineData("HYPERLINK(\"#\"&amp;A1,\"//\"&amp;B1)", false)]
    [InlineData("IF(A1=1,\"Data: none\",HYPERLINK(C2,\"Reserve: 12 MW\"))", false)]
    [InlineData("HYPERLINK(LEFT(A1,FIND(\"(\",A1)),\"Shell: a\")", false)]
    [InlineData("HYPERLINK(\"//\"&amp;B1,\"a\")", true)]
    [InlineData("'Call (2)'!A1+CALL(\"a\",\"b\")", true)]
    [InlineData("A1+[x WEBSERVICE(B1)", true)]
    [InlineData("VLOOKUP(A1,Register,2)+INDEX(Image,1)", false)]
    [InlineData("MAP(A2:A3,_xleta.WEBSERVICE)", true)]
    [InlineData("LET(x,WEBSERVICE,x(\"http://example.com\"))", true)]
    [InlineData("BYROW(A2:A3,_xleta.HYPERLINK)", true)]
    [InlineData("_xlfn._xlws.IMPORTTEXT(A1)+_xlfn.IMPORTCSV(A2)", true)]
    [InlineData("'\\/host/s/[b.xlsx]S'!A1", true)]
    [InlineData("'smb://host/s/x.ods'#$S.A1", true)]
    public void A_formula_that_reaches_out_of_its_table_is_refused(string formula, bool isActive)
    {
        FileRefusal? refusal = isActive ? FileRefusal.Active : null;

        var cell = $"<worksheet><sheetData><row><c><f>{formula}</f></c></row></sheetData></worksheet>";
        var name = $"<workbook><definedNames><definedName name='a'>{formula}</definedName></definedNames></workbook>";
        Assert.Equal(refusal, FileCheck.Look("a.xlsx", Xlsx(("xl/worksheets/sheet1.xml", cell))).Refusal);
        Assert.Equal(refusal, FileCheck.Look("a.xlsx", Xlsx(("xl/workbook.xml", name))).Refusal);
        var total = $"<table><totalsRowFormula><z:a xmlns:z='z'>x</z:a>{formula}</totalsRowFormula></table>";
        Assert.Equal(refusal, FileCheck.Look("a.xlsx", Xlsx(("xl/tables/table1.xml", total))).Refusal);
    }
}
