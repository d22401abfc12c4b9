using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Files;

/// <summary>Section <c>Files</c> of the settings.</summary>
public sealed class FilesSettings
{
    /// <summary>Where clamd listens: "host:port", or the path of a socket. Null: files are not scanned.</summary>
    public string? Clamd { get; init; }
}

/// <summary>Looks at the settings at the start.</summary>
internal sealed class FilesSettingsCheck : IValidateOptions<FilesSettings>
{
    public ValidateOptionsResult Validate(string? name, FilesSettings files) =>
        string.IsNullOrEmpty(files.Clamd) || ClamAv.TryAddress(files.Clamd, out _)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Files__Clamd must be host:port or the path of a socket, for example /run/clamav/clamd.ctl.");
}
