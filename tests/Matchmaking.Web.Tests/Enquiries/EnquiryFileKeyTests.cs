using System.Text;
using Matchmaking.Web.Features.Enquiries;
using Microsoft.AspNetCore.Http;

namespace Matchmaking.Web.Tests.Enquiries;

/// <summary>A form that is sent twice adds once; one with another file is another one.</summary>
public sealed class EnquiryFileKeyTests
{
    [Fact]
    public void Files_are_told_apart_by_what_is_in_them()
    {
        var first = Named("plan.txt", "12 ha");

        Assert.Equal(first, Named("plan.txt", "12 ha"));
        Assert.NotEqual(first, Named("plan.txt", "13 ha"));
        Assert.NotEqual(first, Named("plans.txt", "12 ha"));
    }

    private static string[] Named(string name, string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        using var bytes = new MemoryStream(content);
        return [.. EnquiryFiles.Named([new FormFile(bytes, 0, content.Length, "Files", name)])];
    }
}
