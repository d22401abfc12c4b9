using System.Buffers.Binary;
using System.Text;
using Matchmaking.Web.Files;
using static Matchmaking.Web.Tests.Files.OldFiles;
using static Matchmaking.Web.Tests.Files.SampleFiles;

namespace Matchmaking.Web.Tests.Files;

/// <summary>What documents of Office before 2007 hold and do, by their directory and their records.</summary>
public sealed class OldFileCheckTests
{
    /// <summary>Written by LibreOffice and SheetJS; one of them has its sectors in another order.</summary>
    [Theory]
    [InlineData("sums.xls", null)]
    [InlineData("older.xls", null)]
    [InlineData("links.doc", null)]
    [InlineData("dde.xls", FileRefusal.Active)]
    [InlineData("book-elsewhere.xls", FileRefusal.Linked)]
    [InlineData("link.xls", FileRefusal.Linked)]
    [InlineData("link-formula.xls", FileRefusal.Linked)]
    [InlineData("picture.doc", FileRefusal.Linked)]
    public void What_programs_wrote_is_read(string name, FileRefusal? refusal)
    {
        var file = Made(name);

        Assert.Equal(refusal, FileCheck.Look(name, file).Refusal);
        Assert.Equal(FileRefusal.Damaged, FileCheck.Look(name, file.AsMemory(0, 700)).Refusal);
    }

    [Theory]
    [InlineData("Macros/VBA/dir", FileRefusal.Macros)]
    [InlineData("_vba_project_CUR/a", FileRefusal.Macros)]
    [InlineData("Ctls", FileRefusal.Macros)]
    [InlineData("ObjectPool/_1/\u0003OCXNAME", FileRefusal.Embedded)]
    [InlineData("ObjectPool/_1/a", FileRefusal.Embedded)]
    [InlineData("MBD0001/Package", FileRefusal.Embedded)]
    [InlineData("Equation Native", FileRefusal.Embedded)]
    [InlineData("\u0006DataSpaces/Version", FileRefusal.Encrypted)]
    [InlineData("MsoDataStore/Ä/Item", null)]
    [InlineData("_SX_DB_CUR/0001", null)]
    [InlineData("WordDocumentation", null)]
    [InlineData("\u0001CompObj", null)]
    public void The_directory_says_what_is_within(string path, FileRefusal? refusal)
    {
        var book = Container(("Workbook", [9, 8, 4, 0, 0, 6, 5, 0, 10, 0, 0, 0]), (path, [1]));

        Assert.Equal(refusal, FileCheck.Look("a.xls", book).Refusal);
    }

    /// <summary>The numbers of cells are any bytes.</summary>
    [Fact]
    public void Bytes_that_look_like_a_record_are_none()
    {
        byte[] number = [0, 0, 0, 0, 0, 0, 0x85, 0, 8, 0, 0, 0, 0, 0, 0, 1];

        Assert.Null(
            FileCheck.Look("a.xls", Xls(true, (0x203, number), (0x203, [0xAE, 1, 16, 0, 0, 0, 11, 0, 0, .. "cmd\u0003/C calc#"u8]))).Refusal
        );
        Assert.Null(FileCheck.Look("a.xls", Ole("Workbook", "MACROBUTTON")).Refusal);
    }

