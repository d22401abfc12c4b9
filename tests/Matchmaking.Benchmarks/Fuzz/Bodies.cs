using System.Globalization;
using System.Text;
using Matchmaking.Web.Features.Imports.Deals;

namespace Matchmaking.Benchmarks.Fuzz;

/// <summary>What is sent after the headers, and how it is called there.</summary>
/// <param name="Type">Content type; null for none.</param>
/// <param name="Bytes">The body.</param>
internal sealed record Body(string? Type, byte[] Bytes)
{
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly string[] Malformed =
    [
        "[x=1",
        "[x]=1",
        "x]=1",
        "a[=1",
        "a[b=c",
        "[",
        "]",
        "[]=1",
        "a[][][]=1",
        "a[0].b[1]=2",
        "a.b[2147483647].c=1",
        "a[-1]=1",
        "a[0][0][0][0][0]=1",
        "&&&==&",
        "=",
        "=1",
        "%",
        "%zz=1",
        "a=%",
        "a=%ED%A0%80",
        "%ED%A0%80=1",
        "%00=%00",
        "%EF%BF%BE=1",
        "a=1;b=2",
        "__RequestVerificationToken=",
        "__RequestVerificationToken=%00",
        "__RequestVerificationToken=CfDJ8AAAA",
        "handler=Preview",
    ];

    private static readonly string[] Types =
    [
        Form + "; charset=bogus",
        Form + "; charset=",
        Form + "; charset=utf-7",
        Form + "; charset=utf-16",
        Form + "; charset=gb18030",
        Form + "; charset=\"utf-8\"",
        Form + ";;;",
        Form + "; charset=utf-8; charset=bogus",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"",
        "multipart/form-data; boundary=" + "0123456789012345678901234567890123456789012345678901234567890123456789012345678901",
        "multipart/form-data; boundary=fuzz; charset=bogus",
        "multipart/mixed; boundary=fuzz",
        "application/json",
        "application/json; charset=bogus",
        "text/plain",
        "text/html; charset=\uFFFE",
        "message/rfc822",
        "*/*",
        "///",
        "x",
        "; charset=utf-8",
        Form.ToUpperInvariant(),
    ];

    /// <summary>Name and value pairs as a browser sends them without files.</summary>
    public static Body UrlEncoded(IEnumerable<(string Name, string Value)> fields, string type = Form) =>
        new(
            type,
            Encoding.ASCII.GetBytes(
                string.Join('&', fields.Select(field => Hostile.Percent(field.Name) + "=" + Hostile.Percent(field.Value)))
            )
        );

    /// <summary>The same with files: those fields whose name is among <paramref name="files"/>.</summary>
    public static Body Multipart(
        IEnumerable<(string Name, string Value)> fields,
        IReadOnlyCollection<string> files,
        Random random,
        bool hostile
    )
    {
        var parts = new List<byte>();
        foreach (var (name, value) in fields)
            parts.AddRange(
                Hostile.Bytes(
                    files.Contains(name)
                        ? $"--fuzz\r\nContent-Disposition: form-data; name=\"{Quoted(name)}\"; {FileName(random, hostile)}\r\n"
                            + $"Content-Type: text/csv\r\n\r\n{Csv(random, hostile)}\r\n"
                        : $"--fuzz\r\nContent-Disposition: form-data; name=\"{Quoted(name)}\"\r\n\r\n{value}\r\n"
                )
            );
        parts.AddRange("--fuzz--\r\n"u8);
        return new("multipart/form-data; boundary=fuzz", [.. parts]);
    }

    /// <summary>An object of JSON, every string escaped.</summary>
    public static Body Json(IEnumerable<(string Name, string Value)> fields) =>
        new(
            "application/json",
            Encoding.ASCII.GetBytes(
                "{" + string.Join(',', fields.Select(field => Hostile.Json(field.Name) + ":" + Hostile.Json(field.Value))) + "}"
            )
        );

