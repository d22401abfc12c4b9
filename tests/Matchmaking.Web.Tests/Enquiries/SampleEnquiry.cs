using Matchmaking.Clock;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Enquiries;

namespace Matchmaking.Web.Tests.Enquiries;

/// <summary>An enquiry without a database, for tests of its verbs.</summary>
internal static class SampleEnquiry
{
    public static readonly AnswerClock Agency = new WorkingCalendars().AgencyClock;

    /// <summary>A Monday in a week without holidays, 10:00 in Baku; when it was asked.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 11, 16, 6, 0, 0, TimeSpan.Zero);
    public static readonly Guid Officer = Guid.CreateVersion7();
    public static readonly DateOnly Soon = new(2026, 12, 1);

    public static Enquiry Asked()
    {
        var enquiry = new Enquiry
        {
            ContactName = "Sample User",
            Company = "Sample Bus Maker",
            Language = "zh-Hans",
            Channel = EnquiryChannel.Site,
            ReceivedAt = Monday,
        };
        enquiry.Receive(Heard(enquiry, Monday), Officer, Agency, Monday);
        return enquiry;
    }

    public static Enquiry Answered()
    {
        var enquiry = Asked();
        enquiry.Tell(Said(enquiry, MessageKind.Answer, Monday.AddHours(2)), Agency, Monday.AddHours(2));
        return enquiry;
    }

    public static EnquiryMessage Heard(Enquiry enquiry, DateTimeOffset at) => Message(enquiry, MessageKind.Investor, at, false);

    public static EnquiryMessage Said(Enquiry enquiry, MessageKind kind, DateTimeOffset at, bool isTemplate = false) =>
        Message(enquiry, kind, at, isTemplate);

    private static EnquiryMessage Message(Enquiry enquiry, MessageKind kind, DateTimeOffset at, bool isTemplate) =>
        new()
        {
            EnquiryId = enquiry.Id,
            Kind = kind,
            At = at,
            AuthorId = kind == MessageKind.Investor ? null : Officer,
            AuthorName = "Somebody",
            Via = EnquiryChannel.Site,
            Language = "en",
            Text = "Some words",
            IsTemplate = isTemplate,
        };
}