    public static TheoryData<int, byte[], FileRefusal?> Records { get; } =
        new()
        {
            { 0x85, [0, 0, 0, 0, 0, 1, 1, 0, (byte)'a'], FileRefusal.Macros },
            { 0x85, [0, 0, 0, 0, 0, 0, 1, 0, (byte)'a'], null },
            { 0x85, [5, 0, 0, 0, 0, 0, 1, 0, (byte)'a'], FileRefusal.Damaged },
            { 0x809, [0, 6, 0x40, 0], FileRefusal.Macros },
            { 0x2F, [1, 0], FileRefusal.Encrypted },
            { 0x876, [1, 0], FileRefusal.Linked },
            { 0x1AE, [0, 0, 11, 0, 0, .. "cmd\u0003/C calc"u8], FileRefusal.Active },
            { 0x1AE, [0, 0, 3, 0, 1, (byte)'c', 0, 3, 0, (byte)'a', 0], FileRefusal.Active },
            { 0x1AE, [0, 0, 19, 0, 0, .. "\u0001\u0001@host\u0003share\u0003a.xls"u8], FileRefusal.Linked },
            { 0x1AE, [0, 0, 13, 0, 0, .. "\u0001\u0005\u000Bhttp://a.b"u8], FileRefusal.Linked },
            { 0x1AE, [0, 0, 8, 0, 0, .. "\\\\host\\a"u8], FileRefusal.Linked },
            { 0x1AE, [0, 0, 11, 0, 0, .. "\u0001\u0001C\u0003a\u0003a.xls"u8], null },
            { 0x1AE, Book("\u0001\u0003\u0003host\u0003a.xls"), FileRefusal.Linked },
            { 0x1AE, Book("\u0001\u0002\u0003host\u0003a.xls"), FileRefusal.Linked },
            { 0x1AE, Book("\u0001\\\\host\\a.xls"), FileRefusal.Linked },
            { 0x1AE, Book("\u0001\u0004\u0003host\u0003a.xls"), FileRefusal.Linked },
            { 0x1AE, Book("\u0003\u0003host\u0003a.xls"), FileRefusal.Linked },
            { 0x1AE, Book("\u0001http://example.com/a.xls"), FileRefusal.Linked },
            { 0x1AE, Book("mhtml:http://example.com/a"), FileRefusal.Linked },
            { 0x1AE, Book("\u0001\u0001\\\u0003host\u0003a.xls"), FileRefusal.Linked },
            { 0x1AE, Book("\u0001\u0002tmp\u0003a.xls"), null },
            { 0x1AE, Book("\u0001\u0004a\u0003b.xls"), null },
            { 0x1AE, Book("\u0001a.xls"), null },
            { 0x1AE, [1, 0, 1, 4], null },
            { 0x51, [0, 0, 0, 0, 0, 0, .. Book("\u0001\u0001@host\u0003a.xls").AsSpan(2)], FileRefusal.Linked },
            { 0x51, [0, 0, 0, 0, 0, 0, .. Book("\u0002Sheet1").AsSpan(2)], null },
            { 0xEC, [1, 2, 3, .. Drawn("https://example.com")], null },
            { 0xEC, [1, 2, 3, .. Drawn("file://host/a.exe")], FileRefusal.Linked },
            { 0x1AE, [0, 0, 99, 0, 0, (byte)'a'], FileRefusal.Damaged },
            { 0x1B8, Link("http://example.com"), null },
            { 0x1B8, Link("file://example.com/a"), FileRefusal.Linked },
            { 0x1B8, Link("ms-msdt:/id"), FileRefusal.Active },
            { 0x23, [0, 0, 0, 0, 0, 0, 16, 0, .. "_xlfn.WEBSERVICE"u8], FileRefusal.Active },
            { 0x23, [0, 0, 0, 0, 0, 0, 13, 0, .. "_xlfn.XLOOKUP"u8], null },
            { 0x06, Sum(0x17, 4, 0, (byte)'\\', (byte)'\\', (byte)'h', (byte)'a', 0x41, 0x67, 1), FileRefusal.Linked },
            { 0x06, Sum(0x1E, 92, 0, 0x41, 111, 0, 0x1E, 92, 0, 0x41, 111, 0, 8, 0x42, 1, 0x67, 1), FileRefusal.Linked },
            { 0x06, Sum(0x17, 4, 0, (byte)'\\', (byte)'\\', (byte)'h', (byte)'a'), null },
            { 0x06, Sum(0x1F, 0x42, 1, 150, 0, 0x42, 1, 150, 0), null },
            { 0x06, Sum(0x42, 1, 150, 0), FileRefusal.Active },
            { 0x06, Sum(0x0), FileRefusal.Damaged },
        };

    [Theory, MemberData(nameof(Records), DisableDiscoveryEnumeration = true)]
    public void A_record_of_a_table_that_reaches_out_of_it_is_refused(int type, byte[] content, FileRefusal? refusal)
    {
        var tail = type == 0x809 ? new (int, byte[])[] { (0x0A, []) } : [];

        Assert.Equal(refusal, FileCheck.Look("a.xls", Xls(true, [(type, content), .. tail])).Refusal);
        // Behind the end of the book lies nothing that is read, but another sheet.
        if (type != 0x809)
            Assert.Null(FileCheck.Look("a.xls", Xls(true, [(0x0A, []), (type, content)])).Refusal);
    }

    [Fact]
    public void Tables_of_Excel_95_name_books_in_another_record()
    {
        Assert.Equal(FileRefusal.Active, FileCheck.Look("a.xls", Xls(false, (0x17, [5, .. "cmd\u0003a"u8]))).Refusal);
        Assert.Null(FileCheck.Look("a.xls", Xls(false, (0x17, [3, 3, (byte)'a', (byte)'b']))).Refusal);
        Assert.Null(FileCheck.Look("a.xls", Xls(true, (0x17, [5, .. "cmd\u0003a"u8]))).Refusal);
    }

    [Fact]
    public void A_letter_behind_a_password_and_one_without_its_text_are_told()
    {
        Assert.Equal(FileRefusal.Encrypted, FileCheck.Look("a.doc", Container(Letter(true, ["a"], flags: 0x100))).Refusal);
        Assert.Equal(FileRefusal.Damaged, FileCheck.Look("a.doc", Container(Letter(true, ["a"], flags: 0x200))).Refusal);
        Assert.Equal(FileRefusal.Active, FileCheck.Look("a.doc", Doc(true, "\u0013 D", "DE", "AUTO c\u0015")).Refusal);
        Assert.Null(FileCheck.Look("a.doc", Doc(true, "\u0013PAGE\u0014DDE x\u0015 DDE y")).Refusal);
    }

