namespace Matchmaking.Web.Mail;

/// <summary>Tells those who look after the mails that somebody must look: once a day for each trouble.</summary>
public interface IDeskNotices
{
    /// <summary>Writes a mail to each administrator, unless today's was written already. In the transaction of the caller.</summary>
    /// <param name="what">"complaint", "refused", "relay" or "canary".</param>
    /// <param name="about">An address, a provider or a mail server.</param>
    /// <param name="said">What was said, by whom ever.</param>
    Task AddAsync(string what, string about, string said, CancellationToken cancel);
}
