using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Access;

/// <summary>Every route, with everybody, by GET and by POST.</summary>
public sealed class AccessTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    private const string SignIn = "/account/sign-in";

    [Fact]
    public void Every_route_has_a_line_and_every_line_a_route()
    {
        var routes = Routes.All(world).Select(route => route.Pattern).ToHashSet();
        var lines = AccessTable.Lines.Keys.Select(key => key.Split("?handler=")[0]).ToHashSet();

        Assert.True(
            routes.SetEquals(lines),
            $"For whom are these? {string.Join(", ", routes.Except(lines))}. These are gone: {string.Join(", ", lines.Except(routes))}."
        );
    }

    [Fact]
    public async Task Nothing_is_a_handler_by_accident() =>
        Assert.All(await Routes.InAsync(world), way => Assert.True(way.Method is "GET" or "POST", way.ToString()));

    [Theory]
    [InlineData(Caller.Visitor)]
    [InlineData(Caller.Unconfirmed)]
    [InlineData(Caller.Disabled)]
    [InlineData(Caller.Owner)]
    [InlineData(Caller.OtherInvestor)]
    [InlineData(Caller.Staff)]
    [InlineData(Caller.Administrator)]
    public async Task Everybody_comes_in_where_the_table_says_so_and_nowhere_else(Caller caller)
    {
        var wrong = new List<string>();
        foreach (var way in await Routes.InAsync(world))
        {
            var answer = await AskAsync(caller, way);
            if (Expected(way, caller) is var expected && !expected.Is(answer))
                wrong.Add($"{way}: {answer}, not {expected.Words}");
        }
        Assert.True(wrong.Count == 0, $"{caller}:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public async Task A_fragment_of_a_closed_page_is_401_and_no_page_in_a_corner()
    {
        var wrong = new List<string>();
        foreach (var way in (await Routes.InAsync(world)).Where(way => way is { Method: "GET", IsServed: true }))
        {
            var answer = await AskAsync(Caller.Visitor, way, request => request.Headers.Add("HX-Request", "true"));
            if ((answer.Status == 401) != (way.Line.For != Audience.Everybody))
                wrong.Add($"{way}: {answer}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task What_is_another_organisations_is_not_found_and_stays_as_it_was()
    {
        var other = world.Callers[Caller.OtherInvestor];
        var token = (await other.OpenAsync("/account/profile")).ValueOf("__RequestVerificationToken")!;
        var before = await ContentsAsync();

        var wrong = new List<string>();
        foreach (var way in (await Routes.InAsync(world)).Where(way => way is { Line.For: Audience.Owner, Method: "POST", IsServed: true }))
        {
            var answer = await AskAsync(
                Caller.OtherInvestor,
                way,
                request => request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("answer", "fits")])
            );
            if (answer.Status != 404)
                wrong.Add($"{way}: {answer}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(before, await ContentsAsync());
    }

    [Fact]
    public async Task Files_are_for_everybody_and_what_does_not_exist_exists_for_nobody()
    {
        var files = Routes.Files(world).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
            Assert.Equal((file, 200), (file, await StatusAsync(Caller.Visitor, "GET", file)));
        string[] nowhere =
        [
            "/css/missing.css",
            "/favicon.ico",
            "/no/such/page",
            "/desk/no/such/page",
            "/desk/mail/x",
            "/account",
            "/account/profile/x",
            "/error",
        ];
        foreach (var caller in world.Callers.Keys)
        foreach (var path in nowhere)
        foreach (var method in (string[])["GET", "POST"])
            Assert.Equal((caller, method, path, 404), (caller, method, path, await StatusAsync(caller, method, path)));
    }

    private async Task<int> StatusAsync(Caller caller, string method, string path) =>
        (await AskAsync(caller, new(AccessTable.Lines[""], method, path, IsPage: false, IsServed: true))).Status;

    /// <summary>All rows of the things that have an owner, by their table.</summary>
    private Task<List<string>> ContentsAsync() =>
        world.InDatabaseAsync(db =>
            db.Database.SqlQuery<string>(
                    $"""
                    SELECT name || ' ' || md5(string_agg(line, '' ORDER BY line)) AS "Value" FROM (
                        SELECT 'mandates' AS name, t::text AS line FROM mandates AS t
                        UNION ALL SELECT 'opportunities', t::text FROM opportunities AS t
                        UNION ALL SELECT 'deals', t::text FROM deals AS t
                        UNION ALL SELECT 'organisation_names', t::text FROM organisation_names AS t
                        UNION ALL SELECT 'opportunity_feedback', t::text FROM opportunity_feedback AS t) AS rows
                    GROUP BY name ORDER BY name
                    """
                )
                .ToListAsync()
        );

    /// <summary>What came back.</summary>
    /// <param name="Status">The status.</param>
    /// <param name="Location">Where a redirect leads.</param>
    private sealed record Answer(int Status, string? Location)
    {
        /// <summary>Whether whoever asked is asked to sign in.</summary>
        public bool AsksToSignIn => Status == 302 && Location?.Contains(SignIn + "?ReturnUrl=", StringComparison.Ordinal) == true;
    }

    private async Task<Answer> AskAsync(Caller caller, WayIn way, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(new(way.Method), way.Path);
        change?.Invoke(request);
        using var answer = await world.Callers[caller].Client.SendAsync(request);
        return new((int)answer.StatusCode, answer.Headers.Location?.ToString());
    }

    private static (Func<Answer, bool> Is, string Words) Expected(WayIn way, Caller caller)
    {
        if (!way.IsServed)
            return (answer => answer.Status == 405, "405");
        // Without a token whoever may post learns of the token alone; to whom the thing belongs is looked at after that.
        if (!MayEnter(way.Line.For, caller, isBlind: way.Method == "POST" || way.Line.LeadsBack))
            return IsSignedIn(caller) ? (answer => answer.Status == 404, "404") : (answer => answer.AsksToSignIn, "the page to sign in");
        if (way.Method == "POST")
            return (answer => answer.Status == way.Line.Post, way.Line.Post.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return way.Line.Get is { } status
            ? (answer => answer.Status == status, $"{status}")
            : (answer => answer.Status is 200 or 302 && !answer.AsksToSignIn, "a page");
    }

    private static bool IsSignedIn(Caller caller) => caller is Caller.Owner or Caller.OtherInvestor or Caller.Staff or Caller.Administrator;

    /// <param name="audience">For whom it is.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="isBlind">Whether it is answered before anybody looks at what the address names.</param>
    private static bool MayEnter(Audience audience, Caller caller, bool isBlind) =>
        audience switch
        {
            Audience.Everybody => true,
            Audience.SignedIn => IsSignedIn(caller),
            Audience.Investor => caller is Caller.Owner or Caller.OtherInvestor,
            Audience.Owner => caller is Caller.Owner || (isBlind && caller is Caller.OtherInvestor),
            Audience.Desk => caller is Caller.Staff or Caller.Administrator,
            _ => caller is Caller.Administrator,
        };
}
