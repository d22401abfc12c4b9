using System.Text.RegularExpressions;
using Matchmaking.TestSupport.MailServers;
using MimeKit;
using Npgsql;

namespace Matchmaking.Benchmarks.Crash;

/// <summary>A mail as a mail server has it.</summary>
/// <param name="Server">Which server.</param>
/// <param name="Mail">What it took.</param>
/// <param name="Marks">The opportunities, questions, answers and steps that its text tells of.</param>
internal sealed record Told(int Server, AcceptedMail Mail, IReadOnlyList<string> Marks);

/// <summary>What arrived, held against what had to.</summary>
internal sealed partial class Audit
{
    /// <summary>
    /// Between the last look at whether a mail is still wanted and its first command, a connection may have to be opened.
    /// </summary>
    private static readonly TimeSpan Opening = TimeSpan.FromSeconds(2);

    private readonly List<Told> _told;

    public Audit(IEnumerable<ScriptedSmtpServer> servers) =>
        _told = [.. servers.SelectMany((server, number) => server.Messages.Select(mail => Read(number, mail)))];

    /// <summary>Every mail that a server took.</summary>
    public IReadOnlyList<Told> Told => _told;
    public int Accepted => _told.Count;
    public int Expected { get; private set; }

    /// <summary>Never told.</summary>
    public int Lost { get; private set; }

    /// <summary>Accepted again under the same Message-ID.</summary>
    public int Doubled { get; private set; }

    /// <summary>
    /// Of those, how many had an earlier acceptance that was not among the last two on its connection: it had to be written down.
    /// </summary>
    public int Unexplained { get; private set; }

    /// <summary>The same told to the same person in two different mails.</summary>
    public int ToldTwice { get; private set; }

    /// <summary>Told, but not at once or in another window than it had to be.</summary>
    public int Misplaced { get; private set; }

    /// <summary>Told to somebody who has nothing to do with it.</summary>
    public int Unasked { get; private set; }
    public int AfterLeaving { get; private set; }

    /// <summary>The first few broken promises in words.</summary>
    public List<string> Examples { get; } = [];

    /// <summary>Holds all of it against the expectation.</summary>
    /// <param name="expected">By recipient and opportunity: in which mail.</param>
    /// <param name="leavers">Of whom nothing is expected, and to whom nothing may go after.</param>
    /// <param name="places">By Message-ID: "alert", or the window of a digest; null where that is not looked at.</param>
    public void Check(
        IReadOnlyDictionary<(string Address, string Mark), string> expected,
        IReadOnlyList<Leaver> leavers,
        IReadOnlyDictionary<string, string>? places
    )
    {
        var left = leavers.ToDictionary(leaver => leaver.Address, leaver => leaver.At);
        var due = expected.Where(pair => !left.ContainsKey(pair.Key.Address)).ToDictionary();
        Expected = due.Select(pair => (pair.Key.Address, pair.Value == "alert" ? pair.Key.Mark : pair.Value)).Distinct().Count();
        var told = _told
            .SelectMany(mail =>
                mail.Marks.Where(mark => mark[0] == 'K')
                    .Select(mark => (Key: (Address: mail.Mail.Recipients[0], Mark: mark), mail.Mail.MessageId))
            )
            .ToLookup(pair => pair.Key, pair => pair.MessageId);
        foreach (var (key, place) in due)
        {
            var ids = told[key].Distinct().ToList();
            if (ids.Count == 0)
                Lost += Note($"{key.Address} never heard of {key.Mark} ({place})");
            else if (ids.Count > 1)
                ToldTwice += Note($"{key.Address} heard of {key.Mark} in {string.Join(" and ", ids)}");
            else if (places is not null && places.GetValueOrDefault(ids[0]!) != place)
                Misplaced += Note($"{key.Address} heard of {key.Mark} in {places.GetValueOrDefault(ids[0]!)} instead of {place}");
        }
        foreach (var group in told.Where(group => !expected.ContainsKey(group.Key)))
            Unasked += Note($"{group.Key.Address} heard of {group.Key.Mark} for no reason");
        foreach (var mail in _told.Where(mail => left.TryGetValue(mail.Mail.Recipients[0], out var at) && mail.Mail.Begun > at + Opening))
            AfterLeaving += Note(
                $"{mail.Mail.Recipients[0]} got {mail.Mail.MessageId} "
                    + $"{(mail.Mail.Begun - left[mail.Mail.Recipients[0]]).TotalSeconds:F1} s after leaving"
            );
        CheckDoubles();
    }

    /// <summary>
    /// A connection hands in a mail while the acceptance of the one before is being written down, and never before that of the one before
    /// that. So whatever came twice was among the last two that its connection brought before its worker died.
    /// </summary>
    private void CheckDoubles()
    {
        var last = _told
            .GroupBy(mail => (mail.Server, mail.Mail.Connection))
            .ToDictionary(group => group.Key, group => group.Select(mail => mail.Mail.Number).Order().TakeLast(2).ToHashSet());
        foreach (var copies in _told.GroupBy(mail => mail.Mail.MessageId).Where(group => group.Count() > 1))
        {
            Doubled += copies.Count() - 1;
            foreach (
                var earlier in copies
                    .OrderBy(mail => mail.Mail.At)
                    .SkipLast(1)
                    .Where(mail => !last[(mail.Server, mail.Mail.Connection)].Contains(mail.Mail.Number))
            )
                Unexplained += Note($"{earlier.Mail.MessageId} was accepted, two others followed on its connection, and it came again");
        }
    }

    /// <summary>Which kind of mail, or which window, each Message-ID stands for.</summary>
    public static async Task<Dictionary<string, string>> PlacesAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            "SELECT message_id, CASE kind WHEN 'alert' THEN kind ELSE about END FROM mails WHERE message_id IS NOT NULL",
            connection
        );
        await using var row = await command.ExecuteReaderAsync();
        var places = new Dictionary<string, string>();
        while (await row.ReadAsync())
            places[row.GetString(0)] = row.GetString(1);
        return places;
    }

    private int Note(string what)
    {
        if (Examples.Count < 12)
            Examples.Add(what);
        return 1;
    }

    private static Told Read(int server, AcceptedMail mail)
    {
        using var stream = new MemoryStream(mail.Body.ToArray());
        var message = MimeMessage.Load(stream);
        return new(server, mail, [.. MarkPattern().Matches(message.TextBody + message.Subject).Select(match => match.Value).Distinct()]);
    }

    /// <summary>At the end of a title; the secrets of links may have it within.</summary>
    [GeneratedRegex(@"(?<=\s)[AKQS]\d{6}(?![0-9A-Za-z_-])")]
    private static partial Regex MarkPattern();
}
