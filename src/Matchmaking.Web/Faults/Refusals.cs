using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Net.Http.Headers;

namespace Matchmaking.Web.Faults;

/// <summary>
/// Refuses, right after routing and before anything else reads them, requests that no page could make sense of: a method that nobody
/// serves is 405, a handler that does not exist and a form that cannot be read are 400, or 413 where
/// it is too large. What comes after may take for granted that a handler exists and that the form has been read; whatever fails there is
/// the product's own fault.
/// </summary>
public static class Refusals
{
    /// <summary>What the site answers where no route says otherwise.</summary>
    private static readonly string[] Usual = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post];

    /// <summary>Of an <see cref="IOException"/> that tells of no failed disk, but of a body that ended too early.</summary>
    private const int NoSystemError = unchecked((int)0x80131620);

    public static void UseRefusals(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
                    ShowOnly(context);
                else if (!Serves(context.GetEndpoint(), context.Request.Method, out var served))
                {
                    context.Response.Headers.Allow = string.Join(", ", served);
                    context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                    return;
                }
                else if (!HasHandler(context))
                {
                    context.Response.StatusCode = StatusCodes.Status400BadRequest;
                    return;
                }
                else if (await FaultOfFormAsync(context) is { } status)
                {
                    context.Response.StatusCode = status;
                    return;
                }
                await next(context);
            }
        );

    /// <summary>
    /// An address that leads nowhere is 404 for everybody, before anybody is asked to sign in, and in the language that it asks for; so
    /// comes routing's own answer to a method that the route does not serve.
    /// </summary>
    public static void UseUnknownAddresses(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                if (context.GetEndpoint() is RouteEndpoint)
                    return next(context);
                if (context.GetEndpoint()?.RequestDelegate is { } answer)
                    return answer(context);
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }
        );

    /// <summary>The page that tells of a fault is read, whatever was sent.</summary>
    private static void ShowOnly(HttpContext context)
    {
        if (!HttpMethods.IsHead(context.Request.Method))
            context.Request.Method = HttpMethods.Get;
        context.Features.Set<IFormFeature>(new FormFeature(FormCollection.Empty));
    }

    private static bool Serves(Endpoint? endpoint, string method, out IReadOnlyCollection<string> served)
    {
        served = endpoint switch
        {
            null => Usual,
            not RouteEndpoint => [method],
            _ when endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>() is { } page => MethodsOf(page),
            _ => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? Usual,
        };
        return served.Contains(method, StringComparer.Ordinal);
    }

    private static List<string> MethodsOf(CompiledPageActionDescriptor page)
    {
        var methods = page.HandlerMethods.Select(handler => handler.HttpMethod.ToUpperInvariant()).Distinct().ToList();
        // A page without any handler is there to be looked at; HEAD is answered by what answers GET.
        if (methods.Count == 0)
            methods.Add(HttpMethods.Get);
        if (methods.Contains(HttpMethods.Get))
            methods.Add(HttpMethods.Head);
        return methods;
    }

    /// <summary>
    /// Whether a page has the handler that is asked for by its name, or one without a name; else it would be shown without any, and its
    /// view shows what a handler has found.
    /// </summary>
    private static bool HasHandler(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<CompiledPageActionDescriptor>() is not { HandlerMethods.Count: > 0 } page)
            return true;
        var request = context.Request;
        var method = HttpMethods.IsHead(request.Method) ? HttpMethods.Get : request.Method;
        var name = request.RouteValues["handler"] as string ?? request.Query["handler"].FirstOrDefault();
        return page.HandlerMethods.Any(handler =>
            handler.HttpMethod.Equals(method, StringComparison.OrdinalIgnoreCase)
            && (handler.Name is null || handler.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        );
    }

    /// <summary>
    /// Reads the form, as everything behind does again from memory. The status to refuse it with; null when it
    /// could be read or there is none.
    /// </summary>
    private static async Task<int?> FaultOfFormAsync(HttpContext context)
    {
        var request = context.Request;
        if (context.GetEndpoint() is null || !request.HasFormContentType)
            return null;
        if (!IsUtf8(request.ContentType))
            return StatusCodes.Status400BadRequest;
        try
        {
            var form = await request.ReadFormAsync(context.RequestAborted);
            return form.Keys.All(IsName) ? null : StatusCodes.Status400BadRequest;
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode;
        }
        catch (Exception e) when (e is InvalidDataException || e is IOException { HResult: NoSystemError })
        {
            return StatusCodes.Status400BadRequest;
        }
    }

    /// <summary>
    /// The pages are UTF-8, and so is what a browser sends of them. The form's reader fails on names of no encoding, and on UTF-7.
    /// </summary>
    private static bool IsUtf8(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the binding of fields can take it apart: it fails on a bracket that is never closed.</summary>
    private static bool IsName(string name) => name.LastIndexOf('[') is var open && (open < 0 || name.IndexOf(']', open) >= 0);
}
