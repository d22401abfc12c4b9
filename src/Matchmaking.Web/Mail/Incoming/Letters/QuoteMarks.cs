using System.Text.RegularExpressions;

namespace Matchmaking.Web.Mail.Incoming.Letters;

/// <summary>
/// The lines with which mail programs introduce the mail that is answered, in the languages of our readers: a rule with words in it, a line
/// such as "On … wrote:", or the mail's headers. What stands here alone decides nothing; <see cref="LetterFolding"/> looks at what follows.
/// </summary>
internal static partial class QuoteMarks
{
    private const int LongestLine = 400,
        LongestAttribution = 3,
        LongestHeaders = 12,
        LeastHeaders = 3;

    /// <summary>How many lines from this one on introduce a quote; 0 when it is an ordinary line.</summary>
    /// <param name="lines">All of the letter.</param>
    /// <param name="at">Of them.</param>
    /// <param name="isCertain">Whether a quote follows even where no line of it carries a mark.</param>
    public static int Length(IReadOnlyList<LetterLine> lines, int at, out bool isCertain)
    {
        isCertain = true;
        if (lines[at].Depth > 0 || lines[at].IsBlank)
            return 0;
        var rule = IsRule(lines[at].Words) ? NextWords(lines, at + 1) : at;
        if (rule < lines.Count && HeaderLength(lines, rule) is > 0 and var headers)
            return rule + headers - at;
        if (Separator().IsMatch(Short(lines[at])) || (lines[at].Mark == LetterMark.Original && AnyHeader().IsMatch(lines[at].Words)))
            return 1;
        return AttributionLength(lines, at, out isCertain);
    }

    /// <summary>"My answers are below, in red": then what looks like a quote holds some of them.</summary>
    public static bool PointsBelow(string text) => Below().IsMatch(text);

    /// <summary>"Sent from my iPhone": written by the machine.</summary>
    public static bool IsDevice(LetterLine line) => Device().IsMatch(Short(line));

    /// <summary>"-- ", with which signatures begin (RFC 3676, 4.3). Programs lose its space.</summary>
    public static bool IsSignatureRule(LetterLine line) => line is { Depth: 0, Words: "--" };

    private static bool IsRule(string words) =>
        words.Length is >= 5 and <= LongestLine && words.All(c => c is '_' or '-' or '=' or '—' or '─');

    private static string Short(LetterLine line) => line.Words.Length > LongestLine ? "" : line.Words;

    private static int NextWords(IReadOnlyList<LetterLine> lines, int at)
    {
        while (at < lines.Count && lines[at].IsBlank)
            at++;
        return at;
    }

    /// <summary>
    /// The headers of a mail: three different ones or more within a few lines, the first of which says who wrote or when, and the
    /// subject among them. A signature has a "From:" at most by chance, and an itinerary has no subject.
    /// </summary>
    private static int HeaderLength(IReadOnlyList<LetterLine> lines, int at)
    {
        if (lines[at].Depth > 0 || Kind(lines[at]) is not (HeaderKind.From or HeaderKind.Sent))
            return 0;
        var (kinds, end) = (new HashSet<HeaderKind>(), at);
        for (var i = at; i < Math.Min(lines.Count, at + LongestHeaders) && lines[i].Depth == 0; i++)
            if (Kind(lines[i]) is { } kind && kinds.Add(kind))
                end = i + 1;
        return kinds.Count >= LeastHeaders && kinds.Contains(HeaderKind.Subject) ? end - at : 0;
    }

    private static HeaderKind? Kind(LetterLine line)
    {
        var match = Header().Match(Short(line));
        if (!match.Success)
            return null;
        return match.Groups["from"].Success ? HeaderKind.From
            : match.Groups["sent"].Success ? HeaderKind.Sent
            : match.Groups["to"].Success ? HeaderKind.To
            : match.Groups["copy"].Success ? HeaderKind.Copy
            : HeaderKind.Subject;
    }

    private enum HeaderKind
    {
        From,
        Sent,
        To,
        Copy,
        Subject,
    }

    /// <summary>"On … wrote:", which programs break into up to three lines.</summary>
    private static int AttributionLength(IReadOnlyList<LetterLine> lines, int at, out bool isCertain)
    {
        var text = Short(lines[at]);
        if (IsAttribution(text, out isCertain))
            return 1;
        if (!Opening().IsMatch(text))
            return 0;
        for (var length = 2; length <= LongestAttribution && at + length <= lines.Count; length++)
        {
            var line = lines[at + length - 1];
            // What is one by itself needs no line before it: that one is the writer's. Gmail in Chinese breaks before "于2026年…写道：".
            var isWhole = IsAttribution(Short(line), out _) && Opening().IsMatch(Short(line)) && line.Words[0] is not ('于' or '於');
            if (line.Depth > 0 || line.IsBlank || isWhole)
                return 0;
            text += " " + Short(line);
            if (text.Length <= LongestLine && IsAttribution(text, out isCertain))
                return length;
        }
        return 0;
    }

