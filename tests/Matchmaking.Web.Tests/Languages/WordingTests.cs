using System.Text.RegularExpressions;
using Matchmaking.Web.Features.Desk.Mail.Samples;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;

namespace Matchmaking.Web.Tests.Languages;

/// <summary>One word for one thing, and each language's own marks and numbers.</summary>
public sealed partial class WordingTests(Site site) : IClassFixture<Site>
{
    private static readonly Texts Texts = new();

    public static TheoryData<string> Languages => [.. Language.All];

    /// <summary>Words that were given up, with what is said instead. They are looked for at the beginning of words.</summary>
    [Theory]
    [InlineData("zh-Hans", "招商台", "招商团队、招商专员、工作台")]
    [InlineData("zh-Hans", "中阿|阿方", "中国与阿塞拜疆、阿塞拜疆方面：“中阿”通常指中国与阿拉伯国家")]
    [InlineData("zh-Hans", "最新事实|已知事实", "最新动态、背景资料")]
    [InlineData("zh-Hans", "法律进度|阶段", "签约进度、进度")]
    [InlineData("zh-Hans", "投资人", "投资者")]
    [InlineData("zh-Hans", "额度", "金额")]
    [InlineData("zh-Hans", "条(新|投资)?机会", "个机会")]
    [InlineData("zh-Hans", "不得出现的词", "排除词")]
    [InlineData("zh-Hans", "[「」]", "“ ”")]
    [InlineData("zh-Hans", "(?<!未设)截止日期", "有效期至、未设截止日期")]
    [InlineData("zh-Hans", "(?<!有变更，)不再为您推送", "除非内容有变更，不再为您推送：有变更会再次通知")]
    [InlineData("az", "masa(?!llı)", "Əməkdaş paneli; AZPROMO, əməkdaş")]
    [InlineData("az", "mandat", "investisiya sorğusu")]
    [InlineData("az", "yayım", "dərc")]
    [InlineData("az", "vəziyyət", "status; açıqlıq; sistemin işləkliyi")]
    [InlineData("az", "süz", "filtr")]
    [InlineData("az", "qadağan", "bloklanmış; istisna söz")]
    [InlineData("az", "tutuşdur", "müqayisə")]
    [InlineData("az", "yandır|söndür", "aktiv; deaktiv")]
    [InlineData("az", "ən (az|çox) məbləğ", "minimum, maksimum məbləğ")]
    [InlineData("az", "baxış (keçir|növbəsi|gözlə)|önbaxış|ilkin baxış", "yoxlama; əvvəlcədən baxış")]
    [InlineData("az", "fon işləri", "arxa plan tapşırıqları")]
    [InlineData("az", "idxal", "yükləmə")]
    [InlineData("az", "(?<!yadda )saxladı", "yadda saxla")]
    [InlineData("az", "boş saxla", "boş buraxın")]
    [InlineData("en", "mails?\\b(?! (server|provider|program))|e-mail", "email")]
    [InlineData("en", "ticket", "amount")]
    [InlineData("en", "bar(red)?\\b", "block")]
    [InlineData("en", "whom\\b", "who")]
    [InlineData("en", "(is|are|was|be|been) told\\b|tells? (you|people|everybody)", "notify")]
    [InlineData("en", "deadline", "valid until; end date")]
    [InlineData("en", "not be sent to you( again)?\\.", "not be sent to you unless it changes: a change is sent")]
    [InlineData("en", "to the desk\\b(?<!^Go to the desk)|the desk (has|is|reviews|writes)\\b", "AZPROMO")]
    public void A_word_that_was_given_up_does_not_come_back(string language, string word, string instead)
    {
        var start = language == Language.Chinese ? "" : @"(?<![\p{L}{])";
        var given = new Regex($"{start}(?:{word})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

        var found = Texts.All.Where(text => given.IsMatch(text.Value.In(language))).Select(text => $"{text.Key} ({instead})");

        Assert.Empty(found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("zh-Hans", @"\d,\d{3}|\d [万亿]")]
    [InlineData("az", @"\d,\d{3}|\d\.\d|\d 0{3}")]
    [InlineData("en", @"\d \d{3}|\d,\d{1,2}\b")]
    public void A_number_is_written_as_readers_of_the_language_write_it(string language, string wrong) =>
        Assert.Empty(Texts.All.Where(text => Regex.IsMatch(text.Value.In(language), wrong)).Select(text => text.Key));

    [Fact]
    public void No_Azerbaijani_ending_follows_a_value_whose_vowels_are_not_known() =>
        Assert.Empty(Texts.All.Where(text => EndingAfterValue().IsMatch(text.Value.Az)).Select(text => text.Key));

    [Theory]
    [InlineData("zh-Hans", "甲、乙", "甲；乙、丙")]
    [InlineData("az", "A, B", "A; B, C")]
    [InlineData("en", "A, B", "A; B, C")]
    public void A_row_of_things_is_separated_by_a_mark_that_none_of_them_has(string language, string simple, string wide)
    {
        var text = new Text(Texts, language);
        var (first, second) = (simple[..1], simple[^1..]);
        var separator = simple[1..^1];

        Assert.Equal(simple, text.List(first, second));
        Assert.Equal(wide, text.List(first, second + separator + wide[^1..]));
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task The_plain_text_of_a_mail_has_the_marks_of_its_language(string language) =>
        await site.RunAsync<MailSamples>(samples =>
        {
            var wrong = language == Language.Chinese ? HalfWidthMark() : FullWidthMark();
            var found = samples
                .In(language)
                .SelectMany(mail => mail.Plain.Split('\n').Where(line => wrong.IsMatch(line)).Select(line => $"{mail.Name}: {line}"));

            Assert.Empty(found);
            return Task.CompletedTask;
        });

    [Fact]
    public void The_address_at_the_foot_of_mails_is_written_in_each_language() =>
        Assert.Empty(Writing.Faults("the postal address", new MailSettings().PostalAddress));

    [GeneratedRegex(@"\}-\p{L}|\} d[əa]\b")]
    private static partial Regex EndingAfterValue();

    /// <summary>Behind a Chinese character or a bracket; not inside of an address.</summary>
    [GeneratedRegex(@"[\u3400-\u9FFF”）][,;:?!]|^[^/@]*[,;:?!][\u3400-\u9FFF]")]
    private static partial Regex HalfWidthMark();

    [GeneratedRegex("[，；：？！、。（）]")]
    private static partial Regex FullWidthMark();
}
