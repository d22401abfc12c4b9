using System.Globalization;
using System.Text;
using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Mail.Incoming.Letters;
using Matchmaking.Web.Tests.Architecture;
using MimeKit;
using MimeKit.Utils;

namespace Matchmaking.Web.Tests.Mail.Incoming.Letters;

/// <summary>What hangs on a letter: all of it or a count of what is missing, never a hundred megabytes.</summary>
public sealed class LetterFilesTests
{
    [Fact]
    public void Ten_files_are_taken_and_the_others_counted()
    {
        var letter = Read([.. Enumerable.Range(1, 12).Select(i => File($"{i}.pdf", 10))]);

        Assert.Equal(Enumerable.Range(1, 10).Select(i => $"{i}.pdf"), letter.Files.Select(file => file.Name));
        Assert.Equal(2, letter.FilesLeftOut);
    }

    [Fact]
    public void Of_more_than_twenty_megabytes_those_are_taken_that_have_room()
    {
        const int megabyte = 1024 * 1024;
        var letter = Read(File("a", 15 * megabyte), File("b", (5 * megabyte) + 1), File("c", 5 * megabyte));

        Assert.Equal(["a", "c"], letter.Files.Select(file => file.Name));
        Assert.Equal(1, letter.FilesLeftOut);
    }

    [Fact]
    public void Logos_within_the_text_take_no_room_from_attachments()
    {
        var logos = Enumerable.Range(1, 10).Select(i => Logo($"logo{i}.png"));

        var letter = Read([.. logos, File("offer.pdf", 10)]);

        Assert.Equal(("offer.pdf", false), (letter.Files[0].Name, letter.Files[0].IsInText));
        Assert.All(letter.Files.Skip(1), file => Assert.True(file.IsInText));
        Assert.Equal(1, letter.FilesLeftOut);
    }

    [Fact]
    public void A_file_without_content_is_none() => Assert.Empty(Read(File("empty.pdf", 0)).Files);

    [Theory]
    [InlineData("invitation", "invitation.ics", "BEGIN:VCALENDAR")]
    [InlineData("winmail", "winmail.dat", "no tnef")]
    [InlineData("text-picture-text", "平面图.pdf", "%PDF-1.4")]
    public void A_file_keeps_its_name_and_bytes(string message, string name, string beginning)
    {
        var path = Path.Combine(Source.Root, "tests/Matchmaking.Web.Tests/Mail/Incoming/Letters/Messages", message + ".eml");
        using var loaded = IncomingMessage.Load(System.IO.File.ReadAllBytes(path));

        var file = ReplyReader.Read(loaded).Files[0];

        Assert.Equal(name, file.Name);
        Assert.StartsWith(beginning, Encoding.UTF8.GetString(file.Content), StringComparison.Ordinal);
    }

    [Fact]
    public void A_forwarded_message_is_a_file()
    {
        using var inner = new MimeMessage
        {
            Subject = "Licence",
            Body = new TextPart("plain") { Text = "granted" },
        };

        var file = Assert.Single(Read(new MessagePart("rfc822", inner)).Files);

        Assert.Equal("Licence.eml", file.Name);
        Assert.Contains("granted", Encoding.UTF8.GetString(file.Content), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_too_long_for_a_page_is_shown_up_to_there_and_comes_whole_as_a_file()
    {
        var lines = Enumerable.Range(1, 60_000).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToList();
        var text = string.Join('\n', lines);

        using var message = new MimeMessage { Body = new TextPart("plain") { Text = text } };
        var letter = ReplyReader.Read(message);

        Assert.StartsWith("1\n2\n3\n", letter.Text, StringComparison.Ordinal);
        Assert.InRange(letter.Text.Length, 199_000, 200_000);
        var file = Assert.Single(letter.Files);
        Assert.Equal(("letter.txt", text), (file.Name, Encoding.UTF8.GetString(file.Content).TrimEnd('\n').ReplaceLineEndings("\n")));
    }

    private static MimePart File(string name, int length) =>
        new("application", "octet-stream")
        {
            Content = new MimeContent(new MemoryStream(new byte[length])),
            ContentDisposition = new(ContentDisposition.Attachment),
            FileName = name,
        };

    private static MimePart Logo(string name)
    {
        var logo = File(name, 10);
        logo.ContentDisposition = new(ContentDisposition.Inline);
        (logo.FileName, logo.ContentId) = (name, MimeUtils.GenerateMessageId("example.com"));
        return logo;
    }

    private static Letter Read(params MimeEntity[] entities)
    {
        var mixed = new Multipart("mixed") { new TextPart("plain") { Text = "Yes." } };
        foreach (var entity in entities)
            mixed.Add(entity);
        using var message = new MimeMessage { Body = mixed };
        var letter = ReplyReader.Read(message);
        Assert.Equal("Yes.", letter.Text);
        return letter;
    }
}
