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
        if (step.Length == 0)
            wrong.AddModelError(prefix + "NextStep", t["account.required", ("field", t["desk.enquiry.next-step"])]);
        else if (step.Length > Enquiry.NextStepLength)
            wrong.AddModelError(prefix + "NextStep", t["account.too-long", ("max", Enquiry.NextStepLength), ("count", step.Length)]);
        var today = BakuDay.Of(time);
        var day = ListingDay.Read(typedOn);
        // What is to be done by the end of a day that has ended is late at once.
        var isOver = day == today && calendars.AgencyClock.Calendar.HoursOf(today).Until <= time.GetUtcNow();
        if (isOver || !(day >= today))
            wrong.AddModelError(prefix + "NextStepOn", t[isOver ? "desk.enquiry.next-on.over" : "desk.enquiry.next-on.needed"]);
        return new(step, day ?? default);
    }

    /// <summary>The plan beside an answer; null where nothing was typed of it.</summary>
    public EnquiryPlan? Read(AnswerInput input, ModelStateDictionary wrong) =>
        CleanText.Line(input.NextStep).Length == 0 && CleanText.Line(input.NextStepOn).Length == 0
            ? null
            : Read(input.NextStep, input.NextStepOn, "Input.", wrong);
}
