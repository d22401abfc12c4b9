using Matchmaking.Web.Files;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Tests.Files;

/// <summary>The headers under which a stored file leaves.</summary>
public sealed class FileDownloadTests
{
    [Theory]
    [InlineData("Content-Disposition", "attachment; filename=\"__ 1.pdf\"; filename*=UTF-8''%E6%8A%A5%E4%BB%B7%201.pdf")]
    [InlineData("X-Content-Type-Options", "nosniff")]
    [InlineData("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")]
    [InlineData("Cache-Control", "private, no-store")]
    [InlineData("Cross-Origin-Resource-Policy", "same-origin")]
    public void A_file_is_saved_and_never_shown_within_the_site(string header, string value)
    {
        var response = new DefaultHttpContext().Response;

        FileDownload.Send(response, "报价 1.pdf", [1]);

        Assert.Equal(value, response.Headers[header].ToString());
    }

    [Theory]
    [InlineData("a.pdf", "application/pdf")]
    [InlineData("a.html", "application/octet-stream")]
    [InlineData("a", "application/octet-stream")]
    public void It_is_called_what_it_is(string name, string type)
    {
        var result = Assert.IsType<FileContentResult>(FileDownload.Send(new DefaultHttpContext().Response, name, [1, 2]));

        Assert.Equal((type, 2), (result.ContentType, result.FileContents.Length));
    }

    [Fact]
    public void No_name_writes_a_header()
    {
        var response = new DefaultHttpContext().Response;

        FileDownload.Send(response, "a\r\nX: b\".pdf", [1]);

        var disposition = response.Headers.ContentDisposition.ToString();
        Assert.DoesNotContain('\r', disposition);
        Assert.DoesNotContain('\n', disposition);
    }
}
