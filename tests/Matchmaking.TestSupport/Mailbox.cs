using System.Diagnostics;
using Matchmaking.Web.Mail;

namespace Matchmaking.TestSupport;

/// <summary>The mails that a site has sent.</summary>
public sealed class Mailbox(string folder)
{
    /// <summary>All mails to an address, newest first.</summary>
    public IReadOnlyList<ReadMail> To(string address) => [.. ReadMail.All(folder).Where(mail => mail.To == address)];

    /// <summary>The newest mail to an address that meets a condition; waits for it.</summary>
    /// <exception cref="TimeoutException">None came in time.</exception>
    public async Task<ReadMail> WaitForAsync(string address, Func<ReadMail, bool>? condition = null, int seconds = 30)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < TimeSpan.FromSeconds(seconds))
        {
            if (To(address).FirstOrDefault(mail => condition?.Invoke(mail) ?? true) is { } mail)
                return mail;
            await Task.Delay(50);
        }
        throw new TimeoutException(
            $"No such mail to {address} within {seconds} s. There are: {string.Join(" | ", To(address).Select(mail => mail.Subject))}"
        );
    }
}
