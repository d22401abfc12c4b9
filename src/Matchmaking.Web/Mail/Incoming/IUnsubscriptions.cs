namespace Matchmaking.Web.Mail.Incoming;

/// <summary>What a recipient ends by writing back. Implemented by the feature whose mails can be ended.</summary>
public interface IUnsubscriptions
{
    /// <summary>Ends all mails of that feature to a person. Doing it twice changes nothing.</summary>
    /// <param name="personId">Who.</param>
    /// <param name="how">For the record: "mail" or "complaint".</param>
    Task StopAsync(Guid personId, string how, CancellationToken cancel);
}
