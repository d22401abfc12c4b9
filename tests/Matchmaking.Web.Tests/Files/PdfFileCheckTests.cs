using Matchmaking.Web.Files;
using static Matchmaking.Web.Tests.Files.SampleFiles;

namespace Matchmaking.Web.Tests.Files;

/// <summary>What can be hidden in a PDF, and what only looks like that.</summary>
public sealed class PdfFileCheckTests
{
    private const string Script = "1 0 << /S /JavaScript >>",
        Usual = "/N 1 /First 4 /Filter /FlateDecode";

    public static TheoryData<string, string, FileRefusal> Packings { get; } =
        new()
        {
            { Usual, "stream\n", FileRefusal.ActivePdf },
            { Usual + "/Type/ObjStm/P(obj)", "stream\n", FileRefusal.ActivePdf },
            { Usual + "/P(<<)/Q(>> stream\n)", "stream\n", FileRefusal.ActivePdf },
            { Usual + "/P(\\()/Q<3e3e>/R<</S[/T]>>% >> obj << \n", "stream\n", FileRefusal.ActivePdf },
            { Usual + new string(' ', 5000), "stream\n", FileRefusal.ActivePdf },
            { "/#4E 1 /Fir#73t 4 /Filter[/Fl]", "stream\n", FileRefusal.ActivePdf },
            { Usual, "stream \t\n", FileRefusal.ActivePdf },
            { Usual, "% words\n stream\r", FileRefusal.ActivePdf },
            { Usual, "stream % words\n", FileRefusal.Damaged },
            { "/N 1 /First 4 /Filter 7 0 R", "stream\n", FileRefusal.Damaged },
            { "/N 1 /First 4 /Filter [/FlateDecode /FlateDecode]", "stream\n", FileRefusal.Damaged },
            { Usual + "/Filter /ASCIIHexDecode", "stream\n", FileRefusal.Damaged },
            { Usual + "/DecodeParms 8 0 R", "stream\n", FileRefusal.Damaged },
        };

    [Theory, MemberData(nameof(Packings))]
    public void A_script_in_packed_objects_is_found_however_they_are_announced(string dictionary, string word, FileRefusal refusal) =>
        Assert.Equal(refusal, FileCheck.Look("a.pdf", PackedPdf(Script, dictionary, word)).Refusal);

    /// <summary>Readers go by the length that the file says, and the packing itself says where it ends.</summary>
    [Fact]
    public void A_word_in_the_packing_does_not_end_it()
    {
        byte[] content = [.. "1 0 <</A(\nendstream\nendobj)/S/#4AavaScript>>"u8];
        byte[] whole = [0x78, 0x01, 1, (byte)content.Length, 0, (byte)~content.Length, 0xFF, .. content, .. Checksum(content)];

        byte[] pdf = [.. "%PDF-1.7\n"u8, .. PdfStream(Usual, whole)];

        Assert.Equal(FileRefusal.ActivePdf, FileCheck.Look("a.pdf", pdf).Refusal);
    }

    [Theory]
    [InlineData("<</Type/Annot/Subtype/FileAttachment>>")]
    [InlineData("<</FS<</F(x.exe)/EF<</F 3 0 R>>>>>>")]
    [InlineData("<</FS<</F(x.exe)/E#46 % words\n 12 0 R>>>>")]
    [InlineData("<</AF[<</EF <</UF 3 0 R>>>>]>>")]
    public void Whatever_is_attached_is_refused(string within)
    {
        Assert.Equal(FileRefusal.Embedded, FileCheck.Look("a.pdf", Latin("%PDF-1.7\n1 0 obj" + within + "endobj\n")).Refusal);
        Assert.Equal(FileRefusal.Embedded, FileCheck.Look("a.pdf", PackedPdf("1 0 " + within)).Refusal);
    }

    [Theory]
    [InlineData("/Subtype/Movie")]
    [InlineData("/S/Sound")]
    [InlineData("/JS 12 0 R")]
    [InlineData("/JS\n<6170>")]
    [InlineData("/OnInstantiate 3 0 R")]
    public void What_plays_or_runs_is_refused(string within) =>
        Assert.Equal(FileRefusal.ActivePdf, FileCheck.Look("a.pdf", Latin($"%PDF-1.7\n1 0 obj<<{within}>>endobj\n")).Refusal);

