using Microsoft.AspNetCore.Http.Metadata;

namespace Matchmaking.Web.Forms;

/// <summary>
/// A page that takes files. Routing reads it and lets the server take as much. It is no filter, as <c>[RequestSizeLimit]</c> is: that would
/// come after the form was read, and warn of it on each request.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesUploadsAttribute : Attribute, IRequestSizeLimitMetadata
{
    /// <summary>
    /// Bytes of an upload: above the largest file, so that one a little too large is answered beside its field.
    /// </summary>
    public const int Largest = 22 * 1024 * 1024;

    /// <inheritdoc/>
    public long? MaxRequestBodySize => Largest;
}
