using Matchmaking.TestSupport.MailServers;

namespace Matchmaking.TestSupport;

/// <summary>A site that hands its mails in to a scripted server over real SMTP, with return addresses of their own.</summary>
public class SmtpSite : Site
{
    public const string BounceDomain = "bounces.example.org",
        HookSecret = "a secret of twenty letters";

    public ScriptedSmtpServer Server { get; } = new() { KeepBodies = true };

    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [
            new("Mail:Smtp:Host", "127.0.0.1"),
            new("Mail:Smtp:Port", Server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new("Mail:Smtp:Security", "None"),
            new("Mail:Bounces:Domain", BounceDomain),
            new("Mail:Hook:Secret", HookSecret),
        ];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
