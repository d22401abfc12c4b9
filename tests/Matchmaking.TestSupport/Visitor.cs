using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Matchmaking.TestSupport;

/// <summary>
/// Somebody at a browser without JavaScript. Forms are sent as a browser sends them, with every field that the page filled in, the
/// antiforgery token included.
/// </summary>
public sealed class Visitor(HttpClient client, string language)
{
    public HttpClient Client => client;

    /// <summary>Opens an address and follows redirects.</summary>
    public Task<Page> OpenAsync(string path) => SendAsync(() => new(HttpMethod.Get, path), follow: true);

    /// <summary>Opens an address as htmx does: no redirects, the fragment only.</summary>
    public Task<Page> OpenWithHtmxAsync(string path) => SendAsync(() => Htmx(new(HttpMethod.Get, path)), follow: false);

    /// <summary>
    /// Sends the form that the selector finds, with the given fields changed. A null value removes a field (unticks a box);
    /// several values for one name are several pairs. Redirects are followed.
    /// </summary>
    public Task<Page> SubmitAsync(Page page, string form, params (string Name, string? Value)[] fields) =>
        SubmitAsync(page, form, htmx: false, fields);

    /// <summary>The same by whom the mail was for, who says so when asked.</summary>
    public async Task<Page> SubmitAsAddresseeAsync(Page page, string form, params (string Name, string? Value)[] fields)
    {
        var answer = await SubmitAsync(page, form, fields);
        return answer.Document.QuerySelector("form.addressee") is null ? answer : await SubmitAsync(answer, "form.addressee");
    }

    /// <summary>The same as htmx does it.</summary>
    public Task<Page> SubmitWithHtmxAsync(Page page, string form, string? url, params (string Name, string? Value)[] fields) =>
        SubmitAsync(page, form, htmx: true, fields, url);

    /// <summary>Presses a button: its form goes where the button says, with what the button says.</summary>
    public Task<Page> PressAsync(Page page, string button, params (string Name, string? Value)[] fields)
    {
        var pressed =
            page.Document.QuerySelector(button) as IHtmlButtonElement
            ?? throw new InvalidOperationException($"{page.Path} has no button {button}:\n{page.Html}");
        return SendAsync(
            page,
            pressed.Form ?? throw new InvalidOperationException($"{button} of {page.Path} is of no form."),
            htmx: false,
            pressed.Name is { Length: > 0 } name ? [.. fields, (name, pressed.Value)] : fields,
            pressed.GetAttribute("formaction")?.Split('#')[0]
        );
    }

    private Task<Page> SubmitAsync(Page page, string selector, bool htmx, (string Name, string? Value)[] fields, string? url = null) =>
        SendAsync(
            page,
            page.Document.QuerySelector(selector) as IHtmlFormElement
                ?? throw new InvalidOperationException($"{page.Path} has no form {selector}:\n{page.Html}"),
            htmx,
            fields,
            url
        );

    private Task<Page> SendAsync(Page page, IHtmlFormElement form, bool htmx, (string Name, string? Value)[] fields, string? url)
    {
        var filled = Filled(form).Where(field => fields.All(changed => changed.Name != field.Key)).ToList();
        filled.AddRange(fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value!)));
        var action = url ?? (form.GetAttribute("action") is { Length: > 0 } given ? given : page.Path);
        if (string.Equals(form.Method, "get", StringComparison.OrdinalIgnoreCase))
        {
            var query = string.Join('&', filled.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"));
            return SendAsync(() => new(HttpMethod.Get, action.Split('?')[0] + "?" + query), follow: true);
        }
        return SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(filled) };
                // As a browser says of a form of the page itself.
                request.Headers.Add("Sec-Fetch-Site", "same-origin");
                return htmx ? Htmx(request) : request;
            },
            follow: !htmx
        );
    }

    /// <summary>What a browser would send of an untouched form.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Filled(IHtmlFormElement form)
    {
        foreach (var element in form.Elements)
        {
            var name = element.GetAttribute("name");
            if (string.IsNullOrEmpty(name) || element.HasAttribute("disabled"))
                continue;
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio" } box:
                    if (box.IsChecked)
                        yield return new(name, box.Value);
                    break;
                case IHtmlInputElement { Type: "submit" or "button" or "image" }:
                    break;
                case IHtmlInputElement input:
                    yield return new(name, input.Value);
                    break;
                case IHtmlTextAreaElement area:
                    yield return new(name, area.Value);
                    break;
                case IHtmlSelectElement select:
                    foreach (var option in select.SelectedOptions)
                        yield return new(name, option.Value);
                    break;
            }
        }
    }

    private static HttpRequestMessage Htmx(HttpRequestMessage request)
    {
        request.Headers.Add("HX-Request", "true");
        return request;
    }

    private async Task<Page> SendAsync(Func<HttpRequestMessage> make, bool follow)
    {
        var request = make();
        for (var hops = 0; ; hops++)
        {
            request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
            var response = await client.SendAsync(request);
            if (
                !follow
                || hops > 5
                || response.Headers.Location is not { } location
                || response.StatusCode
                    is not (
                        HttpStatusCode.Found
                        or HttpStatusCode.SeeOther
                        or HttpStatusCode.MovedPermanently
                        or HttpStatusCode.TemporaryRedirect
                        or HttpStatusCode.PermanentRedirect
                    )
            )
                return await Page.ReadAsync(response);
            var next = location.IsAbsoluteUri ? location.PathAndQuery : location.ToString();
            if (response.StatusCode is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
                (request = make()).RequestUri = new(next, UriKind.Relative);
            else
                request = new(HttpMethod.Get, next);
        }
    }
}

/// <summary>An answer of the site, read.</summary>
public sealed record Page(HttpStatusCode Status, string Path, string Html, IHtmlDocument Document, HttpResponseMessage Response)
{
    /// <summary>The visible words of the main part, spaces folded.</summary>
    public string Text => Fold((Document.QuerySelector("main") ?? Document.Body)?.TextContent);

    /// <summary>The words of every element that the selector finds.</summary>
    public IReadOnlyList<string> TextsOf(string selector) =>
        [.. Document.QuerySelectorAll(selector).Select(element => Fold(element.TextContent))];

    /// <summary>The value that a field shows.</summary>
    public string? ValueOf(string name) =>
        Document.QuerySelector($"[name='{name}']") switch
        {
            IHtmlInputElement input => input.Value,
            IHtmlTextAreaElement area => area.Value,
            IHtmlSelectElement select => select.Value,
            _ => null,
        };

    /// <summary>Reads an answer that a test asked for by itself.</summary>
    public static async Task<Page> ReadAsync(HttpResponseMessage response)
    {
        var html = await response.Content.ReadAsStringAsync();
        return new(
            response.StatusCode,
            response.RequestMessage!.RequestUri!.PathAndQuery,
            html,
            await new HtmlParser().ParseDocumentAsync(html),
            response
        );
    }

    private static string Fold(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
