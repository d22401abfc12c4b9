using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Matchmaking.Web.Tests.Architecture;

/// <summary>
/// What each room may import. A room is a folder of the web application, or of its features. Imports point down, so that a reader of a room
/// need know only those below it, and a room can be taken out without those below noticing.
/// </summary>
public sealed class RoomTests
{
    private const string Web = "Matchmaking.Web.";

    /// <summary>The rooms below the features, the lowest first: each may import those before it.</summary>
    private static readonly string[] Below =
    [
        "Calendar",
        "Links",
        "Languages",
        "Reference",
        "Lists",
        "Forms",
        "Database",
        "Queues",
        "Jobs",
        "Files",
        "Mail",
        "Faults",
    ];

    /// <summary>
    /// The features in the order of their imports. Those of one line know each other: people belong to organisations and organisations have
    /// people; a mandate and a listing are the two sides of a match, and saving either runs the matching.
    /// </summary>
    private static readonly string[][] Features =
    [
        ["Account", "Inbox", "Organisations"],
        ["TrackRecords"],
        ["Mandates", "Matches", "Opportunities"],
        ["Alerts"],
        ["Saved"],
        ["Searches"],
        ["Enquiries"],
        ["Imports"],
        ["MyOrganisation"],
        ["Progress"],
    ];

    /// <summary>Rooms that nobody imports: pages, and what puts the application together.</summary>
    private static readonly string[] OnTop =
    [
        "Amounts",
        "Desk",
        "Dev",
        "Error",
        "About",
        "Compare",
        "Feed",
        "Home",
        "Preferences",
        "Regions",
        "Sectors",
        "Unsubscribe",
        "Zones",
        "Shared",
    ];

    private static readonly Lazy<IReadOnlyList<(string From, string To, string Type)>> Imports = new(Read);

    [Fact]
    public void Imports_point_down()
    {
        var wrong = Imports
            .Value.Where(import => !IsAllowed(import.From, import.To))
            .GroupBy(import => (import.From, import.To))
            .Select(group =>
                $"{group.Key.From} imports {group.Key.To} "
                + $"({string.Join(", ", group.Select(import => import.Type).Distinct().Order(StringComparer.Ordinal).Take(6))})"
            )
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_room_has_its_place()
    {
        var rooms = Imports.Value.SelectMany(import => new[] { import.From, import.To }).Distinct();

        Assert.Empty(rooms.Where(room => Rank(room) is null).Order(StringComparer.Ordinal));
        Assert.True(Imports.Value.Count > 1000, "Imports are found in the compiled code.");
    }

    [Fact]
    public void A_folder_is_a_namespace() =>
        Assert.Empty(
            from file in Source.Files("src", ".cs").Concat(Source.Files("tests", ".cs"))
            where !file.Name.Contains("/Migrations/", StringComparison.Ordinal)
            let folder = string.Join('.', file.Name.Split('/')[1..^1])
            let written = System.Text.RegularExpressions.Regex.Match(
                file.Text,
                @"^namespace ([\w.]+);",
                System.Text.RegularExpressions.RegexOptions.Multiline
            )
            where written.Success && written.Groups[1].Value != folder
            select $"{file}: {written.Groups[1].Value}"
        );

    private static bool IsAllowed(string from, string to) => from == to || Rank(to) < Rank(from) || Peers(from, to);

    private static bool Peers(string from, string to) =>
        Features.Any(line => line.Contains(Feature(from)) && line.Contains(Feature(to)) && from != "Features" && to != "Features");

    private static string Feature(string room) => room.StartsWith("Features.", StringComparison.Ordinal) ? room["Features.".Length..] : "";

    /// <summary>How high a room lies; null for one that is not listed.</summary>
    private static int? Rank(string room) =>
        room switch
        {
            "Demo" => 1000,
            "Startup" or "" => 1001,
            // The rules of who may see which folder, and how often.
            "Features" => 900,
            _ when Array.IndexOf(Below, room) is >= 0 and var below => below,
            _ when Array.FindIndex(Features, line => line.Contains(Feature(room))) is >= 0 and var line => 200 + line,
            _ when OnTop.Contains(Feature(room)) => 300,
            _ => null,
        };

    private static List<(string, string, string)> Read()
    {
        var architecture = new ArchLoader().LoadAssemblies(typeof(Program).Assembly).Build();
        return
        [
            .. from type in architecture.Types
            where Room(type) is not null && !IsContext(type)
            from dependency in type.Dependencies
            where Room(dependency.Target) is not null
            let pair = (From: Room(type)!, To: Room(dependency.Target)!, Type: type.Name + " → " + dependency.Target.Name)
            where pair.From != pair.To
            select (pair.From, pair.To, pair.Type),
        ];
    }

    /// <summary>The context names every entity, and migrations are a record of what its tables were.</summary>
    private static bool IsContext(IType type) =>
        type.FullName.StartsWith(Web + "Database.MatchmakingDb", StringComparison.Ordinal)
        || type.FullName.StartsWith(Web + "Database.Migrations.", StringComparison.Ordinal);

    private static string? Room(IType type)
    {
        if (!type.FullName.StartsWith(Web, StringComparison.Ordinal))
            return null;
        var name = type.Namespace?.FullName ?? "";
        if (!name.StartsWith(Web, StringComparison.Ordinal))
            return name == Web.TrimEnd('.') ? "" : null;
        var parts = name[Web.Length..].Split('.');
        return parts[0] == "Features" && parts.Length > 1 ? "Features." + parts[1] : parts[0];
    }
}
