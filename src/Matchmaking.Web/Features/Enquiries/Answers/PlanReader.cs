using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Matchmaking.Web.Features.Enquiries.Answers;

/// <summary>Reads what the desk means to do next, wherever it says so.</summary>
public sealed class PlanReader(WorkingCalendars calendars, TimeProvider time, Text t)
{
    /// <summary>As it will be kept; complaints about what is missing, too long or over stand in the model state.</summary>
    /// <param name="typedStep">What comes next, as typed.</param>
    /// <param name="typedOn">By which day, as typed.</param>
    /// <param name="prefix">Stands before the names of the fields: "Input." or nothing.</param>
    /// <param name="wrong">Where complaints go.</param>
    public EnquiryPlan Read(string? typedStep, string? typedOn, string prefix, ModelStateDictionary wrong)
    {
        var step = CleanText.Line(typedStep);
        if (!step.Any(char.IsLetterOrDigit))
            wrong.AddModelError(prefix + "NextStep", t["account.required", ("field", t["desk.enquiry.next-step"])]);
        else if (step.Length > Enquiry.NextStepLength)
            wrong.AddModelError(prefix + "NextStep", t["account.too-long", ("max", Enquiry.NextStepLength), ("count", step.Length)]);
        else if (AnswerTemplates.Open(step) is { Count: > 0 } open)
            wrong.AddModelError(prefix + "NextStep", t.Count("desk.enquiry.placeholders", open.Count, ("names", t.List(open.Distinct()))));
        var today = BakuDay.Of(time);
        var day = ListingDay.Read(typedOn);
        // What is to be done by the end of a day that has ended is late at once.
        var isMissing = CleanText.Line(typedOn).Length == 0;
        var isOver = day == today && EnquiryPlan.IsOver(today, calendars.AgencyClock, time.GetUtcNow());
        if (isOver || !(day >= today))
            wrong.AddModelError(
                prefix + "NextStepOn",
                isMissing
                    ? t["account.required", ("field", t["desk.enquiry.next-on"])]
                    : t[isOver ? "desk.enquiry.next-on.over" : "desk.enquiry.next-on.needed"]
            );
        return new(step, day ?? default);
    }

    /// <summary>
    /// What becomes of the next step when nothing is said of it: it stands, gives way when its day is over, or is to check back.
    /// </summary>
    public string Hint(Enquiry enquiry)
    {
        var language = ("language", (object?)t.NameOfLanguage(enquiry.Language));
        if (!enquiry.IsOpen)
            return t["desk.enquiry.next-step.ended"];
        if (enquiry is not { NextStep: { } step, NextStepOn: { } on })
            return t["desk.enquiry.next-step.later", language];
        var stands = EnquiryPlan.IsOver(on, calendars.AgencyClock, time.GetUtcNow()) ? "over" : "stands";
        return t["desk.enquiry.next-step." + stands, language, ("step", step), ("day", Dates.Day(on, t.Language))];
    }

    /// <summary>The plan beside an answer; null where nothing was typed of it. Complains where the enquiry has ended.</summary>
    public EnquiryPlan? Read(AnswerInput input, Enquiry enquiry, ModelStateDictionary wrong)
    {
        if (!input.HasStep)
            return null;
        if (!enquiry.IsOpen)
            wrong.AddModelError("Input.NextStep", t["desk.enquiry.next-step.ended"]);
        return Read(input.NextStep, input.NextStepOn, "Input.", wrong);
    }
}
