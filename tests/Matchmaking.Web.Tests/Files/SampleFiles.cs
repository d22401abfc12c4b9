using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace Matchmaking.Web.Tests.Files;

/// <summary>Small files of each kind, as far as their kind can be told from them.</summary>
internal static class SampleFiles
{
    private const string Types = "http://schemas.openxmlformats.org/package/2006/content-types",
        Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        Relations = "http://schemas.openxmlformats.org/package/2006/relationships",
        Kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    /// <summary>The vocabulary of texts.</summary>
    public const string Letters = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    public static readonly byte[] Png = [0x89, .. "PNG\r\n\u001A\n"u8, 0, 0, 0, 13];
    public static readonly byte[] Jpg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF"u8];
    public static readonly byte[] Pdf = Latin("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n");

    public static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] Docx(params (string Name, string Text)[] more) => Office(Word, more);

    public static byte[] Xlsx(params (string Name, string Text)[] more) => Office(Sheet, more);

    public static byte[] Office(string type, params (string Name, string Text)[] more) =>
        Zip([("[Content_Types].xml", ContentTypes(type)), .. more]);

    public static string ContentTypes(string type, string more = "") =>
        $"""<Types xmlns="{Types}"><Override PartName="/document.xml" ContentType="{type}"/>{more}</Types>""";

    /// <summary>A letter whose list of parts has these too.</summary>
    public static byte[] DocxListing(string more, params (string Name, string Text)[] parts) =>
        Zip([("[Content_Types].xml", ContentTypes(Word, more)), .. parts]);

    public static string Relation(string kind, string mode = "External", string target = "http://example.com/a") =>
        $"""<Relationships xmlns="{Relations}">"""
        + $"""<Relationship Id="r" Type="{Kind}{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>""";

    public static byte[] Zip(params (string Name, string Text)[] entries) =>
        Zip(Array.ConvertAll(entries, entry => (entry.Name, Encoding.UTF8.GetBytes(entry.Text))));

    /// <summary>A table of Excel with these documents inside.</summary>
    public static byte[] XlsxWith(params (string Name, byte[] Content)[] inner) =>
        Zip([("[Content_Types].xml", Encoding.UTF8.GetBytes(ContentTypes(Sheet))), .. inner]);

    /// <summary>A letter with these parts.</summary>
    public static byte[] DocxWith(params (string Name, byte[] Content)[] parts) =>
        Zip([("[Content_Types].xml", Encoding.UTF8.GetBytes(ContentTypes(Word))), .. parts]);

    /// <summary>A letter with a chart and the table behind it, as Word writes them.</summary>
    public static byte[] DocxWithChart(string target = "../embeddings/Microsoft_Excel_Sheet1.xlsx", string kind = "package") =>
        Zip([
            ("[Content_Types].xml", Encoding.UTF8.GetBytes(ContentTypes(Word))),
            ("word/charts/chart1.xml", [.. "<c:chartSpace xmlns:c='c'><c:externalData id='r'/></c:chartSpace>"u8]),
            ("word/charts/_rels/chart1.xml.rels", Encoding.UTF8.GetBytes(Relation(kind, "Internal", target))),
            ("word/embeddings/Microsoft_Excel_Sheet1.xlsx", Xlsx()),
        ]);

    /// <summary>A letter with this in its text.</summary>
    public static byte[] DocxOf(string body, string name = "word/document.xml") =>
        Docx((name, $"<w:document xmlns:w='{Letters}'><w:body><w:p>{body}</w:p></w:body></w:document>"));

    /// <summary>As a program wrote it.</summary>
    public static byte[] Made(string name, [CallerFilePath] string here = "") =>
        File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(here)!, "Made", name));

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        return bytes.ToArray();
    }

    /// <summary>A PDF one of whose objects is packed together with others.</summary>
    public static byte[] PackedPdf(
        string objects,
        string dictionary = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
        string word = "stream\r\n"
    ) => [.. "%PDF-1.7\n"u8, .. PdfStream(dictionary, Packed(Latin(objects)), word), .. "%%EOF\n"u8];

    public static byte[] PdfStream(string dictionary, byte[] data, string word = "stream\r\n") =>
        [.. Latin($"1 0 obj\n<< {dictionary} /Length {data.Length} >>\n{word}"), .. data, .. "\nendstream\nendobj\n"u8];

    public static byte[] Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionMode.Compress, leaveOpen: true))
            zlib.Write(content);
        return packed.ToArray();
    }
}
