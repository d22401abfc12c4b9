using Matchmaking.Web.Features.Account;

namespace Matchmaking.EndToEnd.Tests;

/// <summary>The application on a real port, and a real browser in front of it.</summary>
public class BrowserSite : Site
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    protected override bool OnRealPort => true;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(60_000);
        _browser = await Chromium.LaunchAsync(_playwright);
    }

    /// <summary>A person's browser: cookies of its own, one language, with or without JavaScript.</summary>
    public async Task<IPage> NewBrowserAsync(
        string language,
        bool javaScript = true,
        int width = 1280,
        int height = 900,
        string? userAgent = null
    )
    {
        var context = await _browser!.NewContextAsync(
            new()
            {
                BaseURL = Address,
                Locale = language,
                JavaScriptEnabled = javaScript,
                UserAgent = userAgent,
                ViewportSize = new() { Width = width, Height = height },
            }
        );
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    /// <summary>The browser carries a session of the person from now on, without a walk through the page that gives one.</summary>
    /// <param name="page">Of the browser.</param>
    /// <param name="person">Who it is.</param>
    /// <param name="language">What the person reads, whatever the account says.</param>
    public async Task SignInAsync(IPage page, Person person, string language)
    {
        var (name, value) = await People.NewSessionAsync(person);
        Cookie Of(string cookie, string content) =>
            new()
            {
                Name = cookie,
                Value = content,
                Url = Address,
            };
        await page.Context.AddCookiesAsync([Of(name, value), Of("lang", language)]);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        await base.DisposeAsync();
    }
}
