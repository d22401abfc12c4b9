using System.Globalization;
using Matchmaking.Web.Features.Enquiries;
using Npgsql;

namespace Matchmaking.Benchmarks.Crash;

/// <summary>What became of the enquiries, in the mails that arrived and in the rows, held against what had to.</summary>
internal sealed class EnquiryAudit
{
    private readonly EnquiryStory _story;
    private int _lost,
        _toldTwice,
        _unasked,
        _wrongRows;

    private EnquiryAudit(EnquiryStory story) => _story = story;

    /// <summary>Whether nothing was lost, nothing doubled, and every row is as it has to be.</summary>
    public bool IsKept => _lost + _toldTwice + _unasked + _wrongRows == 0;

    /// <summary>The first few broken promises in words.</summary>
    public List<string> Examples { get; } = [];

    /// <summary>Holds mails and rows against the expectation.</summary>
    /// <param name="story">What happened.</param>
    /// <param name="told">Every mail that arrived.</param>
    /// <param name="connection">To the database.</param>
    public static async Task<EnquiryAudit> CheckAsync(EnquiryStory story, IReadOnlyList<Told> told, NpgsqlConnection connection)
    {
        var audit = new EnquiryAudit(story);
        audit.CheckMails(told, await PairsAsync(connection, "SELECT message_id, kind FROM mails WHERE message_id IS NOT NULL"));
        await audit.CheckRowsAsync(connection);
        return audit;
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{_story.Enquiries.Count} asked, {_story.Enquiries.Count(asked => asked.IsAnswered)} answered, "
                + $"{_story.Enquiries.Count(asked => asked.IsPlanned)} planned, "
                + $"{_story.Enquiries.Sum(asked => asked.Reminders)} reminders, {_story.Enquiries.Sum(asked => asked.Escalations)} "
                + $"escalations; mails expected {_story.Expected.Count}: lost {_lost}, told in two mails {_toldTwice}, "
                + $"to the wrong person or not due {_unasked}; enquiries whose rows are wrong {_wrongRows}"
        );

    /// <summary>The same mail accepted twice is counted with those of alerts: here it is one.</summary>
    private void CheckMails(IReadOnlyList<Told> told, IReadOnlyDictionary<string, string> kinds)
    {
        var arrived = told.SelectMany(mail =>
                mail.Marks.Select(mark =>
                    (
                        Key: (
                            Address: mail.Mail.Recipients[0],
                            Kind: kinds.GetValueOrDefault(mail.Mail.MessageId ?? "", "unknown"),
                            Mark: mark
                        ),
                        mail.Mail.MessageId
                    )
                )
            )
            // An answer's mail names the question and the step, too.
            .Where(pair =>
                pair.Key.Mark[0]
                == pair.Key.Kind switch
                {
                    EnquiryMails.Message => 'A',
                    EnquiryMails.Step => 'S',
                    _ => 'Q',
                }
            )
            .ToLookup(pair => pair.Key, pair => pair.MessageId);
        foreach (var key in _story.Expected)
        {
            var ids = arrived[key].Distinct().ToList();
            if (ids.Count == 0)
                _lost += Note($"{key.Address} never got {key.Kind} of {key.Mark}");
            else if (ids.Count > 1)
                _toldTwice += Note($"{key.Address} got {key.Kind} of {key.Mark} in {string.Join(" and ", ids)}");
        }
        foreach (var group in arrived.Where(group => !_story.Expected.Contains(group.Key)))
            _unasked += Note($"{group.Key.Address} got {group.Key.Kind} of {group.Key.Mark} for no reason");
    }

    private async Task CheckRowsAsync(NpgsqlConnection connection)
    {
        var rows = await PairsAsync(
            connection,
            """
            SELECT e.id::text, format('%s asked, %s answered, %s promised, %s kept, %s acknowledged, %s reminded, %s escalated, '
                    || '%s planned, %s in the inbox',
                (SELECT count(*) FROM enquiry_messages AS m WHERE m.enquiry_id = e.id AND m.kind = 'Investor'),
                (SELECT count(*) FROM enquiry_messages AS m WHERE m.enquiry_id = e.id AND m.kind = 'Answer'),
                (SELECT count(*) FROM answer_promises AS p WHERE p.enquiry_id = e.id),
                (SELECT count(*) FROM answer_promises AS p JOIN enquiry_messages AS m ON m.enquiry_id = e.id AND m.kind = 'Answer'
                    WHERE p.enquiry_id = e.id AND p.kept_at = m.at),
                (SELECT count(*) FROM enquiry_events AS v WHERE v.enquiry_id = e.id AND v.kind = 'Moved'),
                (SELECT count(*) FROM enquiry_events AS v WHERE v.enquiry_id = e.id AND v.kind = 'Reminded'),
                (SELECT count(*) FROM enquiry_events AS v WHERE v.enquiry_id = e.id AND v.kind = 'Escalated'),
                (SELECT count(*) FROM enquiry_events AS v WHERE v.enquiry_id = e.id AND v.kind = 'Planned'),
                (SELECT count(*) FROM inbox_items AS i WHERE i.kind = 'Enquiry' AND i.subject = e.id::text AND i.done_at IS NULL))
            FROM enquiries AS e
            """
        );
        foreach (var asked in _story.Enquiries)
        {
            var answers = asked.IsAnswered ? 1 : 0;
            var expected = string.Create(
                CultureInfo.InvariantCulture,
                $"1 asked, {answers} answered, 2 promised, {2 * answers} kept, {answers} acknowledged, {asked.Reminders} reminded, "
                    + $"{asked.Escalations} escalated, {(asked.IsPlanned ? 1 : 0)} planned, 1 in the inbox"
            );
            var found = rows.GetValueOrDefault(EnquiryWork.Id(asked.Number).ToString(), "none");
            if (found != expected)
                _wrongRows += Note($"{EnquiryWork.Question(asked.Number)} is: {found}; must be: {expected}");
        }
        if (rows.Count > _story.Enquiries.Count)
            _wrongRows += Note($"There are {rows.Count} enquiries, and {_story.Enquiries.Count} were asked");
        foreach (
            var (item, reason) in await PairsAsync(
                connection,
                $"SELECT item, reason FROM parked_items WHERE queue = '{EnquiryCalls.Queue}'"
            )
        )
            _wrongRows += Note($"{item} is parked: {reason}");
    }

    private int Note(string what)
    {
        if (Examples.Count < 12)
            Examples.Add(what);
        return 1;
    }

    private static async Task<Dictionary<string, string>> PairsAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync();
        var pairs = new Dictionary<string, string>();
        while (await row.ReadAsync())
            pairs[row.GetString(0)] = row.GetString(1);
        return pairs;
    }
}
