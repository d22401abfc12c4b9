using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Mail.Providers;

/// <summary>
/// Finds the group of any address: by the book, else by the domain's MX records. DNS that does not answer is no reason not to send:
/// then the domain is one of <see cref="ProviderGroup.Others"/> for a few minutes.
/// </summary>
public sealed partial class MxLookup(ProviderRegister book, IOptions<DnsSettings> settings, TimeProvider time, ILogger<MxLookup> log)
{
    /// <summary>How long one look-up may hold up a sender.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan KeepFound = TimeSpan.FromHours(24),
        KeepFailed = TimeSpan.FromMinutes(5);

    /// <summary>Far more domains than investors have; only a bound on memory.</summary>
    private const int Most = 100_000;

    private readonly ConcurrentDictionary<string, Known> _known = new();

    /// <summary>Made at the first look-up; a failure to make it is not kept, so that a network that comes up later is used.</summary>
    private readonly Lazy<LookupClient> _client = new(
        () => new(ClientOptions(settings.Value.Server)),
        LazyThreadSafetyMode.PublicationOnly
    );

    /// <summary>The group that receives mail for a domain; <see cref="ProviderGroup.Others"/> when DNS did not answer.</summary>
    public async Task<ProviderGroup> GroupOfAsync(string domain, CancellationToken cancel) =>
        await FindAsync(domain, cancel) ?? ProviderGroup.Others;

    /// <summary>The group that receives mail for a domain; null when DNS did not answer, now or a few minutes ago.</summary>
    public async Task<ProviderGroup?> FindAsync(string domain, CancellationToken cancel)
    {
        var name = ProviderRegister.Plain(domain);
        if (book.GroupOf(name) is { } group)
            return group;
        if (_known.TryGetValue(name, out var known) && known.Until > time.GetUtcNow())
            return known.Group;
        var found = await AskAsync(name, cancel);
        if (_known.Count >= Most)
            _known.Clear();
        _known[name] = new(found, time.GetUtcNow() + (found is null ? KeepFailed : KeepFound));
        return found;
    }

    /// <summary>Null when DNS did not answer.</summary>
    private async Task<ProviderGroup?> AskAsync(string name, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            var answer = await _client.Value.QueryAsync(name, QueryType.MX, cancellationToken: both.Token).WaitAsync(both.Token);
            if (answer.HasError && answer.Header.ResponseCode != DnsHeaderResponseCode.NotExistentDomain)
            {
                NotAnswered(name, answer.ErrorMessage);
                return null;
            }
            return answer
                    .Answers.OfType<MxRecord>()
                    .OrderBy(mx => mx.Preference)
                    .Select(mx => book.GroupOfServer(mx.Exchange.Value))
                    .FirstOrDefault(group => group is not null)
                ?? ProviderGroup.Others;
        }
        catch (Exception e)
            when (!cancel.IsCancellationRequested
                && e
                    is OperationCanceledException
                        or DnsResponseException
                        or SocketException
                        or ArgumentException
                        or InvalidOperationException
            )
        {
            NotAnswered(name, e.Message);
            return null;
        }
    }

    private static LookupClientOptions ClientOptions(string? server)
    {
        // Never a public resolver that the library would fall back to: whom we write to is nobody's business.
        var options = server is { Length: > 0 }
            ? new LookupClientOptions(Address(server))
            : new LookupClientOptions([.. NameServer.ResolveNameServers(skipIPv6SiteLocal: true, fallbackToGooglePublicDns: false)]);
        options.AutoResolveNameServers = false;
        options.Timeout = TimeSpan.FromSeconds(1);
        options.Retries = 1;
        return options;
    }

    /// <summary>"10.0.0.2" or "10.0.0.2:5353".</summary>
    internal static IPEndPoint Address(string server) =>
        IPEndPoint.TryParse(server, out var address)
            ? new(address.Address, address.Port == 0 ? 53 : address.Port)
            : throw new ArgumentException($"Mail__Dns__Server must be an IP address, with or without a port; it is '{server}'.");

    [LoggerMessage(LogLevel.Warning, "DNS did not tell who receives mail for {Domain}: {Reason}")]
    private partial void NotAnswered(string domain, string reason);

    private sealed record Known(ProviderGroup? Group, DateTimeOffset Until);
}