    private static bool IsAttribution(string text, out bool isCertain)
    {
        isCertain = false;
        if (text.Length < 8 || text[^1] is not (':' or '：'))
            return false;
        var (verb, address, time) = (Verb().IsMatch(text), Address().IsMatch(text), Time().IsMatch(text));
        isCertain = (verb && (address || time)) || (address && time);
        return isCertain || (verb && Opening().IsMatch(text));
    }

    [GeneratedRegex(
        @"^[-_=*—─~ \u00A0]{2,}(?:回复的原邮件|轉寄的郵件|[转轉][发發]的?[邮郵]件(?:信息)?|[原源]始?[邮郵]件(?:信息|原件)?|原始信息"
            + @"|[邮郵]件原件"
            + @"|original(?: message| appointment| mail)?|replied message|forwarded message|orijinal (?:mesaj|məktub)"
            + @"|ilkin (?:mesaj|məktub)"
            + @"|исходное сообщение|(?:пересылаемое|пересланное) сообщение|orijinal ileti|ursprüngliche nachricht)"
            + @"[-_=*—─~ \u00A0:：]{2,}$|^(?:begin forwarded message|начало (?:пересылаемого|переадресованного) сообщения|以下是转发的邮件)\s*[:：]$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Separator();

    [GeneratedRegex(
        @"^[*|\s]*(?:(?<from>发件人|發件人|寄件者|寄件人|from|kimdən|göndərən|от кого|от|отправитель|kimden|gönderen|von)"
            + @"|(?<sent>发送时间|發送時間|发送日期|发件时间|寄件日期|傳送時間|时间|日期|sent|date|göndərilib|göndərilmə tarixi|göndərilmə vaxtı|tarix"
            + @"|отправлено|дата|gönderildi|tarih|gesendet|datum)"
            + @"|(?<to>收件人|收件者|to|kimə|alan|alıcı|кому|kime|an)"
            + @"|(?<copy>抄送|抄送人|副本|cc|surət|surəti|nüsxə|копия|bilgi)"
            + @"|(?<subject>主题|主題|主旨|标题|subject|mövzu|тема|konu|betreff))\s?\*?\s{0,4}[:：|\t]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Header();

    [GeneratedRegex(
        @"^(?:on\b|at\b|在|于|於|\p{L}{2,12},? \d|\d|(?:пн|вт|ср|чт|пт|сб|вс)\b)|<[^<>\s]*@|<$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Opening();

    [GeneratedRegex(
        @"(?:\bwrote|\bwrites|写道|寫道|写到|寫到|来信|написал|написала|написал\(а\)|пишет|\byazdı|\byazıb|\byazır|\byazmışdır|schrieb)\s*[:：]$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Verb();

    [GeneratedRegex(@"[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"\d{1,2}[:：.]\d{2}|\d{4}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Time();

    [GeneratedRegex(
        @"\b(?:in ?line|in (?:red|blue|green|bold)|see (?:my (?:answers|comments|replies) )?below|(?:answers|comments"
            + @"|replies) (?:are )?below)\b"
            + @"|[红紅蓝藍绿綠]字|[红紅蓝藍绿綠]色|[见見]下[文面方]|下[文面方].{0,6}[回答]|逐[条條]|原文中"
            + @"|\başağıda|qırmızı|\bниже\b|красным|синим",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Below();

    [GeneratedRegex(
        @"^[\s-]*(?:[发發]自.{0,10}(?:iPhone|iPad|Mac|Android|手机|手機|平板|华为|HUAWEI|荣耀|小米|Xiaomi|OPPO|vivo|三星|Samsung|邮箱大师|企业微信"
            + @"|Foxmail|QQ邮箱|Outlook).{0,20}|[从從]我的.{0,20}(?:iPhone|iPad|Android|手机|手機|设备|裝置)\s?(?:发送|[传傳]送)|获取 ?Outlook.{0,40}"
            + @"|sent (?:from|via|with) (?:my )?(?:iphone|ipad|android|mobile|phone|galaxy|samsung|huawei|xiaomi|blackberry"
            + @"|mail for|outlook|yahoo"
            + @"|foxmail|mail\.ru).{0,50}|get outlook for .{1,60}|(?:iphone|ipad|android|samsung|huawei|outlook|mobil"
            + @"|telefon).{0,20} göndəril(?:di|ib)\.?"
            + @"|отправлено (?:с|из) (?:iphone|ipad|android|моего|мобильн|устройства|почты|outlook|mail).{0,50})$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Device();

    /// <summary>A word or two and a colon, in whatever language: Outlook's own block says that headers follow.</summary>
    [GeneratedRegex(@"^[^:：]{1,30}[:：]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AnyHeader();
}
