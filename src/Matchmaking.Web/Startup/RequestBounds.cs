using Matchmaking.Web.Forms;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Matchmaking.Web.Startup;

/// <summary>
/// How large a request may be; checked before anything reads it. Pages that take uploads say so (<see cref="TakesUploadsAttribute"/>);
/// everything else fits with room to spare.
/// </summary>
public static class RequestBounds
{
    /// <summary>Bytes of a body. The longest listing, three times 8,000 characters of four bytes, is a third smaller.</summary>
    public const int LargestBody = 128 * 1024;

    /// <summary>
    /// Bytes of the first line of a request, with the whole address: 10,000 Chinese characters, each of which an address spells in
    /// nine, and some more. A page answers what is too long for it; beyond this the server answers without one.
    /// </summary>
    public const int LongestLine = 96 * 1024;

    /// <summary>Fields of a form: all sectors, places and deal types ticked are some three hundred.</summary>
    public const int MostFields = 1000;

    public static void AddRequestBounds(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
            (kestrel.Limits.MaxRequestBodySize, kestrel.Limits.MaxRequestLineSize) = (LargestBody, LongestLine)
        );
        builder.Services.Configure<FormOptions>(form =>
        {
            (form.ValueCountLimit, form.KeyLengthLimit, form.ValueLengthLimit) = (MostFields, 200, LargestBody);
            (form.MultipartBodyLengthLimit, form.MultipartHeadersCountLimit, form.MultipartHeadersLengthLimit) = (
                TakesUploadsAttribute.Largest,
                16,
                8 * 1024
            );
        });
    }

    /// <summary>After routing. A body whose length is not told is cut off by the server where it grows too long.</summary>
    public static void UseRequestBounds(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                var most = context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? LargestBody;
                // The page that tells of a fault is shown whatever was sent.
                if (
                    context.Request.ContentLength is null
                    || context.Request.ContentLength <= most
                    || context.Features.Get<IStatusCodeReExecuteFeature>() is not null
                )
                    return next(context);
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                return Task.CompletedTask;
            }
        );
}
