using System.Text.RegularExpressions;
using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries.Answers;

/// <summary>Fills templates in, and tells what a person has written from what a template says.</summary>
public sealed partial class AnswerTemplates(MatchmakingDb db)
{
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
                        "investor" => enquiry.ContactName,
                        "listing" => enquiry.Opportunity?.Title.In(language) ?? enquiry.Company,
                        "number" => EnquiryWords.Name(enquiry.Number),
                        "officer" => officer,
                        "due" => Answered(enquiry) is { } promise ? TwoClocks.Moment(promise.DueAt, language) : match.Value,
                        _ => match.Value,
                    }
            );

    /// <summary>Puts a filled template to what is written already: under it, so that nothing typed is lost.</summary>
    public static string Append(string? typed, string filled) =>
        CleanText.Lines(typed) is { Length: > 0 } words ? words + "\n\n" + filled : filled;

    /// <summary>The promise whose time a template names: that the question is answered, while it is owed.</summary>
    private static AnswerPromise? Answered(Enquiry enquiry) =>
        enquiry.Promises.Find(promise => promise is { Kind: PromiseKind.Substantive, IsOwed: true }) ?? enquiry.NextPromise;

    /// <summary>What is still to be filled in, as it stands between the braces.</summary>
    public static IReadOnlyList<string> Open(string text) =>
        [.. Placeholder().Matches(text).Select(match => match.Groups["name"].Value.Trim())];

    /// <summary>Whether a text is one of the templates as it stands: spaces and blank lines make it no person's words.</summary>
    public static bool IsUntouched(string text, IEnumerable<AnswerTemplate> templates, Enquiry enquiry, string officer) =>
        templates.Any(template => Language.All.Any(language => Same(text, Fill(template, enquiry, language, officer))));

    private static bool Same(string one, string other) => Bare(one) == Bare(other);

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    [GeneratedRegex(@"\{\{(?<name>[^{}]{1,60})\}\}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
