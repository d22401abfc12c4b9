using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Mail;

/// <summary>
/// The content of a mail as a list of blocks, rendered twice: as HTML of tables and inline styles (the only kind that QQ Mail,
/// 163 and Outlook all show alike) and as plain text. Everything given is text; markup is made here alone.
/// </summary>
/// <param name="t">Words and marks of its reader's language.</param>
public sealed class MailBody(Text t)
{
    private const string Ink = "#1C2427",
        Muted = "#5A666B",
        Sea = "#0B5566",
        Pomegranate = "#A8123E",
        Saffron = "#6B4A00",
        SaffronPaper = "#FFF3D6",
        Line = "#D9D6CE";

    /// <summary>Leaves Chinese and Azerbaijani letters as they are; the default would write each as eight characters.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder _html = new();
    private readonly StringBuilder _text = new();

    /// <summary>A heading of the mail, or of one opportunity in it (linked when <paramref name="url"/> is given).</summary>
    public MailBody Heading(string text, string? url = null, bool large = false)
    {
        var size = large ? "24px" : "19px";
        var inner = url is null ? Html(text) : $"<a href=\"{Html(url)}\" style=\"color:{Sea};text-decoration:none\">{Html(text)}</a>";
        Row(
            $"<div style=\"font-size:{size};line-height:1.4;font-weight:700;color:{Ink};overflow-wrap:anywhere;"
                + $"word-break:break-word\">{inner}</div>",
            large ? 20 : 12
        );
        _text.Append(text).Append('\n').Append(url is null ? "" : url + "\n").Append('\n');
        return this;
    }

    public MailBody Paragraph(string text, bool quiet = false)
    {
        Row($"<div style=\"font-size:{(quiet ? 14 : 16)}px;line-height:1.7;color:{(quiet ? Muted : Ink)}\">{Html(text)}</div>", 10);
        _text.Append(text).Append("\n\n");
        return this;
    }

    /// <summary>Somebody's own words, set off from ours; line by line.</summary>
    public MailBody Quote(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Row(
            "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>"
                + $"<td style=\"border-left:4px solid {Line};padding:4px 14px;font-size:15px;line-height:1.7;color:{Ink};"
                + $"overflow-wrap:anywhere;word-break:break-word\">{string.Join("<br>", lines.Select(Html))}</td></tr></table>",
            10
        );
        foreach (var line in lines)
            _text.Append("  ").Append(line).Append('\n');
        _text.Append('\n');
        return this;
    }

    /// <summary>The one main action of the mail, as a button; its address is written out below, for programs that hide links.</summary>
    public MailBody Button(string text, string url)
    {
        Row(
            "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>"
                + $"<td style=\"background:{Pomegranate};border-radius:4px;padding:12px 24px\">"
                + $"<a href=\"{Html(url)}\" style=\"color:#FFFFFF;font-size:16px;font-weight:700;text-decoration:none\">{Html(text)}</a>"
                + "</td></tr></table>"
                + $"<div style=\"font-size:12px;line-height:1.5;color:{Muted};padding-top:8px;word-break:break-all\">{Html(url)}</div>",
            16
        );
        _text.Append(text).Append(t["colon"].TrimEnd()).Append('\n').Append(url).Append("\n\n");
        return this;
    }

    /// <summary>A code to be typed in.</summary>
    public MailBody Code(string code)
    {
        Row(
            $"<div style=\"font-size:30px;line-height:1.4;font-weight:700;color:{Ink};font-family:Consolas,Menlo,monospace\">"
                + $"{Html(code)}</div>",
            10
        );
        _text.Append(code).Append("\n\n");
        return this;
    }

    /// <summary>Two columns of facts: what it is, and its value.</summary>
    public MailBody Facts(IEnumerable<(string Name, string Value)> facts)
    {
        var rows = new StringBuilder();
        foreach (var (name, value) in facts)
        {
            rows.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td valign=\"top\" style=\"padding:4px 16px 4px 0;font-size:14px;line-height:1.6;color:{Muted};"
                    + $"white-space:nowrap\">{Html(name)}</td><td valign=\"top\" style=\"padding:4px 0;font-size:14px;line-height:1.6;"
                    + $"color:{Ink}\">{Html(value)}</td></tr>"
            );
            _text.Append(name).Append(t["colon"]).Append(value).Append('\n');
        }
        Row($"<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">{rows}</table>", 8);
        _text.Append('\n');
        return this;
    }

