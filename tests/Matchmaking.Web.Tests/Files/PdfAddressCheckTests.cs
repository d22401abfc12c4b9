using Matchmaking.Web.Files;
using static Matchmaking.Web.Tests.Files.SampleFiles;

namespace Matchmaking.Web.Tests.Files;

/// <summary>Where the addresses of a PDF lead, however they are written.</summary>
public sealed class PdfAddressCheckTests
{
    /// <summary>The reader's password is offered to the computer that has it; a page of the web is only gone to by a click.</summary>
    [Theory]
    [InlineData("<</S/Thread/F(//host/share/a.pdf)>>")]
    [InlineData(@"<</Ref<</F<</Type/Filespec/UF(\\\\host\\a.pdf)>>/Page 1>>>>")]
    [InlineData("<</Length 0/F<</F(\\57/host/a)>>>>stream\nendstream")]
    [InlineData("<</F % words\n <2F2F686F7374>>>")]
    [InlineData("<</UF<FEFF005C005C0068>>>")]
    [InlineData("<</F<</FS/URL/F(http://example.com/a)>>>>")]
    [InlineData("<</A<</S/URI/U#52I(file://host/share)>>>>")]
    [InlineData(@"<</A<</S/URI/URI(\t\n//host/a)>>>>")]
    [InlineData("<</A<</S/URI/URI(\\\r\n\\\nfi\\\nle://host/a)>>>>")]
    [InlineData("<</A<</S/URI/URI<FEFF001B007A0068001B002F002F0068>>>>>")]
    [InlineData("<</URI<</Base(file://host/a/)>>>>")]
    [InlineData("<</S/Thread/F[(//host/a)]>>")]
    [InlineData(@"<</S/Thread/F(\\??\\UNC\\host\\a)>>")]
    [InlineData("<</S/Thread/F(/host/share/a.pdf)>>")]
    [InlineData("<</A<</S/URI/URI(smb://host/a)>>>>")]
    [InlineData("<</A<</S/GoToR/F(//host/a.pdf)/D[0/Fit]>>>>")]
    [InlineData("<</A<</S/GoToR/F(http://example.com/a.pdf)>>>>")]
    [InlineData("<</A<</S/URI/URI/file:#2f#2fhost>>>>")]
    [InlineData("<</S/Thread/F/#5c#5chost#5cs>>")]
    [InlineData("<</A<</S/URI/URI 00000000005 0 R>>>>")]
    [InlineData("<</A<</S/URI/URI +5 0 R>>>>")]
    [InlineData("<</A<</S/URI/URI 5.0 0 R>>>>")]
    [InlineData("<</A<</S/URI/URI 5 -0 R>>>>")]
    public void What_lies_on_another_computer_is_refused(string within)
    {
        Assert.Equal(FileRefusal.Linked, FileCheck.Look("a.pdf", Latin($"%PDF-1.7\n1 0 obj{within} endobj\n")).Refusal);
        Assert.Equal(FileRefusal.Linked, FileCheck.Look("a.pdf", PackedPdf($"1 0 {within}", "/N 1/First 3 0 R/Filter/Fl")).Refusal);
    }

