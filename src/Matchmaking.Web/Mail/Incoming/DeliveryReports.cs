using System.Globalization;
using System.Text.RegularExpressions;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Replies;
using MimeKit;

namespace Matchmaking.Web.Mail.Incoming;

/// <summary>Reads the machine's part of a delivery report (RFC 3464).</summary>
internal sealed partial class DeliveryReports(SmtpReplyTable answers, ProviderRegister providers)
{
    private const int LongestDiagnostic = 1000,
        LongestField = 4000,
        MostRecipients = 1000;

    public IncomingReport Read(MessageDeliveryStatus status, OriginalMail original)
    {
        // The first group is about the report itself; it has no Action, so it need not be counted.
        var groups = status.StatusGroups.Where(group => group["Action"] is not null).Take(MostRecipients).ToList();
        var failed = Of(groups, "failed");
        if (failed.Count > 0)
            return new DeliveryFailure(original, failed);
        var delayed = Of(groups, "delayed");
        if (delayed.Count > 0)
            return new DeliveryDelay(original, delayed);
        // "delivered", "relayed", "expanded": good news that we never ask for. Without any action somebody should see it.
        return groups.Count > 0 ? new AutomaticReply() : new ForPerson();
    }

    private List<ReportedRecipient> Of(List<HeaderList> groups, string action) =>
        [.. groups.Where(group => action.Equals(group["Action"]?.Trim(), StringComparison.OrdinalIgnoreCase)).Select(Read)];

    private ReportedRecipient Read(HeaderList group)
    {
        var address = ReportReader.Address(group["Original-Recipient"]) ?? ReportReader.Address(group["Final-Recipient"]);
        var status = Status().Match(Line(group["Status"])) is { Success: true } match ? match.Groups[1].Value : null;
        var server = AfterType(group["Remote-MTA"]);
        var diagnostic = AfterType(group["Diagnostic-Code"]);
        var (code, words) = Reply(diagnostic ?? "");
        if (code == 0 && status is not null)
            code = (status[0] - '0') * 100;
        // The server's own status, in its words, before the one that the reporting server made of them.
        var enhanced = Status().Match(words) is { Success: true, Index: 0 } own ? own.Groups[1].Value : status;
        var answer = answers.ClassifyReport(Group(server, address), code, enhanced, words);
        return new(address, status, code, diagnostic, server, answer);
    }

    private ProviderGroup Group(string? server, string? address) =>
        (server is null ? null : providers.GroupOfServer(server.Split(' ')[0]))
        ?? (address is null ? null : providers.GroupOf(address[(address.LastIndexOf('@') + 1)..]))
        ?? ProviderGroup.Others;

    /// <summary>
    /// The reply code in a server's answer, and what follows it. A number in the middle of a sentence is none, nor is a port.
    /// </summary>
    internal static (int Code, string Words) Reply(string text)
    {
        if (ReplyCode().Match(text) is not { Success: true } match)
            return (0, text);
        var code = match.Groups[1];
        return (int.Parse(code.ValueSpan, CultureInfo.InvariantCulture), text[(code.Index + code.Length)..].TrimStart(' ', '-', '#'));
    }

    /// <summary>"smtp; 550 …" or "dns; mx.example" without the type, on one line.</summary>
    private static string? AfterType(string? field) =>
        field is null ? null : CleanText.Cut(Line(field[(field.IndexOf(';', StringComparison.Ordinal) + 1)..]), LongestDiagnostic);

    private static string Line(string? field) => CleanText.Line(CleanText.Cut(field ?? "", LongestField));

    [GeneratedRegex(@"([245]\.\d{1,3}\.\d{1,3})(?:[^\d.]|$)", RegexOptions.NonBacktracking)]
    private static partial Regex Status();

    [GeneratedRegex(
        @"(?:^\s*|(?:^|[^\]])[:：<>(]\s*|\b(?:said|error|code|response)\s+)([45]\d\d)(?:[\s#-]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex ReplyCode();
}