    public static TheoryData<byte[], FileRefusal?> Shows { get; } =
        new()
        {
            { Record(0, 0x400, 0, 0, 0, 0, 1, 0, 0, 0), FileRefusal.Macros },
            { Record(0, 0x400, 0, 0, 0, 0, 0, 0, 0, 0), null },
            { Record(0, 0x1011, 1), FileRefusal.Embedded },
            { Record(0, 0x2F14, 1), FileRefusal.Encrypted },
            { Record(15, 0xFF2, Record(0, 0xFF3, 0, 0, 0, 0, 0, 0, 0, 0, 2)), FileRefusal.Active },
            { Record(15, 0xFF2, Record(0, 0xFF3, 0, 0, 0, 0, 0, 0, 0, 0, 4)), null },
            { Record(15, 0xFD7, Record(0, 0xFBA, Encoding.Unicode.GetBytes("\\\\host\\a"))), FileRefusal.Linked },
            { Record(15, 0xFD7, Record(0, 0xFBA, Encoding.Unicode.GetBytes("http://host"))), null },
            { Record(0, 0xFBA, Encoding.Unicode.GetBytes("\\\\host\\a")), null },
            { Record(0, 0x1772, 1, 0, 16, 0, 0, 0, 0, 0), null },
            { Record(0, 0x1772, 1, 0, 16, 0, 4, 0, 0, 0), FileRefusal.Damaged },
            { [0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F], FileRefusal.Damaged },
        };

    [Theory, MemberData(nameof(Shows), DisableDiscoveryEnumeration = true)]
    public void A_presentation_is_read_by_its_records(byte[] record, FileRefusal? refusal) =>
        Assert.Equal(refusal, FileCheck.Look("a.ppt", Ppt(record)).Refusal);

    [Fact]
    public void A_container_that_leads_in_a_circle_is_damaged()
    {
        var file = Ole("WordDocument");
        // The table of sectors is the first of them, and the directory the last one.
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(512 + 4 * 17), 17);
        Assert.Equal(FileRefusal.Damaged, FileCheck.Look("a.doc", file).Refusal);

        var names = Ole("WordDocument");
        var directory = names.AsSpan().IndexOf(Encoding.Unicode.GetBytes("WordDocument"));
        BinaryPrimitives.WriteUInt32LittleEndian(names.AsSpan(directory + 72), 1);
        Assert.Equal(FileRefusal.Damaged, FileCheck.Look("a.doc", names).Refusal);
    }

    [Theory]
    [InlineData(@"\\host\a.dot", FileRefusal.Active)]
    [InlineData("http://example.com/a.dot", FileRefusal.Active)]
    [InlineData(@"C:\a\Normal.dot", null)]
    [InlineData("Normal.dot", null)]
    [InlineData("", null)]
    public void A_letter_says_itself_where_its_template_lies(string template, FileRefusal? refusal) =>
        Assert.Equal(refusal, FileCheck.Look("a.doc", Container(Letter(true, ["a"], 0, template))).Refusal);

    /// <summary>A click on a picture leads there; its place is said in the drawings, in any stream.</summary>
    [Fact]
    public void A_picture_of_a_letter_that_leads_elsewhere_is_refused()
    {
        Assert.Equal(FileRefusal.Linked, Look("file://host/a.exe"));
        Assert.Null(Look("https://example.com"));

        static FileRefusal? Look(string address) =>
            FileCheck.Look("a.doc", Container([.. Letter(true, ["a"], 0), ("Data", [1, 2, .. Drawn(address), 3])])).Refusal;
    }

    /// <summary>Sheets of a book of Excel 97 may say that they are older.</summary>
    [Fact]
    public void A_sheet_is_as_new_as_its_book()
    {
        var sheet = (0x809, new byte[] { 0, 5, 16, 0 });

        Assert.Equal(FileRefusal.Active, FileCheck.Look("a.xls", Xls(true, (0x0A, []), sheet, (0x06, Sum(0x42, 1, 150, 0)))).Refusal);
    }

    private static byte[] Book(string name) => [0, 0, (byte)name.Length, 0, 0, .. Latin(name)];

    /// <summary>As a drawing has it.</summary>
    private static byte[] Drawn(string address) =>
        [.. new Guid("79EAC9D0-BAF9-11CE-8C82-00AA004BA90B").ToByteArray(), 2, 0, 0, 0, .. Link(address).AsSpan(28)];

    /// <summary>A formula that consists of these bytes.</summary>
    private static byte[] Sum(params byte[] parts) => [.. new byte[20], (byte)parts.Length, 0, .. parts];

    private static byte[] Link(string address) =>
        [
            .. new byte[28],
            3,
            0,
            0,
            0,
            .. new Guid("79EAC9E0-BAF9-11CE-8C82-00AA004BA90B").ToByteArray(),
            .. BitConverter.GetBytes(2 * address.Length + 2),
            .. Encoding.Unicode.GetBytes(address + "\0"),
        ];
}
