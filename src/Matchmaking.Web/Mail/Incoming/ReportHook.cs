using System.Security.Cryptography;
using System.Text;
using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Queues;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Matchmaking.Web.Mail.Incoming;

/// <summary>
/// <c>POST /hooks/mail</c>: reports as messages (<c>Content-Type: message/rfc822</c>), from a relay that pipes what comes back instead of
/// keeping it in a mailbox. The header <c>X-Hook-Secret</c> must carry the secret of the settings; without one set there is no hook.
/// 204: done. 422: for a person, or cannot be dealt with; the relay keeps it. 503: later.
/// </summary>
public static class ReportHook
{
    /// <summary>Where it is.</summary>
    public const string Path = SiteLinks.MailHook;

    public static void MapReportHook(this WebApplication app) =>
        app.MapPost(Path, HandleAsync)
            .AllowAnonymous()
            .DisableAntiforgery()
            .DisableRateLimiting()
            .WithMetadata(new RequestSizeLimitAttribute(IncomingMessage.Largest));

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        IOptions<MailSettings> settings,
        IncomingMailHandling handling,
        Parking parking,
        CancellationToken cancel
    )
    {
        if (settings.Value.Hook.Secret is not { Length: > 0 } secret)
            return Results.NotFound();
        if (!CryptographicOperations.FixedTimeEquals(Hash(secret), Hash(context.Request.Headers["X-Hook-Secret"].ToString())))
            return Results.Unauthorized();
        byte[]? body;
        try
        {
            body = await BodyAsync(context.Request, cancel);
        }
        catch (BadHttpRequestException e)
        {
            return Results.StatusCode(e.StatusCode);
        }
        return body is null
            ? Results.StatusCode(StatusCodes.Status413PayloadTooLarge)
            : await ActAsync(context, body, handling, parking, cancel);
    }

    private static async Task<IResult> ActAsync(
        HttpContext context,
        byte[] body,
        IncomingMailHandling handling,
        Parking parking,
        CancellationToken cancel
    )
    {
        // The same message has the same name when the relay brings it again.
        var item = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(body))[..32];
        try
        {
            try
            {
                using var message = IncomingMessage.Load(body);
                if (CleanText.Line(CleanText.Cut(message.MessageId ?? "", 200)) is { Length: > 0 } id)
                    item = $"<{id}>";
                var isDone = await handling.HandleAsync(message, cancel);
                await parking.ReleaseAsync(QueueNames.Hook, item, cancel);
                return isDone ? Results.NoContent() : Results.UnprocessableEntity();
            }
            catch (Exception e)
            {
                await parking.ParkAsync(QueueNames.Hook, item, e, cancel);
                return Results.UnprocessableEntity();
            }
        }
        catch (Exception e) when (DatabaseFaults.IsAwayOrBusy(e))
        {
            context.Response.Headers.RetryAfter = "60";
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Null when it is too long, whether its length was told or not.</summary>
    private static async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > IncomingMessage.Largest)
            return null;
        // The limit of the hook is its own, whatever the server's is for pages.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = IncomingMessage.Largest;
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, cancel) is var length and > 0)
        {
            if (body.Length + length > IncomingMessage.Largest)
                return null;
            body.Write(buffer, 0, length);
        }
        return body.ToArray();
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
