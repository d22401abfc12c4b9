using System.Text;
using Matchmaking.Web.Mail.Incoming;

namespace Matchmaking.Web.Tests.Mail.Incoming;

/// <summary>What the server of our mailbox says of a sender, and what others say in its name.</summary>
public sealed class SenderProofTests
{
    private const string Server = "mx.example.az";
    private const string From = "Zhang Wei <zhang@mail.example.com>";

    [Theory]
    [InlineData("dmarc=pass", SenderProof.Proven)]
    [InlineData("dmarc=pass (p=reject dis=none) header.from=mail.example.com", SenderProof.Proven)]
    [InlineData("dmarc=pass header.from=example.com", SenderProof.Proven)]
    [InlineData("dmarc=pass header.from=example.org", SenderProof.Failed)]
    [InlineData("dmarc=fail header.from=mail.example.com; dkim=pass header.d=mail.example.com", SenderProof.Failed)]
    [InlineData("dmarc=none; dkim=pass header.d=mail.example.com", SenderProof.Proven)]
    [InlineData("dkim=pass (2048-bit key; unprotected) header.d=example.com header.i=@example.com header.b=abc", SenderProof.Proven)]
    [InlineData("dkim=pass header.i=@eu.mail.example.com", SenderProof.Proven)]
    [InlineData("dkim=pass header.d=example.org", SenderProof.Failed)]
    [InlineData("dkim=pass header.d=com", SenderProof.Failed)]
    [InlineData("dkim=pass header.d=notmail.example.com", SenderProof.Failed)]
    [InlineData("dkim=pass", SenderProof.Failed)]
    [InlineData("dkim=fail header.d=example.com", SenderProof.Failed)]
    [InlineData("dkim=fail header.d=example.org;\r\n dkim=pass\r\n (good)\r\n header.d=example.com", SenderProof.Proven)]
    [InlineData("spf=pass smtp.mailfrom=bounces@example.com", SenderProof.Proven)]
    [InlineData("spf=pass smtp.mailfrom=example.com", SenderProof.Proven)]
    [InlineData("spf=pass smtp.mailfrom=zhang@example.org", SenderProof.Failed)]
    [InlineData("spf=softfail smtp.mailfrom=zhang@example.com", SenderProof.Failed)]
    [InlineData("spf=pass smtp.helo=example.com", SenderProof.Failed)]
    [InlineData("auth=pass smtp.auth=zhang@example.com", SenderProof.Failed)]
    [InlineData("arc=pass", SenderProof.Failed)]
    [InlineData("none", SenderProof.Failed)]
    [InlineData("DMARC=PASS HEADER.FROM=EXAMPLE.COM", SenderProof.Proven)]
    public void Checks_count_for_the_domain_that_they_passed_for(string results, SenderProof proof) =>
        Assert.Equal(proof, Of($"Authentication-Results: {Server}; {results}\r\n"));

    [Theory]
    [InlineData("", SenderProof.Unknown)]
    [InlineData("Authentication-Results: mx.example.org; dmarc=pass\r\n", SenderProof.Unknown)]
    [InlineData("Authentication-Results: mx.example.az.example.org; dmarc=pass\r\n", SenderProof.Unknown)]
    [InlineData("Authentication-Results: (mx.example.az) mx.example.org; dmarc=pass\r\n", SenderProof.Unknown)]
    [InlineData("X-Authentication-Results: mx.example.az; dmarc=pass\r\n", SenderProof.Unknown)]
    [InlineData("ARC-Authentication-Results: i=1; mx.example.az; dmarc=pass\r\n", SenderProof.Unknown)]
    [InlineData(
        "Authentication-Results: mx.example.az; dmarc=fail\r\nAuthentication-Results: mx.example.az; dmarc=pass\r\n",
        SenderProof.Failed
    )]
    [InlineData(
        "Authentication-Results: mx.example.org; dmarc=fail\r\nAuthentication-Results: mx.example.az; dmarc=pass\r\n",
        SenderProof.Proven
    )]
    [InlineData("Authentication-Results: (a comment) mx.example.az 1 ; dmarc=pass\r\n", SenderProof.Proven)]
    [InlineData("Authentication-Results: MX.example.AZ;\r\n dmarc=pass\r\n", SenderProof.Proven)]
    [InlineData("Authentication-Results: =;;\r\nAuthentication-Results: mx.example.az; dmarc=pass\r\n", SenderProof.Unknown)]
    [InlineData("Subject: a\r\n\r\nAuthentication-Results: mx.example.az; dmarc=pass\r\n", SenderProof.Unknown)]
    public void Only_the_topmost_header_of_our_server_counts(string head, SenderProof proof) => Assert.Equal(proof, Of(head));

    [Fact]
    public void A_header_too_long_to_be_read_hides_no_forged_one_below_it()
    {
        var failures = string.Concat(Enumerable.Repeat("\r\n dkim=fail header.d=example.com;", 1000));
        var ours = $"Authentication-Results: {Server};{failures} spf=fail\r\n";

        Assert.Equal(SenderProof.Unknown, Of(ours + $"Authentication-Results: {Server}; dmarc=pass\r\n"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_the_name_of_our_server_nothing_is_believed(string? server) =>
        Assert.Equal(SenderProof.Unknown, Of("Authentication-Results: ; dmarc=pass\r\n", server: server));

    [Theory]
    [InlineData("From: a@mail.example.com, b@mail.example.com\r\n")]
    [InlineData("From: a@mail.example.com\r\nFrom: b@example.org\r\n")]
    [InlineData("From: \"zhang@mail.example.com\" <a@example.org>\r\n")]
    public void A_pass_proves_nothing_of_a_sender_who_is_not_one(string from) =>
        Assert.Equal(SenderProof.Failed, Of($"Authentication-Results: {Server}; dkim=pass header.d=example.com\r\n", from));

    private static SenderProof Of(string head, string from = $"From: {From}\r\n", string? server = Server)
    {
        using var message = IncomingMessage.Load(Encoding.UTF8.GetBytes(from + head + "\r\nYes.\r\n"));
        return SenderProofs.Of(message, server);
    }
}
