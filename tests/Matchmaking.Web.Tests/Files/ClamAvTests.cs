using System.Net;
using System.Net.Sockets;
using System.Text;
using Matchmaking.Web.Files;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Matchmaking.Web.Tests.Files;

/// <summary>With a real clamd that knows EICAR's test file, and with servers that are none.</summary>
public sealed class ClamAvTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_scanner_knows_is_refused_and_what_it_does_not_know_is_taken(bool bySocket)
    {
        var clamd = await Clamd.SharedAsync();
        var address = bySocket ? clamd.Socket : $"127.0.0.1:{clamd.Port}";

        var virus = await CheckAsync(address, "a.txt", Clamd.TestFile);
        var clean = await CheckAsync(address, "a.txt", Clamd.TestFile[..60]);

        Assert.Equal((FileRefusal.Virus, Clamd.Virus, ""), (virus.Refusal, virus.Virus, virus.Name));
        Assert.Equal((null, "a.txt"), (clean.Refusal, clean.Name));
    }

    [Fact]
    public async Task A_file_of_many_chunks_is_scanned_to_its_end()
    {
        var clamd = await Clamd.SharedAsync();

        var clean = await CheckAsync(
            $"127.0.0.1:{clamd.Port}",
            "a.txt",
            new byte[900_000]
                .Select(_ => (byte)'a')
                .ToArray()
        );

        Assert.Null(clean.Refusal);
    }

    [Fact]
    public async Task A_file_longer_than_the_scanner_takes_is_not_taken_either()
    {
        var clamd = await Clamd.SharedAsync();

        var large = await CheckAsync(
            $"127.0.0.1:{clamd.Port}",
            "a.txt",
            new byte[5_000_000]
                .Select(_ => (byte)'a')
                .ToArray()
        );

        Assert.Equal(FileRefusal.NotScanned, large.Refusal);
    }

    [Theory]
    [InlineData("/run/nobody-listens-here.ctl")]
    [InlineData("127.0.0.1:1")]
    public async Task While_the_scanner_is_away_no_file_is_taken(string address) =>
        Assert.Equal(FileRefusal.NotScanned, (await CheckAsync(address, "a.txt", [65])).Refusal);

    [Theory]
    [InlineData("")]
    [InlineData("stream: OK")]
    [InlineData("INSTREAM size limit exceeded. ERROR\0")]
    [InlineData("stream: Eicar FOUND but OK\0")]
    [InlineData("UNKNOWN COMMAND\0")]
    public async Task An_answer_that_is_none_makes_no_file_clean(string answer)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var answered = AnswerAsync(server, answer);

        var verdict = await CheckAsync($"127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}", "a.txt", [65]);

        await answered;
        Assert.Equal(FileRefusal.NotScanned, verdict.Refusal);
    }

    [Fact]
    public async Task A_scanner_that_says_nothing_is_not_waited_for_longer_than_half_a_minute()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var check = CheckAsync($"127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}", "a.txt", [65]);
        using var client = await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await ReadQuestionAsync(client);

        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(check.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(FileRefusal.NotScanned, (await check).Refusal);
    }

    [Fact]
    public async Task Whoever_goes_away_while_it_is_scanned_is_not_told_that_the_scanner_is_away()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var left = new CancellationTokenSource();
        var check = CheckAsync($"127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}", "a.txt", [65], left.Token);
        using var client = await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken);

        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check);
    }

    [Fact]
    public async Task Without_a_scanner_files_are_taken() => Assert.Null((await CheckAsync(null, "a.txt", Clamd.TestFile)).Refusal);

    [Theory]
    [InlineData(null, true)]
    [InlineData("clamd:3310", true)]
    [InlineData("[::1]:3310", true)]
    [InlineData("/run/clamav/clamd.ctl", true)]
    [InlineData("clamd", false)]
    [InlineData("clamd:0", false)]
    [InlineData("clamd:65536", false)]
    [InlineData(":3310", false)]
    [InlineData("http://clamd:3310", false)]
    public void A_wrong_address_is_told_at_the_start(string? address, bool isRight) =>
        Assert.Equal(isRight, new FilesSettingsCheck().Validate(null, new() { Clamd = address }).Succeeded);

    private Task<FileVerdict> CheckAsync(string? address, string name, byte[] content, CancellationToken cancel = default) =>
        new FileCheck(new(Options.Create(new FilesSettings { Clamd = address }), _time, NullLogger<ClamAv>.Instance), _time).CheckAsync(
            name,
            content,
            cancel
        );

    private static async Task AnswerAsync(TcpListener server, string answer)
    {
        using var client = await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await ReadQuestionAsync(client);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
    }

    /// <summary>The command, one chunk of one byte, and the chunk of none that ends it.</summary>
    private static Task ReadQuestionAsync(TcpClient client) =>
        client.GetStream().ReadExactlyAsync(new byte["zINSTREAM\0".Length + 4 + 1 + 4]).AsTask();
}
