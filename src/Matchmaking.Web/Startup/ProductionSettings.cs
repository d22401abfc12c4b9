namespace Matchmaking.Web.Startup;

/// <summary>What Production cannot do without.</summary>
public static class ProductionSettings
{
    private static readonly (string Key, string Meaning)[] Required =
    [
        ("ConnectionStrings:Matchmaking", "connection string of the PostgreSQL database"),
        ("Mail:Smtp:Host", "host name of the mail server"),
        ("Mail:Sender:Address", "address that mails are sent from"),
        ("Site:BaseUrl", "public https address of the site, for links in mails"),
    ];

    /// <summary>One message that names everything missing; null when nothing is, or outside Production.</summary>
    public static string? Complain(WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment())
            return null;
        var complaints = Required
            .Where(setting => string.IsNullOrWhiteSpace(builder.Configuration[setting.Key]))
            .Select(setting => $"  {setting.Key.Replace(":", "__", StringComparison.Ordinal)}: {setting.Meaning}")
            .ToList();
        if (
            builder.Configuration["Site:BaseUrl"] is { Length: > 0 } url
            && !(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "https" or "http")
        )
            complaints.Add("  Site__BaseUrl: must be an absolute http(s) address");
        if (builder.Configuration.GetValue("FORWARDEDHEADERS_ENABLED", false))
            complaints.Add(
                "  ASPNETCORE_FORWARDEDHEADERS_ENABLED: believes anybody's headers; name the proxies in Proxies__Trusted instead"
            );
        return complaints.Count == 0
            ? null
            : $"Refusing to start in {builder.Environment.EnvironmentName}. These settings are missing or wrong:\n"
                + $"{string.Join('\n', complaints)}";
    }
}
