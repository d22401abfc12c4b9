using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Matchmaking.Web.Languages;

/// <summary>
/// Brings every text of a request through <see cref="CleanText.Of"/> before anything reads it: query, headers, cookies, the
/// values of the route, fields of forms and names of files. Bytes of files and of other bodies stay as they came; whoever
/// reads them cleans what is in them.
/// </summary>
public static class CleanRequest
{
    /// <summary>Before everything that reads a request.</summary>
    public static void UseCleanRequests(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                var request = context.Request;
                if (DirtyHeader(request.Headers))
                    foreach (var (name, values) in request.Headers.ToList())
                        request.Headers[name] = Cleaned(values);
                // The cookies are read from the header that was just cleaned; what is percent-encoded in them is decoded only now.
                if (request.Cookies.Any(cookie => IsDirty(cookie.Value)))
                    context.Features.Set<IRequestCookiesFeature>(new CleanCookies(request.Cookies));
                if (request.Query.Any(pair => IsDirty(pair.Key) || IsDirty(pair.Value)))
                    request.Query = new QueryCollection(Cleaned(request.Query));
                if (request.HasFormContentType)
                    context.Features.Set<IFormFeature>(new CleanForm(context.Features.GetRequiredFeature<IFormFeature>()));
                return next(context);
            }
        );

    /// <summary>
    /// After routing, which reads the path by itself. An address of which a part is nothing that can be seen leads nowhere.
    /// </summary>
    public static void UseCleanRoutes(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                foreach (var (name, value) in context.Request.RouteValues.ToList())
                    if (value is string text)
                    {
                        var cleaned = CleanText.Of(text);
                        if (string.IsNullOrWhiteSpace(cleaned))
                        {
                            context.Response.StatusCode = StatusCodes.Status404NotFound;
                            return Task.CompletedTask;
                        }
                        context.Request.RouteValues[name] = cleaned;
                    }
                return next(context);
            }
        );

    private static bool DirtyHeader(IHeaderDictionary headers)
    {
        foreach (var (_, values) in headers)
            if (IsDirty(values))
                return true;
        return false;
    }

    private static bool IsDirty(StringValues values)
    {
        foreach (var value in values)
            if (IsDirty(value))
                return true;
        return false;
    }

    private static bool IsDirty(string? value) => !ReferenceEquals(CleanText.Of(value), value ?? "");

    private static StringValues Cleaned(StringValues values) =>
        new([.. values.Select(value => value is null ? null : CleanText.Of(value))]);

    /// <summary>Two names that differ only in what nobody sees are one.</summary>
    private static Dictionary<string, StringValues> Cleaned(IEnumerable<KeyValuePair<string, StringValues>> pairs)
    {
        var cleaned = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in pairs)
            cleaned[CleanText.Of(name)] = StringValues.Concat(cleaned.GetValueOrDefault(CleanText.Of(name)), Cleaned(values));
        return cleaned;
    }

    private sealed class CleanCookies(IRequestCookieCollection cookies) : IRequestCookiesFeature
    {
        public IRequestCookieCollection Cookies { get; set; } =
            new Values(cookies.ToDictionary(cookie => cookie.Key, cookie => CleanText.Of(cookie.Value), StringComparer.Ordinal));

        private sealed class Values(Dictionary<string, string> cookies) : IRequestCookieCollection
        {
            public string? this[string key] => cookies.GetValueOrDefault(key);
            public int Count => cookies.Count;
            public ICollection<string> Keys => cookies.Keys;

            public bool ContainsKey(string key) => cookies.ContainsKey(key);

            public bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string value) =>
                cookies.TryGetValue(key, out value);

            public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => cookies.GetEnumerator();

            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => cookies.GetEnumerator();
        }
    }

    private sealed class CleanForm(IFormFeature inner) : IFormFeature
    {
        private IFormCollection? _form;

        public bool HasFormContentType => inner.HasFormContentType;

        public IFormCollection? Form
        {
            get => _form;
            set => _form = value;
        }

        public IFormCollection ReadForm() => _form ??= Cleaned(inner.ReadForm());

        public async Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken) =>
            _form ??= Cleaned(await inner.ReadFormAsync(cancellationToken));

        private static FormCollection Cleaned(IFormCollection form)
        {
            var files = new FormFileCollection();
            foreach (var file in form.Files)
                files.Add(IsDirty(file.FileName) || IsDirty(file.Name) ? new CleanFile(file) : file);
            return new(CleanRequest.Cleaned(form), files);
        }
    }

    private sealed class CleanFile(IFormFile file) : IFormFile
    {
        public string FileName => CleanText.Of(file.FileName);
        public string Name => CleanText.Of(file.Name);
        public string ContentType => file.ContentType;
        public string ContentDisposition => file.ContentDisposition;
        public IHeaderDictionary Headers => file.Headers;
        public long Length => file.Length;

        public void CopyTo(Stream target) => file.CopyTo(target);

        public Task CopyToAsync(Stream target, CancellationToken cancellationToken = default) =>
            file.CopyToAsync(target, cancellationToken);

        public Stream OpenReadStream() => file.OpenReadStream();
    }
}
