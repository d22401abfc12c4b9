using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Transport;
using Npgsql;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>The statements of <see cref="MailLedger"/>: a fixed number of them for any number of outcomes.</summary>
internal static class LedgerSql
{
    /// <summary>All that follows from some outcomes.</summary>
    public static void Add(NpgsqlBatch batch, IReadOnlyList<Outcome> outcomes, Guid sender, DateTimeOffset now)
    {
        batch.BatchCommands.Add(Outcomes(outcomes, sender, now));
        foreach (var outcome in outcomes)
        {
            if (outcome.PauseProviderUntil is { } until)
                batch.BatchCommands.Add(outcome.Relay is { } relay ? Pause(outcome, relay, until, now) : Pause(outcome, until, now));
            if (outcome.Suppress is { } cause)
                foreach (var command in SuppressionRegister.Commands(outcome.Mail.ToAddress, cause, outcome.Answer, null, now))
                    batch.BatchCommands.Add(command);
        }
    }

    /// <summary>
    /// The next states, with what is worth a line of history. Only rows that are still in this sender's hands, at this attempt, are
    /// touched: the fence. Answers with their ids.
    /// </summary>
    private static NpgsqlBatchCommand Outcomes(IReadOnlyList<Outcome> outcomes, Guid sender, DateTimeOffset now)
    {
        const string Update = """
            UPDATE mails SET status = o.status, sender_id = NULL, suppressed = o.suppressed, subject = coalesce(o.subject, mails.subject),
                last_reply = o.answer, doubts = mails.doubts + o.doubts, not_before = coalesce(o.not_before, mails.not_before),
                accepted_at = CASE WHEN o.status = 'Accepted' THEN $9 END
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS o(id, attempt, status, suppressed, subject, answer, doubts, not_before)
            WHERE mails.id = o.id AND mails.sender_id = $10 AND mails.attempts = o.attempt
            RETURNING mails.id
            """;
        object[] values =
        [
            outcomes.Select(o => o.Mail.Id).ToArray(),
            outcomes.Select(o => o.Mail.Attempts).ToArray(),
            outcomes.Select(o => o.Status.ToString()).ToArray(),
            outcomes.Select(o => o.Because?.ToString()).ToArray(),
            outcomes.Select(o => Short(o.Subject, OutgoingMail.SubjectLength)).ToArray(),
            outcomes.Select(o => Short(o.Answer, OutgoingMail.ReplyLength)).ToArray(),
            outcomes.Select(o => o.InDoubt ? 1 : 0).ToArray(),
            outcomes.Select(o => o.NotBefore).ToArray(),
            now,
            sender,
        ];
        // A plain acceptance, which is nearly every one, has no line of history.
        return !outcomes.Any(o => o.Event is not null)
            ? Command(Update, values)
            : Command(
                $"""
                WITH done AS ({Update}),
                history AS (
                    INSERT INTO mail_events (mail_id, kind, at, attempt, code, text)
                    SELECT id, event, $9, attempt, code, answer FROM unnest($1, $2, $6, $11, $12) AS o(id, attempt, answer, event, code)
                    WHERE event IS NOT NULL AND id IN (SELECT id FROM done))
                SELECT id FROM done
                """,
                [.. values, outcomes.Select(o => o.Event?.ToString()).ToArray(), outcomes.Select(o => o.Code).ToArray()]
            );
    }

    /// <summary>Counts outcomes of the hour.</summary>
    public static NpgsqlBatchCommand Figures(IReadOnlyList<Outcome> outcomes, DateTimeOffset now)
    {
        // Always in the same order, so that two nodes that count at once wait for each other instead of for ever.
        var groups = outcomes.GroupBy(o => o.Provider).OrderBy(group => group.Key).ToList();
        return Command(
            """
            INSERT INTO mail_figures (provider, hour, accepted, deferred, refused, unsubscribed, complained)
            SELECT provider, date_trunc('hour', $5, 'UTC'), accepted, deferred, refused, 0, 0
                FROM unnest($1, $2, $3, $4) AS f(provider, accepted, deferred, refused)
            ON CONFLICT (hour, provider) DO UPDATE SET accepted = mail_figures.accepted + excluded.accepted,
                deferred = mail_figures.deferred + excluded.deferred, refused = mail_figures.refused + excluded.refused
            """,
            groups.Select(g => g.Key.ToString()).ToArray(),
            groups.Select(g => g.Count(o => o.Status == MailStatus.Accepted)).ToArray(),
            groups.Select(g => g.Count(o => o.Status == MailStatus.Deferred)).ToArray(),
            groups.Select(g => g.Count(o => o.Status == MailStatus.Failed)).ToArray(),
            now
        );
    }

    /// <summary>Pauses count up while each follows the one before within a day.</summary>
    private static NpgsqlBatchCommand Pause(Outcome outcome, DateTimeOffset until, DateTimeOffset now) =>
        Command(
            """
            UPDATE mail_providers SET paused_until = greatest(paused_until, $2), answer = $3, needs_desk = needs_desk OR $4,
                pauses = CASE WHEN paused_until > $5 THEN pauses WHEN paused_until > $5 - interval '1 day' THEN pauses + 1 ELSE 1 END
            WHERE provider = $1
            """,
            outcome.Provider.ToString(),
            until,
            Short(outcome.Answer, OutgoingMail.ReplyLength) ?? "",
            outcome.TellDesk,
            now
        );

    /// <summary>
    /// A mail server that takes nothing is no provider's doing: its pauses stand beside theirs and count none of them up. A longer one of a
    /// provider stays.
    /// </summary>
    private static NpgsqlBatchCommand Pause(Outcome outcome, Relay relay, DateTimeOffset until, DateTimeOffset now) =>
        Command(
            """
            UPDATE mail_providers SET paused_until = $2, answer = $3,
                pauses = CASE WHEN paused_until > $4 - interval '1 day' THEN pauses ELSE 0 END
            WHERE provider = ANY($1) AND coalesce(paused_until, '-infinity') < $2
            """,
            relay.Providers.Select(provider => provider.ToString()).ToArray(),
            until,
            Short(outcome.Answer, OutgoingMail.ReplyLength) ?? "",
            now
        );

    /// <summary>
    /// Which of some mails may be handed in. What a row must be is compared so that only its key serves to find it: by the index of what is
    /// being sent, all of that would be read for each question.
    /// </summary>
    public static NpgsqlBatchCommand StillMine(IReadOnlyList<OutgoingMail> mails, Guid sender, DateTimeOffset now) =>
        Command(
            """
            SELECT mails.id FROM unnest($1, $2) AS asked(id, attempt) JOIN mails ON mails.id = asked.id
            WHERE coalesce(sender_id = $3 AND attempts = attempt AND status = 'Sending', false)
              AND NOT EXISTS (SELECT FROM mail_stops WHERE lifted_at IS NULL)
              AND NOT EXISTS (SELECT FROM mail_providers AS paused WHERE paused.provider = mails.provider AND paused_until > $4)
            """,
            mails.Select(mail => mail.Id).ToArray(),
            mails.Select(mail => mail.Attempts).ToArray(),
            sender,
            now
        );

    internal static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }

    /// <summary>What fits into a column, whatever a server says.</summary>
    private static string? Short(string? text, int length) => text is null ? null : CleanText.Line(Tokens.Without(text), length);
}