    /// <summary>A body that no browser sends, or an ordinary one under a wrong name.</summary>
    public static Body Odd(IReadOnlyList<(string Name, string Value)> fields, Random random) =>
        random.Next(8) switch
        {
            0 => new(Form, Encoding.ASCII.GetBytes(Hostile.Pick(random, Malformed))),
            1 => new(
                Form,
                Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(UrlEncoded(fields).Bytes) + "&" + Hostile.Pick(random, Malformed))
            ),
            2 => UrlEncoded(fields, Hostile.Pick(random, Types)),
            3 => Multipart(fields, [], random, hostile: true) with { Type = Hostile.Pick(random, Types) },
            4 => Json(fields),
            5 => Broken(Multipart(fields, [], random, hostile: true), random),
            6 => new(Hostile.Pick(random, Types), Hostile.Bytes(Hostile.Text(random))),
            _ => UrlEncoded([.. fields, .. Many(random)]),
        };

    /// <summary>A message as a relay hands it over: a report of a bounce, more or less.</summary>
    public static Body Mail(Random random)
    {
        string Some(string plain) => random.Next(3) == 0 ? Hostile.Text(random, 3000) : plain;
        var mail = new StringBuilder();
        mail.Append(
            CultureInfo.InvariantCulture,
            $"From: {Some("MAILER-DAEMON@relay.example")}\r\nTo: {Some("bounce+x@bounces.example.org")}\r\n"
                + $"Subject: {Some("Undelivered Mail Returned to Sender")}\r\n"
        );
        switch (random.Next(4))
        {
            case 0:
                mail.Append(
                    CultureInfo.InvariantCulture,
                    $"Content-Type: text/plain; charset={Some("gb2312")}\r\nContent-Transfer-Encoding: {Some("quoted-printable")}\r\n"
                        + $"\r\n550 5.1.1 =00 {Some("no such user")}\r\n"
                );
                break;
            case 1:
                mail.Append(
                    CultureInfo.InvariantCulture,
                    $"Content-Type: text/html\r\n\r\n{Some("<style>")}{Some("<p>550 unknown user</p>")}\r\n"
                );
                break;
            case 2:
                for (var depth = random.Next(1, 60); depth > 0; depth--)
                    mail.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n");
                mail.Append("Content-Type: text/plain\r\n\r\n550 5.1.1\r\n");
                break;
            default:
                mail.Append(
                    CultureInfo.InvariantCulture,
                    $"Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n--r\r\n"
                        + $"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; {Some("relay.example")}\r\n\r\n"
                );
                for (var groups = random.Next(1, 30); groups > 0; groups--)
                    mail.Append(
                        CultureInfo.InvariantCulture,
                        $"Final-Recipient: rfc822; {Some("a@example.org")}\r\nAction: {Some("failed")}\r\nStatus: {Some("5.1.1")}\r\n"
                            + $"Diagnostic-Code: smtp; {Some("550 5.1.1 no such user")}\r\n\r\n"
                    );
                mail.Append("--r--\r\n");
                break;
        }
        return new("message/rfc822", Hostile.Bytes(mail.ToString()));
    }

    private static Body Broken(Body whole, Random random) => whole with { Bytes = whole.Bytes[..random.Next(whole.Bytes.Length)] };

    /// <summary>Very many fields, of one name or of none.</summary>
    private static IEnumerable<(string, string)> Many(Random random)
    {
        var name = Hostile.Pick(random, ["Sectors", "Input.Sectors", "", "a", "Places[0]", "q"]);
        return Enumerable.Range(0, Hostile.Pick(random, [200, 900, 3000])).Select(i => (name, i.ToString(CultureInfo.InvariantCulture)));
    }

    private static string Quoted(string name) => name.Replace("\"", "%22", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string FileName(Random random, bool hostile)
    {
        if (!hostile)
            return "filename=\"deals.csv\"";
        var name = random.Next(3) switch
        {
            0 => new string('a', 199) + "𠮷.csv",
            1 => Hostile.Text(random, 2000),
            _ => Hostile.Short(random),
        };
        return random.Next(3) == 0 ? "filename=x; filename*=UTF-8''" + Hostile.Percent(name) : $"filename=\"{Quoted(name)}\"";
    }

    private static string Csv(Random random, bool hostile)
    {
        string[] plain =
        [
            "d{0}",
            "2021",
            "4",
            "Silk Harbour Works",
            "renw",
            "renw.solar",
            "Kazakhstan",
            "Almaty",
            "80",
            "JV",
            "49",
            "Chulak",
            "Chulak solar plant",
            "s1",
        ];
        var csv = new StringBuilder(string.Join(',', DealFile.Columns) + "\n");
        for (var row = random.Next(1, 40); row > 0; row--)
            csv.AppendJoin(
                    ',',
                    plain.Select(
                        (cell, i) =>
                            hostile && random.Next(10) == 0 ? Cell(random)
                            : i == 0 ? $"d{random.Next(100_000)}"
                            : cell
                    )
                )
                .Append('\n');
        return csv.ToString();
    }

    private static string Cell(Random random)
    {
        var text = Hostile.Text(random, 12_000);
        return random.Next(3) == 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
