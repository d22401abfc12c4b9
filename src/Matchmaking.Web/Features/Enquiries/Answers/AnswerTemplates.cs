using System.Text.RegularExpressions;
using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries.Answers;

/// <summary>Fills templates in, and tells what a person has written from what a template says.</summary>
public sealed partial class AnswerTemplates(MatchmakingDb db)
{
    /// <summary>So many letters or digits beside a template are somebody's own words, "yes" among them.</summary>
    private const int LeastWords = 3;

    /// <summary>The same in Chinese characters.</summary>
    private const int LeastHan = 2;

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

    /// <summary>What is still to be filled in, as it stands between the braces.</summary>
    public static IReadOnlyList<string> Open(string text) =>
        [.. Placeholder().Matches(text).Select(match => match.Groups["name"].Value.Trim())];

    /// <summary>
    /// Whether a text is made of templates as they stand, of one or several: spaces, signs and a letter or two make it no person's words.
    /// What no template is in is a person's, however short.
    /// </summary>
    public static bool IsUntouched(string text, IEnumerable<AnswerTemplate> templates, Enquiry enquiry, string officer)
    {
        var (typed, rest) = (Bare(text), Bare(text));
        var filled = templates.SelectMany(template => Language.All.Select(language => Bare(Fill(template, enquiry, language, officer))));
        foreach (var template in filled.Where(bare => bare.Length > 0).OrderByDescending(bare => bare.Length))
            rest = rest.Replace(template, "", StringComparison.Ordinal);
        return rest.Length < typed.Length && rest.Length < LeastWords && rest.Count(IsHan) < LeastHan;
    }

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static bool IsHan(char c) => c is >= '\u3400' and <= '\u9FFF';

    [GeneratedRegex(@"\{\{(?<name>[^{}]{1,60})\}\}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
