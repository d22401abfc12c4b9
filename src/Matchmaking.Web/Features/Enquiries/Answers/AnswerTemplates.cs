using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries.Answers;

/// <summary>Fills templates in, and tells what a person has written from what a template says.</summary>
public sealed partial class AnswerTemplates(MatchmakingDb db)
{
    /// <summary>So many letters of an alphabet beside a template are somebody's own words.</summary>
    private const int LeastLetters = 2;

    private const string Agency = "AZPROMO";

    /// <summary>Of a blank, as a complaint names it; in characters.</summary>
    private const int LongestName = 60;

    /// <summary>Stands in no text.</summary>
    private const string Gap = "\0";

    /// <summary>All of them, the oldest first.</summary>
    public Task<List<AnswerTemplate>> AllAsync(CancellationToken cancel) =>
        db.Set<AnswerTemplate>().AsNoTracking().OrderBy(template => template.Id).ToListAsync(cancel);

    /// <summary>The text of a template with what the product knows; the rest stays in its braces for whoever answers.</summary>
    /// <param name="template">Which.</param>
    /// <param name="enquiry">With its listing and its promises.</param>
    /// <param name="language">In which it is written.</param>
    /// <param name="officer">Who answers.</param>
    public static string Fill(AnswerTemplate template, Enquiry enquiry, string language, string officer) =>
        Placeholder()
            .Replace(
                template.Text.In(language),
                match =>
                    match.Groups["name"].Value.Trim() switch
                    {
                        "investor" => WithoutBraces(enquiry.ContactName),
                        "listing" => WithoutBraces(enquiry.Opportunity?.Title.In(language) ?? enquiry.Company),
                        "number" => EnquiryWords.Name(enquiry.Number),
                        "officer" => WithoutBraces(officer),
                        "due" => Answered(enquiry) is { } promise ? TwoClocks.Moment(promise.DueAt, language) : match.Value,
                        _ => match.Value,
                    }
            );

    /// <summary>A name with braces in it would read as something that is still to be filled in.</summary>
    private static string WithoutBraces(string name) =>
        name.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);

    /// <summary>Puts a filled template to what is written already: under it, so that nothing typed is lost.</summary>
    public static string Append(string? typed, string filled) =>
        CleanText.Lines(typed) is { Length: > 0 } words ? words + "\n\n" + filled : filled;

    /// <summary>The promise whose time a template names: that the question is answered, while it is owed.</summary>
    private static AnswerPromise? Answered(Enquiry enquiry) =>
        enquiry.Promises.Find(promise => promise is { Kind: PromiseKind.Substantive, IsOwed: true }) ?? enquiry.NextPromise;

    /// <summary>What is still to be filled in, as it stands between the braces; one whose other end is gone is still open.</summary>
    public static IReadOnlyList<string> Open(string text) =>
        [
            .. Braces()
                .Matches(text)
                .Select(match =>
                    CleanText.Shown(match.Groups["name"].Value.Trim(), LongestName) is { Length: > 0 } name ? name : match.Value
                ),
        ];

    /// <summary>
    /// Whether nobody wrote the text: it has signs alone, or it is made of templates, of one or several, with nothing in their gaps but
    /// what the product knows and a letter. What no template is in is a person's, however short.
    /// </summary>
    public static bool IsUntouched(string text, IEnumerable<AnswerTemplate> templates, Enquiry enquiry, string officer)
    {
        var typed = Bare(text);
        if (typed.Length == 0)
            return text.Length > 0;
        // When it was due may have changed since a template said it.
        typed = Moments().Replace(typed, " ");
        string[] pieces = [.. templates.SelectMany(template => Language.All.SelectMany(language => PiecesOf(template, language)))];
        if (!pieces.Any(piece => typed.Contains(piece, StringComparison.Ordinal)))
            return false;
        // What stands in the gaps: the values that the product puts there, and the names that a message is signed with.
        var known = Language.All.SelectMany(language =>
            new[]
            {
                enquiry.ContactName,
                enquiry.Opportunity?.Title.In(language) ?? enquiry.Company,
                EnquiryWords.Name(enquiry.Number),
                officer,
                Agency,
            }
        );
        return !HasWords(Without(typed, pieces.Concat(known.Select(Bare))));
    }

    /// <summary>What a template says between its placeholders.</summary>
    private static IEnumerable<string> PiecesOf(AnswerTemplate template, string language) =>
        Placeholder().Replace(template.Text.In(language), Gap).Split(Gap).Select(Bare).Where(HasWords);

    /// <summary>The longest first: a piece may be within another one.</summary>
    private static string Without(string text, IEnumerable<string> pieces) =>
        pieces
            .Where(piece => piece.Length > 0)
            .OrderByDescending(piece => piece.Length)
            .Aggregate(text, (rest, piece) => rest.Replace(piece, " ", StringComparison.Ordinal));

    /// <summary>A number, a Chinese character, or two letters: "20", "好", "OK".</summary>
    private static bool HasWords(string bare) =>
        bare.EnumerateRunes().Any(rune => Rune.IsDigit(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherLetter)
        || bare.EnumerateRunes().Count(Rune.IsLetter) >= LeastLetters;

    private static string Bare(string text) =>
        string.Concat(text.EnumerateRunes().Where(Rune.IsLetterOrDigit).Select(rune => rune.ToString())).ToUpperInvariant();

    [GeneratedRegex(@"\{\{(?<name>[^{}]+)\}\}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\{\{(?<name>[^{}\n]*)(\}\})?|\}\}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Braces();

    /// <summary>What <see cref="TwoClocks.Moment"/> says in each language, without signs and in capitals.</summary>
    [GeneratedRegex(
        """
            \d{1,2}月\d{1,2}日周\w北京时间\d{4}(\d{1,2}月\d{1,2}日周\w)?巴库\d{4}
            |(BE|ÇA|CA|B|Ç|C|Ş)\d{1,2}\p{L}{3,9}BAK\w\d{4}((BE|ÇA|CA|B|Ç|C|Ş)\d{1,2}\p{L}{3,9})?PEK\wN\d{4}
            |(MON|TUE|WED|THU|FRI|SAT|SUN)\d{1,2}[A-Z]{3,4}\d{4}BAKU((MON|TUE|WED|THU|FRI|SAT|SUN)\d{1,2}[A-Z]{3,4})?\d{4}BEIJING
            """,
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Moments();
}
