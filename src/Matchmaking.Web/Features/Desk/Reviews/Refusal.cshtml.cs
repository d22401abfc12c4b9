using Matchmaking.Web.Features.MyOrganisation;
using Matchmaking.Web.Features.Opportunities;

namespace Matchmaking.Web.Features.Desk.Reviews;

/// <summary>Declines a submission for good.</summary>
public sealed class RefusalModel(ReasonedServices services) : ReasonedPage(services)
{
    protected override string Done => "desk.refusal.done";
    protected override string MailKind => SubmissionMail.Declined;

    protected override bool MayAnswer(Opportunity opportunity) => opportunity.MayBeDeclined;

    protected override bool Answer(Opportunity opportunity, string reason, Guid by, DateTimeOffset now) =>
        opportunity.Decline(reason, by, now);
}
