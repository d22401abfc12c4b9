using System.Text.RegularExpressions;

namespace Matchmaking.Web.Files;

/// <summary>Where something lies that a document names.</summary>
internal enum Place
{
    /// <summary>In the document, or beside it.</summary>
    Near,

    /// <summary>On a disk of whoever opens it.</summary>
    Disk,

    /// <summary>A page or a file of the web.</summary>
    Web,

    /// <summary>A file on another computer, which is greeted with the reader's password.</summary>
    Computer,

    /// <summary>A script, or a program that is started with what follows.</summary>
    Program,

    /// <summary>Something else with an address: a person's mail or telephone.</summary>
    Other,
}

/// <summary>Addresses in documents, as the programs read them: with blanks, twice escaped, with slashes of both kinds.</summary>
internal static partial class LinkTarget
{
    /// <summary>What it costs to look at one.</summary>
    public const int Cost = 300;

    /// <summary>Where it leads is said at its beginning.</summary>
    private const int MostEscapes = 8,
        Longest = 8192,
        Beginning = 512;

    /// <summary>What forbids to be led there by a click; null when nothing does.</summary>
    public static FileRefusal? RefusalOfLink(string target) =>
        PlaceOf(target) switch
        {
            Place.Computer => FileRefusal.Linked,
            Place.Program => FileRefusal.Active,
            _ => null,
        };

    public static Place PlaceOf(string target)
    {
        if (target.Length > Longest)
            return Place.Program;
        target = Bare(target);
        for (var i = 0; i < MostEscapes && target.Contains('%', StringComparison.Ordinal); i++)
            target = Bare(Uri.UnescapeDataString(target));
        return Idle().IsMatch(target) ? Place.Near
            : OnDisk().IsMatch(target) ? Place.Disk
            : OnComputer().IsMatch(target) ? Place.Computer
            : OnWeb().IsMatch(target) ? Place.Web
            : Started().IsMatch(target) ? Place.Program
            : Addressed().IsMatch(target) ? Place.Other
            : Place.Near;
    }

    private static string Bare(string target)
    {
        Span<char> bare = stackalloc char[Beginning];
        var length = 0;
        foreach (var sign in target)
            if (length < Beginning && !char.IsWhiteSpace(sign) && !char.IsControl(sign))
                bare[length++] = sign == '\\' ? '/' : sign;
        return new(bare[..length]);
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    /// <summary>A button of a page that was pasted, without what it did there.</summary>
    [GeneratedRegex(@"^javascript:(?:void\(0?\))?;*$", Options)]
    private static partial Regex Idle();

    [GeneratedRegex("^(?:/?|file:/{0,3})[a-z]:|^file:(?:/|///)?(?:[^/]|$)|^file://localhost/[^/]", Options)]
    private static partial Regex OnDisk();

    [GeneratedRegex("^(?:file:)?(?://|/*/[?][?]/)|^(?:smb|cifs):", Options)]
    private static partial Regex OnComputer();

    [GeneratedRegex("^(?:https?|ftps?):", Options)]
    private static partial Regex OnWeb();

    [GeneratedRegex("^(?:(?:java|vb|j|live)script|data|ms-|search|shell|mk|its|mhtml|res|hcp|jar)[a-z-]*:", Options)]
    private static partial Regex Started();

    [GeneratedRegex(@"^[a-z][a-z0-9+-]+:", Options)]
    private static partial Regex Addressed();
}
