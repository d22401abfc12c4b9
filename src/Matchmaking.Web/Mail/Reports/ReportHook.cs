using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Matchmaking.Web.Mail.Reports;

/// <summary>
/// <c>POST /hooks/mail</c>: reports as messages (<c>Content-Type: message/rfc822</c>), from a relay that pipes what comes back instead of keeping
/// it in a mailbox. The header <c>X-Hook-Secret</c> must carry the secret of the settings; without one set there is no hook.
/// </summary>
public static class ReportHook
{
    /// <summary>Where it is.</summary>
    public const string Path = "/hooks/mail";
    private const long Largest = 1024 * 1024;

    public static void MapReportHook(this WebApplication app) => app.MapPost(Path, HandleAsync).DisableAntiforgery();

    private static async Task<IResult> HandleAsync(HttpRequest request, IOptions<MailSettings> settings, ReportReader reader, ReportHandling handling, CancellationToken cancel)
    {
        if (settings.Value.Hook.Secret is not { Length: > 0 } secret)
            return Results.NotFound();
        if (!CryptographicOperations.FixedTimeEquals(Hash(secret), Hash(request.Headers["X-Hook-Secret"].ToString())))
            return Results.Unauthorized();
        if (request.ContentLength is not { } length)
            return Results.StatusCode(StatusCodes.Status411LengthRequired);
        if (length > Largest)
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancel);
        body.Position = 0;
        try
        {
            using var message = await MimeMessage.LoadAsync(body, cancel);
            // What is for a person is said so: the relay keeps it.
            return await handling.HandleAsync(reader.Read(message), cancel) ? Results.NoContent() : Results.UnprocessableEntity();
        }
        catch (FormatException)
        {
            return Results.BadRequest();
        }
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
