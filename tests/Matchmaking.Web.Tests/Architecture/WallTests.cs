using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Matchmaking.Web.Tests.Architecture;

/// <summary>The habits of <c>docs/style.md</c> that a machine can watch.</summary>
public sealed partial class WallTests
{
    [Theory]
    [InlineData("Mail", @"^\s*using (MailKit|MimeKit)|\b(MailKit|MimeKit)\.\w|\b(SmtpClient|MimeMessage|BodyBuilder|MailboxAddress)\b")]
    [InlineData(
        "Jobs",
        @"^\s*using Hangfire|\bHangfire\.\w|\b(IBackgroundJobClient|IRecurringJobManager|BackgroundJob|RecurringJob)\b",
        "Job.cs",
        "Jobs.cs",
        "/JobTables.cs",
        "/JobsDashboard.cs"
    )]
    public void Only_one_folder_knows_the_library(string folder, string library, params string[] beside) =>
        Assert.Empty(
            Source
                .Files("src/Matchmaking.Web", ".cs", ".cshtml")
                .Where(file => !file.Name.StartsWith($"src/Matchmaking.Web/{folder}/", StringComparison.Ordinal))
                .Where(file => !beside.Any(name => file.Name.EndsWith(name, StringComparison.Ordinal)))
                .Where(file => Regex.IsMatch(Comment().Replace(file.Text, ""), library, RegexOptions.Multiline))
                .Select(file => file.Name)
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void No_file_says_more_than_260_lines() =>
        Assert.Empty(
            TooLong(
                260,
                Source
                    .Files("src", ".cs", ".cshtml", ".css", ".js")
                    .Concat(Source.Files("tests", ".cs"))
                    .Where(file =>
                        !file.Name.Contains("/Migrations/", StringComparison.Ordinal)
                        && !file.Name.Contains("/wwwroot/lib/", StringComparison.Ordinal)
                        && !file.Name.EndsWith(".css", StringComparison.Ordinal)
                    )
            )
        );

    [Fact]
    public void No_page_model_is_longer_than_100_lines() => Assert.Empty(TooLong(100, Source.Files("src", ".cshtml.cs")));

    [Fact]
    public void Views_have_no_inline_style_script_or_event() =>
        Assert.Empty(
            Source
                .Files("src", ".cshtml")
                .SelectMany(view => Inline().Matches(view.Text).Select(match => $"{view}: {match.Value}"))
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Views_and_styles_load_nothing_from_another_host() =>
        Assert.Empty(
            Source
                .Files("src", ".cshtml", ".css")
                .SelectMany(file => OtherHost().Matches(file.Text).Select(match => $"{file}: {match.Value}"))
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_form_that_changes_something_is_posted_with_antiforgery() =>
        // The tag helper adds the token only where action is not written out by hand.
        Assert.Empty(
            Source
                .Files("src", ".cshtml")
                .SelectMany(view => HandMadeForm().Matches(view.Text).Select(match => $"{view}: {match.Value}"))
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("src/Matchmaking.Web/Features", "Core Common Infrastructure Helpers Utils Services Managers")]
    [InlineData("src/Matchmaking.Web", "Core Common Infrastructure Helpers Utils Services Managers Controllers Repositories")]
    public void Folders_are_named_for_what_they_are(string folder, string names) =>
        Assert.Empty(
            names.Split(' ').Where(name => Directory.Exists(Path.Combine(Source.Root, folder, name))).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void What_a_first_visit_loads_beside_the_page_weighs_less_than_60_KB()
    {
        var files = Source.Files("src/Matchmaking.Web/wwwroot", ".css", ".js", "icons.svg", "favicon.svg");

        var weight = files.Sum(file => Compressed(file.Text));

        Assert.InRange(weight, 1, 60 * 1024);
    }

    private static long Compressed(string text)
    {
        using var small = new MemoryStream();
        using (var gzip = new GZipStream(small, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return small.Length;
    }

    /// <summary>Lines that say something: the formatter gives brackets lines of their own, which nobody has to read.</summary>
    [GeneratedRegex(@"^.*\w.*$", RegexOptions.Multiline)]
    private static partial Regex Telling();

    private static IEnumerable<string> TooLong(int lines, IEnumerable<SourceFile> files) =>
        from file in files
        let length = Telling().Count(file.Text)
        where length > lines
        orderby file.Name
        select $"{file} has {length} lines that say something";

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\sstyle=""|<style\b|\son[a-z]+=""|<script(?![^>]*\ssrc=)[^>]*>|javascript:|\shx-on[:-]", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex(@"(?:\ssrc=""|<link[^>]*\shref=""|url\(['""]?|@import ['""]?)(?:https?:)?//[^""')]+")]
    private static partial Regex OtherHost();

    [GeneratedRegex(@"<form(?![^>]*asp-antiforgery=""true"")(?=[^>]*method=""post"")(?=[^>]*\saction="")[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex HandMadeForm();
}
