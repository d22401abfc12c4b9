using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Tests.Languages;

/// <summary>What is left of text from outside, and where it is cut.</summary>
public sealed class CleanTextTests
{
    private const string Strange =
        "a\0\u0007\uD83D\uDE00\uFFFE\uFFFF\uFDD0\u200B\u202E\uFEFF\uFFFDб\u0301\u3000里\U0001FFFE\U000E0041\uDC00";

    [Theory]
    [InlineData("BYD 客车", "BYD 客车")]
    [InlineData("a\0b\u0007c", "abc")]
    [InlineData("cut \uD83D", "cut ")]
    [InlineData("\uDE00 cut", " cut")]
    [InlineData("😀𠮷", "😀𠮷")]
    [InlineData("a\uFFFE\uFFFF\uFDD0\uFDEF\U0001FFFE\U0010FFFFb", "ab")]
    [InlineData("a\u200B\u202E\u2066\uFEFF\u00AD\u034F\U000E0041b", "ab")]
    [InlineData("one\ttwo\r\nthree", "one\ttwo\r\nthree")]
    [InlineData("葛\U000E0100城", "葛\U000E0100城")]
    [InlineData(null, "")]
    public void What_nobody_can_keep_or_see_goes_and_the_rest_stays(string? text, string clean) => Assert.Equal(clean, CleanText.Of(text));

    [Theory]
    [InlineData(30, 30)]
    [InlineData(31, 30)]
    [InlineData(4000, 30)]
    public void A_character_carries_at_most_thirty_marks(int marks, int kept) =>
        Assert.Equal("e" + Marks(kept) + "a" + Marks(2), CleanText.Of("e" + Marks(marks) + "a" + Marks(2)));

    private static string Marks(int count) => string.Concat(Enumerable.Range(0, count).Select(i => i % 2 == 0 ? '\u0301' : '\u0316'));

    [Fact]
    public void A_text_that_is_clean_is_the_same_object() => Assert.Same(Same, CleanText.Of(Same));

    private const string Same = "Şəki 里海 😀";

    [Theory]
    [InlineData("  里海\u200B  新能\u202E源\u0007 ", "里海 新能源")]
    [InlineData("one\ttwo\nthree\u2028four\vfive", "one two three four five")]
    [InlineData("e\u0301", "é")]
    [InlineData("\u3164", "")]
    [InlineData("\u2800\u115F\u1160\uFFA0", "")]
    [InlineData("\u0301\uFE0F \u20DD", "")]
    [InlineData("\u3164Acme\u2800", "Acme")]
    [InlineData("️❤", "️❤")]
    public void A_line_is_one_line_and_empty_where_nothing_can_be_seen(string text, string line) =>
        Assert.Equal(line, CleanText.Line(text));

    [Theory]
    [InlineData("a\r\n\r\n\r\n\r\nb \rc", "a\n\nb\nc")]
    [InlineData("\n\n a\n\n\n", "a")]
    [InlineData("a\tb", "a b")]
    [InlineData("\u3164\n\u2800", "")]
    public void Lines_keep_at_most_one_empty_line_between_them(string text, string lines) => Assert.Equal(lines, CleanText.Lines(text));

    [Theory]
    [InlineData("abcdef", 3, "", "abc")]
    [InlineData("abcdef", 6, "…", "abcdef")]
    [InlineData("abcdef", 5, "…", "abcd…")]
    [InlineData("ab😀", 3, "", "ab")]
    [InlineData("ab😀", 4, "", "ab😀")]
    [InlineData("abe\u0323\u0301", 4, "", "ab")]
    [InlineData("a👩‍🔧", 4, "", "a")]
    [InlineData("🇦🇿🇨🇳", 5, "", "🇦🇿")]
    public void A_cut_never_goes_through_a_character(string text, int most, string ending, string cut) =>
        Assert.Equal(cut, CleanText.Cut(text, most, ending));

    [Fact]
    public void A_character_longer_than_the_room_is_cut_between_its_code_points()
    {
        var letter = "a" + string.Concat(Enumerable.Repeat("\U0001D165", 40));

        Assert.Equal(7, CleanText.Cut(letter, 8).Length);
        Assert.Equal(1, CleanText.Cut(letter, 2).Length);
    }

    [Fact]
    public void What_is_shown_of_a_long_text_ends_in_dots() =>
        Assert.Equal(("ab…", "abc"), (CleanText.Shown("abcd", 2), CleanText.Shown("abc", 3)));

    [Property(MaxTest = 500)]
    public Property Whatever_comes_can_be_encoded_kept_and_cut_anywhere() =>
        Prop.ForAll(
            Hostile().ToArbitrary(),
            Gen.Choose(1, 40).ToArbitrary(),
            (text, most) =>
            {
                foreach (
                    var kept in new[]
                    {
                        CleanText.Of(text),
                        CleanText.Line(text),
                        CleanText.Lines(text),
                        CleanText.Line(text, most),
                        CleanText.Cut(CleanText.Of(text), most),
                        CleanText.Shown(text, most),
                    }
                )
                {
                    Assert.Equal(
                        kept,
                        new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(new UTF8Encoding(false, true).GetBytes(kept))
                    );
                    Assert.DoesNotContain(
                        kept,
                        c => c == '\0' || (c is '\uFFFE' or '\uFFFF') || char.GetUnicodeCategory(c) == UnicodeCategory.Format
                    );
                    _ = kept.Normalize(NormalizationForm.FormKD);
                }
                Assert.True(CleanText.Line(text, most).Length <= most && CleanText.Shown(text, most).Length <= most + 1);
                Assert.Equal(CleanText.Line(text), CleanText.Line(CleanText.Line(text)));
                Assert.Equal(CleanText.Lines(text), CleanText.Lines(CleanText.Lines(text)));
            }
        );

    /// <summary>Strange characters among ordinary ones, broken at any unit.</summary>
    private static Gen<string> Hostile() =>
        Gen.Choose(0, Strange.Length - 1)
            .Select(at => Strange[at])
            .Or(Gen.Elements("ab 里ə\n\t😀".ToCharArray()))
            .ListOf()
            .Select(list => new string([.. list]));
}