    /// <summary>Readers forgive much in how places are written; here everything counts then, also what lies in a text.</summary>
    [Theory]
    [InlineData("9 0 10 5 ", 9, 2, null)]
    [InlineData("9 0 10 5.0 ", 11, 2, FileRefusal.ActivePdf)]
    [InlineData("9x 0 10 5 ", 10, 2, FileRefusal.ActivePdf)]
    [InlineData("9 0 10 99999999 ", 16, 2, FileRefusal.ActivePdf)]
    [InlineData("9 0 10 5 ", 4, 2, FileRefusal.ActivePdf)]
    [InlineData("9 0 10 5 ", 9, 1, FileRefusal.ActivePdf)]
    [InlineData("9 0 10 5 ", 9, 3, FileRefusal.ActivePdf)]
    [InlineData("9 0%\n10 5 ", 10, 2, FileRefusal.ActivePdf)]
    public void Packed_objects_are_trusted_only_where_their_places_are_plain(string heading, int first, int count, FileRefusal? refusal) =>
        Assert.Equal(
            refusal,
            FileCheck.Look("a.pdf", PackedPdf($"{heading}null (/S/Launch)", $"/Type/ObjStm/N {count}/First {first}/Filter/Fl")).Refusal
        );

    [Theory]
    [InlineData("/X[")]
    [InlineData("/X<<")]
    public void A_bracket_that_never_closes_hides_no_packed_objects(string open) =>
        Assert.Equal(FileRefusal.ActivePdf, FileCheck.Look("a.pdf", PackedPdf(Script, Usual + "/Type/ObjStm" + open)).Refusal);

    /// <summary>A page whose text speaks of objects costs no more than another.</summary>
    [Fact]
    public void Words_of_a_text_begin_no_objects()
    {
        var words = string.Concat(Enumerable.Repeat("1 0 0 1 50 50 Tm (1 0 obj \\( trailer ) Tj T* (an obj ) Tj\n", 20_000));

        Assert.Null(FileCheck.Look("a.pdf", Latin($"%PDF-1.7\n1 0 obj<<>>stream\n{words}\nendstream endobj"), new(100_000_000)).Refusal);
        Assert.Equal(FileRefusal.Damaged, FileCheck.Look("a.pdf", Latin("%PDF-1.7\nan obj <</S/Launch>>")).Refusal);
        Assert.Equal(FileRefusal.ActivePdf, FileCheck.Look("a.pdf", Latin("%PDF-1.7\n1 0 % an\n obj <</S/Launch>>")).Refusal);
    }

    /// <summary>Pages, pictures and fonts are packed too, and no reader looks for objects there.</summary>
    [Fact]
    public void An_ordinary_document_is_taken()
    {
        var picture = new byte[3_000_000];
        new Random(1).NextBytes(picture);
        byte[] pdf =
        [
            .. "%PDF-1.7\n5 0 obj<</Type/Outlines/First 6 0 R>>endobj\n"u8,
            .. "6 0 obj<</AP<</N 7 0 R>>/A<</S/URI/URI(http://example.com)>>>>endobj\n"u8,
            .. PdfStream("/Type/XObject/Subtype/Image/Filter/FlateDecode/DecodeParms<</Predictor 15>>", Packed(picture)),
            .. PdfStream("/Type/XObject/Subtype/Image/Filter/FlateDecode", Packed(new byte[40_000_000])),
            .. PdfStream("/Type/XObject/Subtype/Image/Filter/DCTDecode", [.. Jpg, .. "/JS\u0001/EF\u0001/JS Q/EF 3 x/EF(/AF["u8]),
            .. PdfStream("/Length1 9/Filter/FlateDecode", Packed([0, 1, 0, 0])),
            .. PdfStream("/N 3/Alternate/DeviceRGB/Filter/FlateDecode", Packed([1, 2, 3])),
            .. PdfStream("/Filter/FlateDecode", Packed([.. "BT (Design/Launch /Sound ) Tj ET"u8])),
            .. PdfStream("/Type/ObjStm" + Usual, Packed([.. "1 0 <</Type/Page/MediaBox[0 0 99 99]/Names 4 0 R>>"u8])),
            .. PdfStream("/Type/XRef/W[1 2 1]/Filter/FlateDecode/DecodeParms<</Columns 4/Predictor 12>>", Packed([1, 0, 0, 0])),
        ];

        Assert.Equal((null, FileType.Pdf), (FileCheck.Look("a.pdf", pdf).Refusal, FileCheck.Look("a.pdf", pdf).Type));
    }

