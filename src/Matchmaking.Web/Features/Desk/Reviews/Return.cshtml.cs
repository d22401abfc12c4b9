using Matchmaking.Web.Features.MyOrganisation;
using Matchmaking.Web.Features.Opportunities;

namespace Matchmaking.Web.Features.Desk.Reviews;

/// <summary>Sends a submission back, to be put right by its organisation.</summary>
public sealed class ReturnModel(ReasonedServices services) : ReasonedPage(services)
{
    protected override string Done => "desk.return.done";
    protected override string MailKind => SubmissionMail.Returned;

    protected override bool MayAnswer(Opportunity opportunity) => opportunity.Status == PublicationStatus.Submitted;

    protected override bool Answer(Opportunity opportunity, string reason, Guid by, DateTimeOffset now) =>
        opportunity.Return(reason, by, now);
}
