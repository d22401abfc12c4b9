using Microsoft.AspNetCore.Components;

namespace Matchmaking.Web.Forms;

/// <summary>Addresses of the SVG sprites with their fingerprint, so that a browser keeps them for a year.</summary>
public static class Sprite
{
    public static string Icons(HttpContext context) => Address(context, "icons.svg");

    public static string Districts(HttpContext context) => Address(context, "districts.svg");

    public static string Regions(HttpContext context) => Address(context, "regions.svg");

    // Tag helpers know how to fingerprint href and src of a link, a script or an image, but not of <use>.
    private static string Address(HttpContext context, string file) =>
        "/" + (context.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>()?[file] ?? file);
}
