namespace Matchmaking.Web.Features.Account.Attempts;

/// <summary>How often something may be tried within a time.</summary>
/// <param name="Most">Attempts from 1; further ones are refused until the time is over.</param>
/// <param name="Within">Counted from the last attempt that was allowed.</param>
public readonly record struct Limit(int Most, TimeSpan Within);

/// <summary>What may be tried how often.</summary>
/// <param name="Kind">Names the count; at most 40 characters.</param>
/// <param name="OfDevice">For each browser in which the owner has signed in.</param>
/// <param name="OfDevices">For all of those together: whoever knew the password for a while may have made many.</param>
/// <param name="OfStranger">For each network address of anybody else.</param>
/// <param name="OfStrangers">For all of them together.</param>
public sealed record AttemptLimits(string Kind, Limit OfDevice, Limit OfDevices, Limit OfStranger, Limit OfStrangers)
{
    /// <summary>
    /// Passwords. A stranger gets ten, and a hundred addresses of strangers together get a hundred (NIST SP 800-63B-4, 3.2.2,
    /// allows no more); after that only a link or code by mail lets in from a browser that the account has not seen, and a browser
    /// that it has seen is not held up.
    /// </summary>
    public static AttemptLimits Password { get; } =
        new(
            "password",
            new(10, TimeSpan.FromMinutes(15)),
            new(100, TimeSpan.FromDays(1)),
            new(10, TimeSpan.FromHours(12)),
            new(100, TimeSpan.FromDays(1))
        );

    /// <summary>Six-digit codes, of which a million exist. The link in the same mail is not counted: it cannot be guessed.</summary>
    public static AttemptLimits Code { get; } =
        new(
            "code",
            new(20, TimeSpan.FromHours(1)),
            new(50, TimeSpan.FromDays(1)),
            new(10, TimeSpan.FromHours(12)),
            new(50, TimeSpan.FromDays(1))
        );

    /// <summary>Mails of one kind that anybody may ask for.</summary>
    public static AttemptLimits Mail(string kind) =>
        new(
            "mail " + kind,
            new(5, TimeSpan.FromHours(1)),
            new(15, TimeSpan.FromHours(1)),
            new(5, TimeSpan.FromHours(1)),
            new(15, TimeSpan.FromHours(1))
        );

    /// <summary>
    /// What goes out beyond <see cref="Mail"/>: so that strangers who use the others up never keep a working link from the owner's mailbox.
    /// Shorter than a link lives.
    /// </summary>
    public static AttemptLimits SpareMail(string kind) => Always("spare " + kind, new(1, TimeSpan.FromMinutes(10)));

    /// <summary>Telling the owner of strangers' attempts.</summary>
    public static AttemptLimits Notice { get; } = Always("notice", new(1, TimeSpan.FromDays(1)));

    private static AttemptLimits Always(string kind, Limit limit) => new(kind, limit, limit, limit, limit);
}
