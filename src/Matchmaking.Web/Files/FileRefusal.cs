using System.Text.Json;

namespace Matchmaking.Web.Files;

/// <summary>Why a file is not taken.</summary>
public enum FileRefusal
{
    /// <summary>There is nothing in it.</summary>
    Empty,

    /// <summary>Larger than <see cref="FileCheck.Largest"/>.</summary>
    TooLarge,

    /// <summary>Its content is of a kind that is not taken.</summary>
    Type,

    /// <summary>A zip, rar or the like.</summary>
    Archive,

    /// <summary>It has macros.</summary>
    Macros,

    /// <summary>It has scripts, starts programs or fetches something when it is opened.</summary>
    Active,

    /// <summary>The same of a PDF, which cannot be helped by making one of it.</summary>
    ActivePdf,

    /// <summary>It takes content from another computer, or leads to files there.</summary>
    Linked,

    /// <summary>It holds other files, which nobody has looked into.</summary>
    Embedded,

    /// <summary>Only a password opens it, or it may not be read by programs.</summary>
    Encrypted,

    /// <summary>It says that it is of a kind, and cannot be read as that.</summary>
    Damaged,

    /// <summary>To look at it costs more than a file may.</summary>
    TooComplicated,

    /// <summary>The scanner knows it.</summary>
    Virus,

    /// <summary>The scanner is away: not taken now, and to be tried again.</summary>
    NotScanned,
}

/// <summary>Words for <see cref="FileRefusal"/>.</summary>
public static class FileRefusals
{
    /// <summary>The key of the sentence that says it to whoever sent the file.</summary>
    public static string Key(this FileRefusal refusal) => $"files.refused.{JsonNamingPolicy.KebabCaseLower.ConvertName($"{refusal}")}";
}