    [Fact]
    public void An_address_may_be_an_object_of_its_own()
    {
        Assert.Equal(
            FileRefusal.Linked,
            FileCheck.Look("a.pdf", Latin("%PDF-1.7\n1 0 obj<</F 2 0 R>>endobj 2 0 obj(//host/a)endobj")).Refusal
        );
        Assert.Equal(
            FileRefusal.Linked,
            FileCheck.Look("a.pdf", Latin("%PDF-1.7\n1 0 obj<</URI 2 0 R>>endobj 2 0 obj[(//host/a)]endobj")).Refusal
        );
        Assert.Equal(
            FileRefusal.Linked,
            FileCheck.Look("a.pdf", PackedPdf("2 0 3 16 (file://host/a) <</F 2 0 R>>", "/Type/ObjStm/N 2/First 9/Filter/Fl")).Refusal
        );
        Assert.Equal(
            FileRefusal.Linked,
            FileCheck.Look("a.pdf", Latin("%PDF-1.7\n1 0 obj<</URI 2 0 R>>endobj 2 0 obj 3 0 R endobj 3 0 obj(//host/a)endobj")).Refusal
        );
        Assert.Equal(
            FileRefusal.Linked,
            FileCheck.Look("a.pdf", Latin("%PDF-1.7\n1 0 obj<</URI 2 0 R>>endobj 2 0 obj/file:#2f#2fhost endobj")).Refusal
        );
        // Which number a packed one has is said by another table.
        Assert.Equal(
            FileRefusal.Linked,
            FileCheck.Look("a.pdf", PackedPdf("9 0 3 16 (file://host/a) <</URI 2 0 R>>", "/Type/ObjStm/N 2/First 9/Filter/Fl")).Refusal
        );
        Assert.Null(FileCheck.Look("a.pdf", Latin("%PDF-1.7\n1 0 obj<</Annots 2 0 R>>endobj 2 0 obj[3 0 R]endobj")).Refusal);
        Assert.Null(FileCheck.Look("a.pdf", Latin("%PDF-1.7\n1 0 obj<</Title 2 0 R>>endobj 2 0 obj(//host/a)endobj")).Refusal);
        Assert.Null(FileCheck.Look("a.pdf", Latin("%PDF-1.7\n1 0 obj<</URI 2 0 R>>endobj 2 0 obj(http://host/a)endobj")).Refusal);
    }

    [Theory]
    [InlineData("<</A<</S/URI/URI(http://example.com//a)>>/F 4>>")]
    [InlineData("<</A<</S/URI/URI(file:///C:/a.pdf)>>/F(a.pdf)>>")]
    [InlineData("<</S/Thread/F(/C/a.pdf)/Title(//host)>>")]
    [InlineData("<</A(/F(//host))>>")]
    [InlineData("<</A<</S/GoToR/F(plan.pdf)/D[0/Fit]>>>>")]
    [InlineData("<</A<</S/URI/URI 3 0 R>>/F 4/P 5 0 R>>")]
    public void What_lies_beside_it_or_is_a_page_is_taken(string within) =>
        Assert.Null(FileCheck.Look("a.pdf", Latin($"%PDF-1.7\n1 0 obj{within}endobj\n2 0 obj(http://example.com)endobj\n")).Refusal);

    [Theory]
    [InlineData("javascript:app.alert\\(1\\)", null)]
    [InlineData("Resources: a", null)]
    [InlineData("macro:///a", FileRefusal.ActivePdf)]
    [InlineData("search-ms:query=a", FileRefusal.ActivePdf)]
    [InlineData("ms-word:ofe|u|http://host/a.docm", FileRefusal.ActivePdf)]
    [InlineData("javascript:void\\(0\\)", null)]
    [InlineData("mailto:a@example.com", null)]
    public void A_link_that_starts_a_program_is_refused(string address, FileRefusal? refusal)
    {
        Assert.Equal(refusal, FileCheck.Look("a.pdf", Latin($"%PDF-1.7\n1 0 obj<</S/URI/URI({address})>>endobj")).Refusal);
        Assert.Equal(refusal, FileCheck.Look("a.pdf", Latin($"%PDF-1.7\n1 0 obj<</URI 2 0 R>>endobj 2 0 obj({address})endobj")).Refusal);
    }

    [Theory]
    [InlineData(" ", 2000, "//host/a", FileRefusal.Linked)]
    [InlineData("\\t", 2000, "//host/a", FileRefusal.Linked)]
    [InlineData(" ", 9000, "//host/a", FileRefusal.ActivePdf)]
    [InlineData("", 0, "https://example.com/", null)]
    public void An_address_is_looked_at_behind_its_blanks_and_one_that_is_too_long_counts(
        string blank,
        int times,
        string address,
        FileRefusal? refusal
    )
    {
        var text = string.Concat(Enumerable.Repeat(blank, times)) + address + new string('a', 1100);

        Assert.Equal(refusal, FileCheck.Look("a.pdf", Latin($"%PDF-1.7\n1 0 obj<</URI({text})>>endobj")).Refusal);
    }
}
