using System.Net;
using Matchmaking.TestSupport;

namespace Matchmaking.Benchmarks.Access;

/// <summary>A browser with its cookies, which can be copied as a thief would copy them.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClientHandler _handler;
    private readonly HttpClient _client;

    public Browser(string address)
    {
        _handler = new() { AllowAutoRedirect = false, CookieContainer = new() };
        _client = new(_handler) { BaseAddress = new(address) };
        Visitor = new(_client, "en");
    }

    public Visitor Visitor { get; }

    /// <summary>Another browser with the same cookies.</summary>
    public Browser Copy()
    {
        var copy = new Browser(_client.BaseAddress!.ToString());
        foreach (Cookie cookie in _handler.CookieContainer.GetCookies(_client.BaseAddress))
            copy._handler.CookieContainer.Add(_client.BaseAddress, new Cookie(cookie.Name, cookie.Value, cookie.Path));
        return copy;
    }

    public async Task SignInAsync(string email, string password) =>
        await SubmitAsync("/account/sign-in", ("Address", email), ("Password", password), ("Stay", "true"));

    public async Task<Page> SubmitAsync(string path, params (string Name, string? Value)[] fields) =>
        await Visitor.SubmitAsync(await Visitor.OpenAsync(path), "main form", fields);

    /// <summary>Whether the page is shown, and not the one on which to sign in.</summary>
    public async Task<bool> IsInAsync(string path) =>
        await Visitor.OpenAsync(path) is { Status: HttpStatusCode.OK } page && page.Path.Split('?')[0] == path;

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }
}
