namespace Matchmaking.Web.Files;

/// <summary>A kind of file that may be sent to somebody.</summary>
/// <param name="Extension">Without the dot.</param>
/// <param name="MediaType">As it is handed out.</param>
public sealed record FileType(string Extension, string MediaType)
{
    private const string Office = "application/vnd.openxmlformats-officedocument.";
    public static readonly FileType Pdf = new("pdf", "application/pdf");
    public static readonly FileType Docx = new("docx", Office + "wordprocessingml.document");
    public static readonly FileType Xlsx = new("xlsx", Office + "spreadsheetml.sheet");
    public static readonly FileType Pptx = new("pptx", Office + "presentationml.presentation");
    public static readonly FileType Doc = new("doc", "application/msword");
    public static readonly FileType Xls = new("xls", "application/vnd.ms-excel");
    public static readonly FileType Ppt = new("ppt", "application/vnd.ms-powerpoint");
    public static readonly FileType Png = new("png", "image/png");
    public static readonly FileType Jpg = new("jpg", "image/jpeg");
    public static readonly FileType Gif = new("gif", "image/gif");
    public static readonly FileType Webp = new("webp", "image/webp");
    public static readonly FileType Heic = new("heic", "image/heic");
    public static readonly FileType Txt = new("txt", "text/plain");
    public static readonly FileType Csv = new("csv", "text/csv");

    /// <summary>All of them. Archives are none: nobody can say of one what is in it.</summary>
    public static IReadOnlyList<FileType> All { get; } = [Pdf, Docx, Xlsx, Pptx, Doc, Xls, Ppt, Png, Jpg, Gif, Webp, Heic, Txt, Csv];

    /// <summary>For the <c>accept</c> of a field: ".pdf,.docx,…".</summary>
    public static string Accept { get; } = string.Join(',', All.Select(type => "." + type.Extension).Append(".jpeg"));
}
