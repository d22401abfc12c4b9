using System.Text.RegularExpressions;

namespace Matchmaking.Web.Tests.Architecture;

/// <summary>A setting that a document or a deployment names is one that the code reads.</summary>
public sealed partial class SettingsTests
{
    private static readonly string Code = string.Join('\n', Source.Files("src/Matchmaking.Web", ".cs").Select(file => file.Text));

    [Theory]
    [InlineData("docker-compose.yml")]
    [InlineData("Dockerfile")]
    [InlineData(".env.example")]
    [InlineData("README.md")]
    [InlineData("docs/operations.md")]
    public void Every_setting_it_names_is_read(string document) =>
        Assert.Empty(Named(Source.Read(document)).Where(name => !IsRead(name.Split("__"))).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Site__BaseUrl", true)]
    [InlineData("Mail__Smtp__Host", true)]
    [InlineData("ConnectionStrings__Matchmaking", true)]
    [InlineData("ConnectionStrings__Owner", true)]
    [InlineData("RateLimits__SignIn", true)]
    [InlineData("Demo__Load", true)]
    [InlineData("MATCHMAKING_DATA", true)]
    [InlineData("Mail__Dkim__KeyFile", true)]
    [InlineData("Mail__Providers__Tencent__Smtp__Host", true)]
    [InlineData("Site__Url", false)]
    [InlineData("Mail__Smtp__Hostname", false)]
    [InlineData("Mail__Smtp__Host__Name", false)]
    [InlineData("Mail__Dkim__Key", false)]
    [InlineData("Dkim__KeyFile", false)]
    [InlineData("ConnectionStrings__Default", false)]
    [InlineData("RateLimits__SignOff", false)]
    [InlineData("MATCHMAKING_FOLDER", false)]
    public void The_question_whether_a_setting_is_read_is_answered_rightly(string name, bool isRead) =>
        Assert.Equal(isRead, IsRead(name.Split("__")));

    private static IEnumerable<string> Named(string document) => Name().Matches(document).Select(match => match.Value).Distinct();

    private static bool IsRead(string[] parts) =>
        parts switch
        {
            ["ConnectionStrings", var name] => Mentions($"GetConnectionString(\"{name}\")"),
            [var single] => Mentions($"configuration[\"{single}\"]"),
            _ => Mentions($"\"{string.Join(':', parts)}\"")
                // A section may lie within another: Mail__Dkim__KeyFile is KeyFile of DkimSettings, bound to Mail:Dkim.
                || Enumerable
                    .Range(1, parts.Length - 1)
                    .Any(n => Mentions($"BindConfiguration(\"{string.Join(':', parts[..n])}\"") && Has(Settings(parts[n - 1]), parts[n..])),
        };

    private static Type? Settings(string section) =>
        typeof(Program).Assembly.GetTypes().SingleOrDefault(type => type.Name == section + "Settings");

    private static bool Has(Type? type, string[] path) =>
        path.Length == 0
            ? type is not null && (type.Namespace == "System" || type.IsEnum || Nullable.GetUnderlyingType(type) is not null)
            : type?.GetProperty(path[0]) is { } property && Has(property.PropertyType, path[1..]);

    private static bool Mentions(string text) => Code.Contains(text, StringComparison.Ordinal);

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+(?:__[A-Za-z][A-Za-z-]*)+\b|\bMATCHMAKING_[A-Z_]+\b")]
    private static partial Regex Name();
}