    /// <summary>What has changed, field by field: what it was, and what it is now.</summary>
    public MailBody Changes(string title, IEnumerable<(string Name, string Before, string After)> changes)
    {
        var rows = new StringBuilder();
        _text.Append(title).Append('\n');
        foreach (var (name, before, after) in changes)
        {
            rows.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td valign=\"top\" style=\"padding:4px 16px 4px 0;font-size:14px;line-height:1.6;color:{Muted};"
                    + $"white-space:nowrap\">{Html(name)}</td><td valign=\"top\" style=\"padding:4px 0;font-size:14px;line-height:1.6;"
                    + $"color:{Ink}\"><s style=\"color:{Muted}\">{Html(before)}</s> → <b>{Html(after)}</b></td></tr>"
            );
            _text.Append(name).Append(t["colon"]).Append(before).Append(" → ").Append(after).Append('\n');
        }
        Row(
            "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>"
                + $"<td style=\"border-left:4px solid {Sea};padding:6px 14px\"><div style=\"font-size:15px;line-height:1.6;"
                + $"font-weight:700;color:{Sea}\">{Html(title)}</div><table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" "
                + $"border=\"0\">{rows}</table></td></tr></table>",
            10
        );
        _text.Append('\n');
        return this;
    }

    /// <summary>A score with the reasons for it.</summary>
    public MailBody Score(string score, IEnumerable<string> reasons)
    {
        var lines = new StringBuilder();
        _text.Append(score).Append('\n');
        foreach (var reason in reasons)
        {
            lines.Append(CultureInfo.InvariantCulture, $"<div style=\"font-size:14px;line-height:1.6\">{Html(reason)}</div>");
            _text.Append("  - ").Append(reason).Append('\n');
        }
        Row(
            "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>"
                + $"<td style=\"background:{SaffronPaper};border-left:4px solid #C98A00;padding:10px 14px;color:{Saffron}\">"
                + $"<div style=\"font-size:15px;line-height:1.6;font-weight:700\">{Html(score)}</div>{lines}</td></tr></table>",
            10
        );
        _text.Append('\n');
        return this;
    }

    /// <summary>Links side by side.</summary>
    public MailBody Links(params IEnumerable<(string Text, string Url)> links)
    {
        var cells = new List<string>();
        foreach (var (text, url) in links)
        {
            cells.Add($"<a href=\"{Html(url)}\" style=\"color:{Sea};font-size:14px;line-height:2\">{Html(text)}</a>");
            _text.Append(text).Append(t["colon"]).Append(url).Append('\n');
        }
        Row(string.Join("&nbsp;&nbsp; · &nbsp;&nbsp;", cells), 10);
        _text.Append('\n');
        return this;
    }

    /// <summary>A thin line between two parts.</summary>
    public MailBody Rule()
    {
        Row($"<div style=\"border-top:1px solid {Line};font-size:1px;line-height:1px\">&nbsp;</div>", 14);
        _text.Append("----------------------------------------\n\n");
        return this;
    }

    /// <summary>The whole document, with the site's mark on top and the footer lines at the end.</summary>
    public string ToHtml(string language, string subject, string siteName, string siteUrl, IEnumerable<string> footer)
    {
        var fonts =
            language == Language.Chinese
                ? "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif"
                : "'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif";
        var lines = string.Concat(footer.Select(line => $"<div style=\"font-size:12px;line-height:1.7;color:{Muted}\">{Html(line)}</div>"));
        return $"""
            <!DOCTYPE html>
            <html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Html(
                subject
            )}</title></head>
            <body style="margin:0;padding:0;background:#FBFAF7">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#FBFAF7">
            <tr><td align="center" style="padding:0 8px 24px">
            <table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"
                style="width:100%;max-width:600px;font-family:{fonts}">
            <tr><td style="background:{Pomegranate};font-size:1px;line-height:6px;height:6px">&nbsp;</td></tr>
            <tr><td style="padding:18px 0 8px"><a href="{Html(
                siteUrl
            )}" style="color:{Ink};font-size:18px;font-weight:700;text-decoration:none">{Html(siteName)}</a></td></tr>
            {_html}
            <tr><td style="padding:24px 0 0;border-top:1px solid {Line}">{lines}</td></tr>
            </table></td></tr></table></body></html>
            """;
    }

    /// <summary>The same in plain text.</summary>
    public string ToText(string siteName, string siteUrl, IEnumerable<string> footer) =>
        $"{siteName}\n\n{_text}-- \n{string.Join("\n", footer)}\n{siteUrl}\n";

    private void Row(string html, int space) =>
        _html.Append(CultureInfo.InvariantCulture, $"<tr><td style=\"padding-top:{space}px\">{html}</td></tr>\n");

    private static string Html(string text) => Encoder.Encode(text);
}
