using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Startup;

/// <summary>
/// What is never logged, whatever the settings say. Below a warning, ASP.NET Core prints addresses by design: the path with its query,
/// where a redirect leads, the arguments of handlers, the line of a request that Kestrel cannot read. In this application an address may
/// carry a token that lets somebody in, and logs are read and kept by more people than may come in. Own lines name the route instead.
/// </summary>
internal static class LogFloor
{
    private const string Framework = "Microsoft.AspNetCore";

    /// <summary>
    /// Nothing at all of this one: while it may log anything, it puts the path of the request into the scope of every line of whatever
    /// category, which a setting (<c>IncludeScopes</c>) prints. What it has to say of failures is said by <see cref="Faults.FaultPages"/>.
    /// </summary>
    private const string Requests = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>Goes through the rules each time that they are made, also when a changed file of settings makes them anew.</summary>
    public static void AddLogFloor(this ILoggingBuilder logging) =>
        logging.Services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, Floor>();

    /// <summary>Whether a line may be written at all.</summary>
    internal static bool MayBeLogged(string? category, LogLevel level) =>
        category is null || !IsOf(category, Framework) || (level >= LogLevel.Warning && !IsOf(category, Requests));

    private static bool IsOf(string category, string group) =>
        category.StartsWith(group, StringComparison.OrdinalIgnoreCase)
        && (category.Length == group.Length || category[group.Length] == '.');

    /// <summary>
    /// One rule applies to a category, the one that fits best, and no more than one; so each is given the condition. One that a setting
    /// makes for a single logger or category thus cannot go round it.
    /// </summary>
    private sealed class Floor : IPostConfigureOptions<LoggerFilterOptions>
    {
        public void PostConfigure(string? name, LoggerFilterOptions options)
        {
            var rules = options.Rules.Select(Bounded).ToList();
            options.Rules.Clear();
            // For what no other rule fits.
            options.Rules.Add(Bounded(new(null, null, options.MinLevel, null)));
            foreach (var rule in rules)
                options.Rules.Add(rule);
        }

        private static LoggerFilterRule Bounded(LoggerFilterRule rule) =>
            new(
                rule.ProviderName,
                rule.CategoryName,
                rule.LogLevel,
                (provider, category, level) =>
                    MayBeLogged(category, level) && (rule.Filter is not { } filter || filter(provider, category, level))
            );
    }
}
