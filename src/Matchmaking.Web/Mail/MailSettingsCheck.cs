using Microsoft.Extensions.Options;
using MimeKit;

namespace Matchmaking.Web.Mail;

/// <summary>Looks at the settings before anything is sent by them: what is wrong is said at the start, all of it at once.</summary>
internal sealed class MailSettingsCheck : IValidateOptions<MailSettings>
{
    public ValidateOptionsResult Validate(string? name, MailSettings mail)
    {
        var wrong = new List<string>();
        void Check(bool right, string complaint)
        {
            if (!right)
                wrong.Add(complaint);
        }

        Check(IsPort(mail.Smtp.Port), "Mail__Smtp__Port must be 1 to 65535.");
        Check(IsPort(mail.Mailbox.Port), "Mail__Mailbox__Port must be 1 to 65535.");
        Check(IsHost(mail.Smtp.Host), "Mail__Smtp__Host must be the name or the address of a mail server.");
        Check(IsHost(mail.Mailbox.Host), "Mail__Mailbox__Host must be the name or the address of a mail server.");
        Check(mail.Hook.Secret is null or { Length: 0 or >= 20 }, "Mail__Hook__Secret must have at least 20 characters.");
        Check(IsAddress(mail.Sender.Address), "Mail__Sender__Address must be an e-mail address, for example alerts@example.az.");
        Check(IsAddress(mail.Canary.Address), "Mail__Canary__Address must be an e-mail address.");
        Check(
            mail.Bounces.Domain is null or "" || Uri.CheckHostName(mail.Bounces.Domain) == UriHostNameType.Dns,
            "Mail__Bounces__Domain must be the name of a domain, for example bounces.example.az."
        );
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static bool IsPort(int port) => port is > 0 and < 65536;

    /// <summary>What is not set is not wrong; what Production needs is asked for elsewhere.</summary>
    private static bool IsHost(string? host) =>
        string.IsNullOrEmpty(host) || Uri.CheckHostName(host) is not UriHostNameType.Unknown and not UriHostNameType.Basic;

    private static bool IsAddress(string? address) =>
        string.IsNullOrEmpty(address)
        || (
            MailboxAddress.TryParse(address, out var mailbox)
            && mailbox.Address == address
            && address.LastIndexOf('@') is > 0 and var at
            && Uri.CheckHostName(address.Split('@')[^1]) == UriHostNameType.Dns
            && at <= 64
        );
}
