using Matchmaking.Web.Features.Account;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Tests.Account;

/// <summary>What it costs somebody who has stolen the hashes to try one password.</summary>
public sealed class PasswordCostTests
{
    [Fact]
    public void A_password_is_hashed_as_often_as_owasp_asks_for()
    {
        var services = new ServiceCollection();
        services.AddAccounts(new Nowhere());
        Assert.True(services.BuildServiceProvider().GetRequiredService<IOptions<PasswordHasherOptions>>().Value.IterationCount >= 210_000);
    }

    private sealed class Nowhere : IWebHostEnvironment
    {
        public string EnvironmentName { get; set; } = "Production";
        public string ApplicationName { get; set; } = "";
        public string WebRootPath { get; set; } = "";
        public string ContentRootPath { get; set; } = "";
        public IFileProvider WebRootFileProvider { get; set; } = new NullFileProvider();
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
