using System.Security.Cryptography;
using Matchmaking.Web.Mail.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Tests.Mail.Signing;

/// <summary>A key that cannot be used stops the start, in words that say what to do.</summary>
public sealed class DkimKeyTests
{
    [Fact]
    public void Without_settings_mails_leave_unsigned() => Assert.Null(Start([]).GetService<MailSigner>());

    [Fact]
    public void With_all_three_they_are_signed()
    {
        using var file = KeyFile.WithKey();

        Assert.NotNull(Start(Settings(file.Path)).GetService<MailSigner>());
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("/nowhere/dkim.pem", Refusal(Settings("/nowhere/dkim.pem")), StringComparison.Ordinal);

    [Fact]
    public void A_folder_is_no_key() => Assert.Contains("cannot be read", Refusal(Settings(Path.GetTempPath())), StringComparison.Ordinal);

    [Fact]
    public void A_small_key_is_refused_with_its_size()
    {
        using var file = KeyFile.WithKey(1024);

        Assert.Contains("has 1024 bits; 2048 are needed", Refusal(Settings(file.Path)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not a key")]
    [InlineData("")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void Something_else_is_no_key(string content)
    {
        using var file = new KeyFile(content);

        Assert.Contains("no unencrypted RSA private key", Refusal(Settings(file.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_public_key_is_refused_and_so_is_one_of_another_kind()
    {
        using var rsa = RSA.Create(2048);
        using var curve = ECDsa.Create();
        foreach (var pem in new[] { rsa.ExportSubjectPublicKeyInfoPem(), curve.ExportPkcs8PrivateKeyPem() })
        {
            using var file = new KeyFile(pem);
            Assert.Contains("no unencrypted RSA private key", Refusal(Settings(file.Path)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_three_settings_belong_together()
    {
        using var file = KeyFile.WithKey();

        foreach (var left in new[] { "Domain", "Selector", "KeyFile" })
            Assert.Contains(
                "belong together",
                Refusal([.. Settings(file.Path).Where(pair => !pair.Key.EndsWith(left, StringComparison.Ordinal))]),
                StringComparison.Ordinal
            );
    }

    private static KeyValuePair<string, string?>[] Settings(string keyFile) =>
        [new("Mail:Dkim:Domain", "example.az"), new("Mail:Dkim:Selector", "korpu1"), new("Mail:Dkim:KeyFile", keyFile)];

    private static string Refusal(KeyValuePair<string, string?>[] settings) =>
        Assert.Throws<OptionsValidationException>(() => Start(settings)).Message;

    private static ServiceProvider Start(KeyValuePair<string, string?>[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddSigning(configuration);
        var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
        return provider;
    }
}
