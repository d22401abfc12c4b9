using Matchmaking.TestSupport;
using Matchmaking.Web.Features.Account;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Matchmaking.Benchmarks.Access;

/// <summary>
/// The whole application on a real port, on a clock that the story moves, with passwords that cost what they cost in the product.
/// </summary>
internal sealed class AccessSite : Site
{
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    protected override bool OnRealPort => true;

    protected override void Change(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(LoggerFactory.Create(logging => logging.AddConsole().SetMinimumLevel(LogLevel.Error)));
        services.PostConfigure<PasswordHasherOptions>(hashing => hashing.IterationCount = AccountServices.HashIterations);
    }
}
