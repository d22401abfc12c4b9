using System.Globalization;
using System.Text;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>The enquiries of a period with their states and answer times, for the monthly report: a file for a table program.</summary>
public sealed class ExportModel(MatchmakingDb db, WorkingCalendars calendars, ReferenceData reference, Text t, TimeProvider time)
    : FormPage(t)
{
    /// <summary>The first day in Baku, as typed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>The last day.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Until { get; set; }

    public void OnGet()
    {
        var (first, last) = Usual(BakuDay.Of(time));
        From ??= Dates.Machine(first);
        Until ??= Dates.Machine(last);
    }

    /// <summary>This month so far; in its first five days the month before, whose report is written then.</summary>
    internal static (DateOnly First, DateOnly Last) Usual(DateOnly today)
    {
        var first = AnswerMonths.FirstDay(today);
        return today.Day <= 5 ? (first.AddMonths(-1), first.AddDays(-1)) : (first, today);
    }

    public async Task<IActionResult> OnGetFileAsync(CancellationToken cancel)
    {
        if (Read(From) is not { } from)
            ModelState.AddModelError(nameof(From), T["desk.export.day-needed"]);
        if (Read(Until) is not { } until)
            ModelState.AddModelError(nameof(Until), T["desk.export.day-needed"]);
        else if (Read(From) > until)
            ModelState.AddModelError(nameof(Until), T["desk.export.order"]);
        if (!ModelState.IsValid)
            return Page();
        var (first, end) = (BakuDay.Begins(Read(From)!.Value), BakuDay.Begins(Read(Until)!.Value.AddDays(1)));
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"enquiries-{From}-{Until}.csv\"";
        await using var file = new StreamWriter(
            Response.Body,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            bufferSize: 16 * 1024
        );
        await file.WriteAsync(CsvLine.Of(EnquiryReport.Columns.Select(column => T["desk.export.column." + column])));
        await foreach (var line in EnquiryReport.Lines(db, User, first, end).AsAsyncEnumerable().WithCancellation(cancel))
            await file.WriteAsync(CsvLine.Of(line.Cells(T, calendars.AgencyClock, reference)));
        return new EmptyResult();
    }

    private static DateOnly? Read(string? day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
        && read.Year is >= 2000 and < 2100
            ? read
            : null;
}