    [Theory]
    [InlineData("<</A<</S/URI/URI(https://github.com/airbnb/JavaScript)>>>>")]
    [InlineData("<</Title(HTML/JavaScript \\(/Launch\\) developer (/JS (a)))>>% /Movie")]
    [InlineData("<</Title<2f4a53>/Count 1>>")]
    [InlineData("<</A/JS/B/EF>>")]
    [InlineData("<</Length 99>>stream\nBT (Skills: C#/JavaScript) Tj (Light/Sound objects) Tj ET\nendstream")]
    public void Words_of_a_text_are_no_names(string within)
    {
        Assert.Null(FileCheck.Look("a.pdf", Latin($"%PDF-1.7\n1 0 obj{within}endobj\ntrailer<</Root 1 0 R/A(/Encrypt)>>")).Refusal);
        Assert.Null(FileCheck.Look("a.pdf", PackedPdf($"1 0 {within}")).Refusal);
    }

    [Theory]
    [InlineData("1 0 obj(\n2 0 obj<</S/Launch>>endobj")]
    [InlineData("1 0 obj<</A stream/B endobj/S/Launch>>endobj")]
    [InlineData("1 0 obj/Launch endobj")]
    [InlineData("1 0 obj<</A>>>/S/Launch>>endobj")]
    [InlineData("1 0 obj<</A[/S/Launch]>>endobj")]
    [InlineData("1 0 obj null endobj\ntrailer<</Root<</OpenAction<</S/Launch>>>>>>")]
    public void Names_count_wherever_a_reader_may_find_them(string within) =>
        Assert.Equal(FileRefusal.ActivePdf, FileCheck.Look("a.pdf", Latin($"%PDF-1.7\n{within}\n")).Refusal);

    /// <summary>What lies between packed objects is no object, and hides none.</summary>
    [Fact]
    public void Packed_objects_are_read_from_where_they_begin() =>
        Assert.Equal(
            FileRefusal.ActivePdf,
            FileCheck.Look("a.pdf", PackedPdf("1 0 2 18 <</A/B>>         (<</S/Launch>>", "/Type/ObjStm/N 2/First 9/Filter/Fl")).Refusal
        );

    /// <summary>
    /// Besides the room for what is unpacked (16 MB, used again until memory gets scarce), nothing grows with the file.
    /// </summary>
    [Fact]
    public void What_a_file_costs_does_not_grow_with_what_is_in_it()
    {
        const int most = 40_000_000;
        byte[] numbers = Latin(string.Concat(Enumerable.Repeat("#41/#4", 1_000_000)));
        byte[] overlapping = Latin("%PDF-1.7\n" + string.Concat(Enumerable.Repeat("obj<<", 1_000_000)));
        byte[] addresses = Latin(string.Concat(Enumerable.Repeat("/F<", 3_000_000)));
        byte[] many = [.. "%PDF-1.7\n"u8, .. Enumerable.Repeat(PdfStream(Usual, Packed([1])), 25_000).SelectMany(stream => stream)];

        Assert.Null(Spent([.. "%PDF-1.7\n1 0 obj "u8, .. numbers], most));
        Assert.Null(Spent([.. "%PDF-1.7\n"u8, .. PdfStream(Usual, Packed(numbers))], most));
        byte[] stream = PdfStream(Usual, Packed(numbers));
        Assert.Null(Spent([.. "%PDF-1.7\n"u8, .. stream, .. stream, .. stream, .. stream], most));
        // One that is longer than any, and all together.
        byte[] blanks = PdfStream(Usual, Packed(Latin("1 0 " + new string(' ', 10_000_000))));
        byte[] longest = PdfStream(Usual, Packed(Latin("1 0 " + new string(' ', 20_000_000))));
        Assert.Equal(FileRefusal.TooComplicated, Spent([.. "%PDF-1.7\n"u8, .. longest], most));
        Assert.Equal(FileRefusal.TooComplicated, Spent([.. "%PDF-1.7\n"u8, .. Enumerable.Repeat(blanks, 13).SelectMany(b => b)], most));
        Assert.Equal(FileRefusal.Damaged, Spent(overlapping, most));
        Assert.Equal(
            FileRefusal.TooComplicated,
            Spent([.. "%PDF-1.7\n"u8, .. PdfStream("/N 1/First 2 0 R/Filter/Fl", Packed(addresses))], most)
        );
        Assert.Equal(FileRefusal.TooComplicated, Spent(many, 15 * most));
    }

    private static FileRefusal? Spent(byte[] pdf, long most)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = FileCheck.Look("a.pdf", pdf).Refusal;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, most);
        return refusal;
    }

    /// <summary>RFC 1950.</summary>
    private static byte[] Checksum(byte[] content)
    {
        var (a, b) = (1, 0);
        foreach (var value in content)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }
        return [(byte)(b >> 8), (byte)b, (byte)(a >> 8), (byte)a];
    }
}
