using System.Globalization;
using System.Security.Claims;
using Matchmaking.Clock;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>An enquiry as a line of the report.</summary>
internal sealed record EnquiryReport(
    int Number,
    DateTimeOffset ReceivedAt,
    EnquiryChannel Channel,
    string Language,
    string Contact,
    string Company,
    string? TitleZh,
    string? TitleAz,
    string? TitleEn,
    string? Sector,
    string? Place,
    EnquiryPriority Priority,
    string? NextStep,
    DateOnly? NextStepOn,
    DateTimeOffset? DueAt,
    bool IsPaused,
    EnquiryIntent Intent,
    EnquiryState State,
    string? Owner,
    DateTimeOffset? FirstPromised,
    DateTimeOffset? FirstAt,
    DateTimeOffset? Promised,
    DateTimeOffset? At
)
{
    /// <summary>The columns, as their words are called.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "number",
        "received",
        "channel",
        "language",
        "contact",
        "company",
        "listing",
        "about",
        "priority",
        "next-step",
        "next-step-on",
        "intent",
        "state",
        "owner",
        "first-promised",
        "first-at",
        "first-hours",
        "first-in-time",
        "promised",
        "at",
        "in-time",
    ];

    /// <summary>Those that came between two moments, the oldest first; read one by one.</summary>
    public static IQueryable<EnquiryReport> Lines(MatchmakingDb db, ClaimsPrincipal user, DateTimeOffset from, DateTimeOffset until) =>
        db
            .Enquiries.AsNoTracking()
            .VisibleTo(user)
            .Where(e => e.ReceivedAt >= from && e.ReceivedAt < until)
            .OrderBy(e => e.ReceivedAt)
            .Select(e => new EnquiryReport(
                e.Number,
                e.ReceivedAt,
                e.Channel,
                e.Language,
                e.ContactName,
                e.Company,
                e.Opportunity!.Title.Zh,
                e.Opportunity.Title.Az,
                e.Opportunity.Title.En,
                e.Sector,
                e.Place,
                e.Priority,
                e.NextStep,
                e.NextStepOn,
                e.DueAt,
                e.PausedAt != null,
                e.Intent,
                e.State,
                e.Owner!.DisplayName,
                e.Promises.Where(p => p.Kind == PromiseKind.First).Select(p => (DateTimeOffset?)p.PromisedFor).FirstOrDefault(),
                e.Promises.Where(p => p.Kind == PromiseKind.First).Select(p => p.KeptAt).FirstOrDefault(),
                e.Promises.Where(p => p.Kind == PromiseKind.Substantive).Select(p => (DateTimeOffset?)p.PromisedFor).FirstOrDefault(),
                e.Promises.Where(p => p.Kind == PromiseKind.Substantive).Select(p => p.KeptAt).FirstOrDefault()
            ));

    private EnquiryNext? Next => EnquiryNext.Of(NextStep, NextStepOn, DueAt, IsPaused);

    /// <summary>Its cells in the reader's words, in the order of <see cref="Columns"/>.</summary>
    public IEnumerable<string?> Cells(Text t, AnswerClock clock, ReferenceData reference) =>
        [
            EnquiryWords.Name(Number),
            Moment(ReceivedAt),
            t["enquiry.via." + Channel.ToString().ToLowerInvariant()],
            t.NameOfLanguage(Language),
            Contact,
            Company,
            TitleEn is null ? null : new Localized(TitleZh!, TitleAz!, TitleEn).In(t.Language),
            EnquiryWords.About(Sector, Place, reference, t),
            t["enquiry.priority." + Priority.ToString().ToLowerInvariant()],
            NextWords(t),
            Next?.By is { } by ? Dates.Machine(by) : null,
            t["enquiry.intent." + Intent.ToString().ToLowerInvariant()],
            t["enquiry.state." + State.ToString().ToLowerInvariant()],
            Owner,
            Moment(FirstPromised),
            Moment(FirstAt),
            FirstAt is { } first ? clock.Worked(ReceivedAt, first).TotalHours.ToString("0.0", CultureInfo.InvariantCulture) : null,
            InTime(FirstPromised, FirstAt, t),
            Moment(Promised),
            Moment(At),
            InTime(Promised, At, t),
        ];

    private string? NextWords(Text t) =>
        Next switch
        {
            { Then: var (step, on) } next => t["desk.export.then", ("next", next.ForDesk(t)), ("step", step), ("day", Dates.Machine(on))],
            var next => next?.ForDesk(t),
        };

    private static string? InTime(DateTimeOffset? promised, DateTimeOffset? at, Text t) =>
        at is null ? null : t[at <= promised ? "desk.export.yes" : "desk.export.no"];

    /// <summary>As table programs read it, in the time of Baku.</summary>
    private static string? Moment(DateTimeOffset? moment) =>
        moment is { } one ? TimeZoneInfo.ConvertTime(one, BakuDay.Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : null;
}

/// <summary>A line of a file for table programs (RFC 4180).</summary>
internal static class CsvLine
{
    /// <summary>
    /// Each cell in quotes. What a table program would take for a formula gets an apostrophe before it, as such programs write one
    /// themselves: whoever asks chooses the words, and somebody else opens the file.
    /// </summary>
    public static string Of(IEnumerable<string?> cells) =>
        string.Join(
            ',',
            cells.Select(cell =>
            {
                var text = CleanText.Line(cell);
                var isFormula = text.Length > 0 && "=+-@＝＋－＠".Contains(text[0], StringComparison.Ordinal);
                return $"\"{(isFormula ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            })
        ) + "\r\n";
}
