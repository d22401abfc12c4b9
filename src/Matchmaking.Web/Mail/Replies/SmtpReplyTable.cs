using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Providers;

namespace Matchmaking.Web.Mail.Replies;

/// <summary>
/// The rows of <c>answers.json</c>, looked at in order; the first that fits decides. A new reply of a provider is a new row with its
/// test, not new code.
/// </summary>
public sealed partial class SmtpReplyTable
{
    private const int LongestText = 4000;
    private const string Nothing = "anything";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };
    private readonly Row[] _rows;

    /// <summary>Reads the table that is built in.</summary>
    public SmtpReplyTable()
    {
        using var stream = typeof(SmtpReplyTable).Assembly.GetManifestResourceStream("mail/replies.json")!;
        var file = JsonSerializer.Deserialize<TableFile>(stream, Json)!;
        _rows = [.. file.Rows.Select(row => new Row(row, row.Retry is { } name ? file.Pauses[name] : []))];
    }

    /// <summary>Names of all rows, in order.</summary>
    public IEnumerable<string> Rows => _rows.Select(row => row.Reply.Row);

    /// <summary>What a reply means.</summary>
    /// <param name="group">Whose server it is.</param>
    /// <param name="code">Reply code; 0 when there was none.</param>
    /// <param name="enhanced">Enhanced status code (RFC 3463); when null, it is taken from the beginning of the text.</param>
    /// <param name="text">The words of the server.</param>
    public SmtpReply Classify(ProviderGroup group, int code, string? enhanced, string? text)
    {
        text = CleanText.Cut(text ?? "", LongestText);
        enhanced ??= EnhancedAtStart().Match(text) is { Success: true } match ? match.Groups[1].Value : "";
        foreach (var row in _rows)
            if (row.Fits(group, code, enhanced, text))
                return row.Reply;
        throw new InvalidOperationException("The last row of answers.json must fit everything.");
    }

    /// <summary>
    /// What the report of a mail that was given up means. Where nothing is understood it is final: a server that writes a report does not
    /// try again, and to send the mail once more for reasons unknown may be one copy too many.
    /// </summary>
    /// <inheritdoc cref="Classify"/>
    public SmtpReply ClassifyReport(ProviderGroup group, int code, string? enhanced, string? text) =>
        Classify(group, code, enhanced, text) is var answer && answer.Row != Nothing ? answer : GivenUp;

    /// <summary>Given up for a reason that says nothing about the address.</summary>
    public SmtpReply GivenUp => _rows.First(row => row.Reply.Class == SmtpReplyClass.Failed).Reply;

    /// <summary>Not an IP address, which some servers begin with.</summary>
    [GeneratedRegex(@"^\s*(?:[245]\d\d[ -])?\s*#?([245]\.\d{1,3}\.\d{1,3})(?:[^\d.]|$)", RegexOptions.NonBacktracking)]
    private static partial Regex EnhancedAtStart();

    private sealed class Row(RowFile file, TimeSpan[] steps)
    {
        private readonly Regex? _code = Pattern(file.Code),
            _enhanced = Pattern(file.Enhanced);

        /// <summary>Made when a reply comes that far: making all of them is a tenth of the start of a node.</summary>
        private readonly Lazy<Regex>? _text = file.Text is not { } text
            ? null
            : new(() => new(text, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));

        public SmtpReply Reply { get; } = new(file.Class, file.Scope, steps, file.TellDesk, file.Id);

        public bool Fits(ProviderGroup group, int code, string enhanced, string text) =>
            (file.Group is null || file.Group == group)
            && (_code is null || (code > 0 && _code.IsMatch($"{code:000}")))
            && (_enhanced is null || _enhanced.IsMatch(enhanced))
            && (_text is null || _text.Value.IsMatch(text));

        /// <summary>"4xx" or "5.7.x", and several of them with | between; x stands for digits.</summary>
        private static Regex? Pattern(string? pattern) =>
            pattern is null
                ? null
                : new(
                    $"^(?:{pattern.Replace(".", @"\.", StringComparison.Ordinal).Replace("x", "[0-9]+", StringComparison.Ordinal)})$",
                    RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
                );
    }

    /// <summary>The file: named lists of how long to wait the first time, the second …, and the rows that use them.</summary>
    private sealed record TableFile(Dictionary<string, TimeSpan[]> Pauses, RowFile[] Rows);

    /// <summary>
    /// A row; what is not given fits everything. Source says where the reply is described; "(own)" is a judgement of ours.
    /// </summary>
    private sealed record RowFile(
        string Id,
        SmtpReplyClass Class,
        BackOffScope Scope,
        string Source,
        ProviderGroup? Group = null,
        string? Code = null,
        string? Enhanced = null,
        string? Text = null,
        string? Retry = null,
        bool TellDesk = false
    );
}
