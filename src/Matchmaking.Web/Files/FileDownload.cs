using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Matchmaking.Web.Files;

/// <summary>Hands a stored file out so that no browser shows or runs it within the site, and no cache keeps it.</summary>
public static class FileDownload
{
    /// <summary>The file as an attachment.</summary>
    /// <param name="response">Of the request that asks for it, whoever asks having been looked at.</param>
    /// <param name="name">As <see cref="FileCheck"/> made it.</param>
    /// <param name="content">All of it.</param>
    public static IActionResult Send(HttpResponse response, string name, byte[] content)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        // Twice: as older browsers read it, and with all letters (RFC 5987).
        disposition.SetHttpFileName(name);
        var headers = response.Headers;
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        headers.CacheControl = "private, no-store";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        var extension = name[(name.LastIndexOf('.') + 1)..];
        var type = FileType.All.FirstOrDefault(type => type.Extension == extension)?.MediaType ?? "application/octet-stream";
        return new FileContentResult(content, type);
    }
}
