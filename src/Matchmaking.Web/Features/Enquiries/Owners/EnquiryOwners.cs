using Matchmaking.Web.Features.Inbox;

namespace Matchmaking.Web.Features.Enquiries.Owners;

/// <summary>Gives enquiries to somebody from the inbox as from their page: with history, and a mail to the new owner.</summary>
public sealed class EnquiryOwners(EnquiryService enquiries) : IInboxOwners
{
    public InboxKind Kind => InboxKind.Enquiry;

    /// <inheritdoc/>
    public async Task<bool> AssignAsync(string subject, Guid owner, Guid by, CancellationToken cancel) =>
        Guid.TryParse(subject, out var id) && await enquiries.AssignAsync(id, owner, by, null, cancel);
}
