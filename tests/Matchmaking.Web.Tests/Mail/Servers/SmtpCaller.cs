using System.Net;
using MailKit.Net.Smtp;
using MailKit.Security;
using Matchmaking.TestSupport.MailServers;
using MimeKit;

namespace Matchmaking.Web.Tests.Mail.Servers;

/// <summary>How the tests of the mail servers send: with a plain client that knows nothing of the product.</summary>
internal static class SmtpCaller
{
    public static async Task<SmtpClient> CallAsync(int port, NetworkCredential? login = null)
    {
        var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", port, SecureSocketOptions.None);
        if (login is not null)
            await client.AuthenticateAsync(login);
        return client;
    }

    public static Task<SmtpClient> CallAsync(this ScriptedSmtpServer server, NetworkCredential? login = null) =>
        CallAsync(server.Port, login);

    public static MimeMessage Letter(string id, string to = "investor@example.org", string text = "text")
    {
        var message = new MimeMessage
        {
            Subject = "Subject",
            MessageId = id,
            Body = new TextPart("plain") { Text = text },
        };
        message.From.Add(new MailboxAddress("", "alerts@example.org"));
        message.To.Add(new MailboxAddress("", to));
        return message;
    }
}
