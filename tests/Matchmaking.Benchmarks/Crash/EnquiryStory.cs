using Matchmaking.Benchmarks.Nodes;
using Matchmaking.Clock;
using Matchmaking.Web.Features.Enquiries;

namespace Matchmaking.Benchmarks.Crash;

/// <summary>What must have become of an enquiry in the end.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Came">When it was asked; the one that counts is some moments later.</param>
internal sealed record Asked(int Number, DateTimeOffset Came)
{
    /// <summary>How often its owner was reminded, and the head told; each at most once before it is answered.</summary>
    public int Reminders { get; set; }

    /// <inheritdoc cref="Reminders"/>
    public int Escalations { get; set; }
    public bool IsAnswered { get; set; }

    /// <summary>Of some it is said what comes next, while they are answered or not.</summary>
    public bool IsPlanned => Number % 3 == 0;
}

/// <summary>
/// Enquiries beside the opportunities of <see cref="Story"/>: every other one is answered at once, the rest when it was late. Who must be
/// told is worked out here, by the calendar and not by the product's rows.
/// </summary>
/// <param name="database">The connection string.</param>
/// <param name="clock">That of all processes.</param>
/// <param name="agency">Counts the working hours of the agency.</param>
internal sealed class EnquiryStory(string database, SharedClock clock, AnswerClock agency)
{
    private const int OfAQuietDay = 8;

    private static readonly TimeSpan Later = TimeSpan.FromMinutes(10);

    private readonly List<Asked> _asked = [];

    public IReadOnlyList<Asked> Enquiries => _asked;

    /// <summary>The mails that must arrive, each as one.</summary>
    public HashSet<(string Address, string Kind, string Mark)> Expected { get; } = [];

    /// <summary>A day on which nothing else happens.</summary>
    /// <param name="day">Its first moment in UTC.</param>
    /// <param name="settle">Waits until all is done and all mails about enquiries are out.</param>
    public async Task QuietDayAsync(DateTimeOffset day, Func<Task> settle)
    {
        await clock.SetAsync(day.AddHours(1));
        for (var i = 0; i < OfAQuietDay; i++)
            await AskAsync();
        await settle();
        await CallAsync(day, settle);
    }

    /// <summary>Somebody asks.</summary>
    public async Task AskAsync()
    {
        var asked = new Asked(_asked.Count + 1, clock.GetUtcNow());
        _asked.Add(asked);
        await WorkTable.AddAsync(database, Work.Ask, EnquiryWork.Id(asked.Number));
        Expect(EnquiryWork.Asker(asked.Number), EnquiryMails.Received, asked);
        Expect(EnquiryWork.Owner, EnquiryMails.New, asked);
        if (asked.Number % 2 == 0)
            await AnswerAsync(asked);
        if (asked.IsPlanned)
        {
            Expected.Add((EnquiryWork.Asker(asked.Number), EnquiryMails.Step, EnquiryWork.Step(asked.Number)));
            await WorkTable.AddAsync(database, Work.Plan, EnquiryWork.Id(asked.Number));
        }
    }

    /// <summary>Answers what is late; what was said of it must be out, since nobody is told of what is no longer so.</summary>
    public async Task AnswerLateAsync()
    {
        foreach (var asked in _asked.Where(asked => asked is { IsAnswered: false, Escalations: > 0 }))
            await AnswerAsync(asked);
    }

    /// <summary>
    /// Lets half of a day's work pass, and then all of it: each time those are told whom it concerns. On a day of rest it is nobody.
    /// </summary>
    /// <param name="day">Its first moment in UTC.</param>
    /// <param name="settle">Waits until all is done and all mails about enquiries are out.</param>
    public async Task CallAsync(DateTimeOffset day, Func<Task> settle)
    {
        var calendar = agency.Calendar;
        var hours = calendar.HoursOf(calendar.DayOf(day));
        foreach (var now in new[] { hours.From + (agency.Days(1) / 2) + Later, hours.Until + Later })
        {
            await clock.SetAsync(now);
            if (calendar.IsWorkingDay(calendar.DayOf(day)))
                foreach (var asked in _asked.Where(asked => asked is { IsAnswered: false, Escalations: 0 }))
                    ExpectCall(asked, now);
            await WorkTable.AddAsync(database, Work.Call, null);
            await settle();
        }
    }

    private void ExpectCall(Asked asked, DateTimeOffset now)
    {
        var owed = agency.Days(Enquiry.FirstDays);
        if (agency.Due(asked.Came, owed) <= now)
        {
            asked.Escalations++;
            Expect(EnquiryWork.Owner, EnquiryMails.Late, asked);
            Expect(EnquiryWork.Head, EnquiryMails.Late, asked);
        }
        else if (asked.Reminders == 0 && agency.Due(asked.Came, owed / 2) <= now)
        {
            asked.Reminders++;
            Expect(EnquiryWork.Owner, EnquiryMails.Reminder, asked);
        }
    }

    private async Task AnswerAsync(Asked asked)
    {
        asked.IsAnswered = true;
        Expected.Add((EnquiryWork.Asker(asked.Number), EnquiryMails.Message, EnquiryWork.Answer(asked.Number)));
        await WorkTable.AddAsync(database, Work.Answer, EnquiryWork.Id(asked.Number));
    }

    private void Expect(string address, string kind, Asked asked) => Expected.Add((address, kind, EnquiryWork.Question(asked.Number)));
}
