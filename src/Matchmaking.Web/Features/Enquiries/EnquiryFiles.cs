using System.Security.Claims;
using System.Security.Cryptography;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Files;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>Puts files into messages: looked at by content and by the scanner first, kept as rows.</summary>
public sealed class EnquiryFiles(MatchmakingDb db, FileCheck check, IOptions<FilesSettings> settings, TimeProvider time)
{
    /// <summary>
    /// Adds a file to a message that is to be saved. One that is not taken leaves its name and the reason in the message, so that nobody
    /// waits for it.
    /// </summary>
    /// <returns>Why it was not taken; null when it was.</returns>
    /// <exception cref="IOException">The scanner is away: whoever brings it tries again.</exception>
    public async Task<FileRefusal?> AddAsync(EnquiryMessage message, string? name, byte[] content, CancellationToken cancel)
    {
        var verdict = await check.CheckAsync(name, content, cancel);
        if (verdict.Refusal == FileRefusal.NotScanned)
            throw new IOException("The scanner of files is away (Files__Clamd).");
        if (verdict is { IsAccepted: true, Type: { } type })
            Add(message, verdict.Name, type, content);
        else
            message.RefusedFiles.Add($"{verdict.Refusal} {CleanText.Shown(name, 80)}");
        return verdict.Refusal;
    }

    /// <summary>
    /// Adds what a form brings, all or nothing: a person who is told of a file that is not taken chooses another one.
    /// </summary>
    /// <param name="message">That is to be saved.</param>
    /// <param name="files">As sent.</param>
    /// <param name="t">The reader's words.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <returns>What is wrong, a line a file; none when all were taken.</returns>
    public async Task<IReadOnlyList<string>> AddAsync(
        EnquiryMessage message,
        IReadOnlyList<IFormFile> files,
        Text t,
        CancellationToken cancel
    )
    {
        if (files.Count > EnquiryFile.MostOfAMessage)
            return [t["enquiry.files.too-many", ("max", EnquiryFile.MostOfAMessage)]];
        if (files.Sum(file => file.Length) > EnquiryFile.Largest)
            return [t["files.refused.too-large"]];
        var (wrong, taken) = (new List<string>(), new List<(FileVerdict Verdict, byte[] Content)>());
        foreach (var file in files.Where(file => file.Length > 0 || file.FileName.Length > 0))
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, cancel);
            var verdict = await check.CheckAsync(file.FileName, bytes.ToArray(), cancel);
            if (verdict.Refusal is { } refusal)
                wrong.Add(CleanText.Shown(file.FileName, 80) + t["colon"] + t[refusal.Key()]);
            else
                taken.Add((verdict, bytes.ToArray()));
        }
        if (wrong.Count == 0)
            foreach (var (verdict, content) in taken)
                Add(message, verdict.Name, verdict.Type!, content);
        return wrong;
    }

    /// <summary>What tells one choice of files from another: a second plan may have the name and the length of the first.</summary>
    public static IEnumerable<string> Named(IEnumerable<IFormFile> files) => files.Select(file => $"{file.FileName} {Hash(file)}");

    /// <summary>A file for whoever may see its message; null for everybody else.</summary>
    public async Task<(string Name, byte[] Content)?> FindAsync(ClaimsPrincipal user, Guid id, CancellationToken cancel)
    {
        var visible = db.Enquiries.VisibleTo(user);
        var isDesk = user.IsDesk();
        var name = await db
            .EnquiryFiles.Where(f =>
                f.Id == id && visible.Any(e => e.Id == f.Message!.EnquiryId) && (isDesk || f.Message!.Kind != MessageKind.Note)
            )
            .Select(f => f.Name)
            .SingleOrDefaultAsync(cancel);
        return name is null
            ? null
            : (name, await db.Set<EnquiryFileContent>().Where(c => c.FileId == id).Select(c => c.Bytes).SingleAsync(cancel));
    }

    private static string Hash(IFormFile file)
    {
        using var content = file.OpenReadStream();
        return Convert.ToHexString(SHA256.HashData(content));
    }

    private void Add(EnquiryMessage message, string name, FileType type, byte[] content)
    {
        var file = new EnquiryFile
        {
            MessageId = message.Id,
            Name = CleanText.Cut(name, EnquiryFile.NameLength),
            ContentType = type.MediaType,
            Size = content.Length,
            ScannedAt = settings.Value.Clamd is { Length: > 0 } ? time.GetUtcNow() : null,
        };
        message.Files.Add(file);
        message.Contents.Add(new() { FileId = file.Id, Bytes = content });
    }
}
