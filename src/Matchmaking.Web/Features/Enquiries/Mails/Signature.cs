using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Enquiries.Mails;

/// <summary>
/// The line under a message that says who of the agency wrote it. Decided here for the mail and for what is shown before it.
/// </summary>
public static class Signature
{
    /// <summary>How many lines at the end of a text are where people sign.</summary>
    private const int Lines = 3;

    /// <summary>The line; null where the text ends with the name already.</summary>
    /// <param name="author">Who writes.</param>
    /// <param name="said">What.</param>
    /// <param name="t">The reader's words.</param>
    public static string? Of(string author, string said, Text t) =>
        IsSigned(author, said) ? null : t["enquiry.mail.signed", ("name", author)];

    private static bool IsSigned(string author, string said)
    {
        var end = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(Lines).ToList();
        if (end.Exists(line => line.Contains(author, StringComparison.OrdinalIgnoreCase)))
            return true;
        // Who writes "Aysel" under it has signed, too.
        var last = end.Count == 0 ? "" : end[^1].Trim(',', '.', '-', '–', '—', ' ');
        return author.Split(' ').Any(name => name.Length > 1 && last.Equals(name, StringComparison.OrdinalIgnoreCase));
    }
}
