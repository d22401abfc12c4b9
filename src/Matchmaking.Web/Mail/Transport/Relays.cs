using System.Collections.Frozen;
using System.Globalization;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Queues;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Mail.Transport;

/// <summary>The mail servers that mails are handed in to, and which provider's mails go by which.</summary>
public sealed class Relays
{
    private readonly FrozenDictionary<ProviderGroup, Relay> _relays;

    public Relays(IOptions<MailSettings> settings, ProviderRegister book, TimeProvider time, ILogger<Relay> log)
    {
        var servers = Enum.GetValues<ProviderGroup>()
            .Select(provider => (provider, smtp: book.Limits(provider).Smtp ?? settings.Value.Smtp))
            .GroupBy(pair => (Host: pair.smtp.Host?.ToLowerInvariant() ?? "", pair.smtp.Port, pair.smtp.User), pair => pair.provider);
        _relays = servers
            .SelectMany(server =>
            {
                var name =
                    server.Key.Host.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{server.Key.Host}:{server.Key.Port}");
                var relay = new Relay(name, [.. server], time, log);
                return server.Select(provider => (provider, relay));
            })
            .ToFrozenDictionary(pair => pair.provider, pair => pair.relay);
    }

    /// <summary>The server that a provider's mails are handed in to.</summary>
    public Relay Of(ProviderGroup provider) => _relays[provider];
}

/// <summary>
/// One mail server as this process knows it. While it refuses us or is away, all mails that go by it wait, and one connection at a time
/// tries again: a login that is refused a hundred times ends in a lock.
/// </summary>
/// <param name="name">Host and port; empty when there is no server and mails become files.</param>
/// <param name="providers">Whose mails go by it.</param>
/// <param name="time">Says when.</param>
/// <param name="log">Told once when it begins to fail.</param>
public sealed partial class Relay(string name, IReadOnlyList<ProviderGroup> providers, TimeProvider time, ILogger log)
{
    /// <summary>How long mails wait after the first failure in a row, the second …; the last repeats.</summary>
    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(40),
        TimeSpan.FromMinutes(3),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30),
    ];

    private readonly SemaphoreSlim _one = new(1);
    private readonly Lock _lock = new();
    private int _failures,
        _generation,
        _news;
    private Exception? _last;
    private DateTimeOffset _retryAt;
    private DateTimeOffset? _workedAt,
        _tookAt;
    private string? _likeness;

    /// <summary>How many different mails must be answered alike, none being taken in between, until that is no longer about them.</summary>
    public const int ManyAlike = 3;

    /// <summary>Whom those were for that it has answered alike since it last took a mail.</summary>
    private readonly HashSet<string> _alike = [];

    public string Name => name;
    public IReadOnlyList<ProviderGroup> Providers => providers;

    /// <summary>Its name among the queues that the desk sees.</summary>
    public string Queue => QueueOf(name);

    internal static string QueueOf(string name) => CleanText.Cut("mail-server " + name, ParkedItem.QueueLength);

    /// <summary>What every answer begins with for which a provider's mails wait because of this server.</summary>
    public string Prefix => $"Mail server {name}: ";

    /// <summary>When it is tried again.</summary>
    public DateTimeOffset RetryAt
    {
        get
        {
            lock (_lock)
                return _retryAt;
        }
    }

    /// <summary>When it last did its work, in this process; null before the first time.</summary>
    public DateTimeOffset? WorkedAt
    {
        get
        {
            lock (_lock)
                return _workedAt;
        }
    }

    /// <summary>When it last took a mail, in this process; null before the first time.</summary>
    public DateTimeOffset? TookAt
    {
        get
        {
            lock (_lock)
                return _tookAt;
        }
    }

    /// <summary>
    /// Notes an answer that keeps a mail from being taken, and says whether it is the server's own doing, whatever its words mean: so many
    /// different ones had the same and nobody else had a better one.
    /// </summary>
    /// <param name="likeness">What is taken for the same answer.</param>
    /// <param name="whose">Of which address or domain it was; the same one again proves nothing.</param>
    public bool IsForAll(string likeness, string whose)
    {
        lock (_lock)
        {
            if (_likeness != likeness)
                _alike.Clear();
            _likeness = likeness;
            if (_alike.Count < ManyAlike)
                _alike.Add(whose);
            return _alike.Count >= ManyAlike;
        }
    }

    /// <summary>
    /// Waits for one's turn while it is failing. Whoever has waited while the one in front failed again need not try.
    /// </summary>
    /// <returns>To be disposed of after the attempt; null while it works and nobody has to wait for anybody.</returns>
    /// <exception cref="MailNotTriedException">It has failed again meanwhile.</exception>
    public async Task<IDisposable?> TurnAsync(CancellationToken cancel)
    {
        int before;
        lock (_lock)
            if (_failures == 0)
                return null;
            else
                before = _generation;
        await _one.WaitAsync(cancel);
        lock (_lock)
        {
            if (_failures > 0 && _generation == before)
                return new Turn(_one);
            _one.Release();
            return _failures == 0 ? null : throw new MailNotTriedException(_last!);
        }
    }

    /// <summary>
    /// It refused us or was away. What others meet before <see cref="RetryAt"/> is the same failure and makes the pause no longer.
    /// </summary>
    /// <param name="failure">What was met.</param>
    /// <param name="needsDesk">Waiting will not cure it.</param>
    public void Failed(Exception failure, bool needsDesk)
    {
        lock (_lock)
        {
            (_last, _generation) = (failure, _generation + 1);
            var now = time.GetUtcNow();
            if (_failures > 0 && now < _retryAt)
                return;
            _retryAt = now + Steps[Math.Min(_failures++, Steps.Length - 1)];
            if (_failures > 1)
                return;
        }
        if (needsDesk)
            Refuses(name, Tokens.Without(failure.Message));
        else
            IsAway(name, Tokens.Without(failure.Message));
    }

    /// <summary>It took a mail.</summary>
    public void Took()
    {
        lock (_lock)
        {
            (_likeness, _tookAt) = (null, time.GetUtcNow());
            _alike.Clear();
        }
        Worked();
    }

    /// <summary>It took a mail, or said something about a recipient.</summary>
    public void Worked()
    {
        lock (_lock)
        {
            var isNews = _failures > 0 || _workedAt is null;
            (_failures, _last, _workedAt) = (0, null, time.GetUtcNow());
            if (!isNews)
                return;
        }
        Volatile.Write(ref _news, 1);
    }

    /// <summary>Whether it works again, or for the first time in this process; true once.</summary>
    public bool TakeNews() => name.Length > 0 && Volatile.Read(ref _news) == 1 && Interlocked.Exchange(ref _news, 0) == 1;

    [LoggerMessage(
        LogLevel.Error,
        "The mail server {Server} refuses us, and waiting will not cure it; all mails that go by it wait: {Said}"
    )]
    private partial void Refuses(string server, string said);

    [LoggerMessage(LogLevel.Warning, "The mail server {Server} takes nothing just now; all mails that go by it wait: {Said}")]
    private partial void IsAway(string server, string said);

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
