using Matchmaking.Web.Features.Account;

namespace Matchmaking.Web.Features.Mandates;

/// <summary>
/// Who may be told of anything at all: the one spelling of the rule, for statements by hand and for LINQ. An address nobody has confirmed,
/// a person who stopped the alerts or whose access was taken away, a mandate that is paused or in the archive: none of them is told. A
/// person's own pause only puts off what is told; see <see cref="Person.AlertsPausedUntil"/>.
/// Nor is anybody told of what is no news: the listings that were open when a mandate was saved (<see cref="WasOnScreen"/>), and what the
/// own organisation sent in.
/// </summary>
public static class Notification
{
    /// <summary>Whether the person <c>p</c> may be told; the twin of <see cref="CanBeNotified"/>.</summary>
    internal const string PersonSql =
        "p.email_confirmed AND p.alerts_stopped_at IS NULL AND (p.lockout_end IS NULL OR p.lockout_end < 'infinity')";

    /// <summary>Whether anything is told for the mandate <c>m</c>; the twin of <see cref="Telling"/>.</summary>
    internal const string MandateSql = "m.archived_at IS NULL AND m.paused_at IS NULL";

    /// <summary>Whether a person may be told of anything.</summary>
    public static bool CanBeNotified(this Person person) => person is { EmailConfirmed: true, AlertsStoppedAt: null, IsDisabled: false };

    /// <summary>Those who may be told of anything.</summary>
    public static IQueryable<Person> Notifiable(this IQueryable<Person> people) =>
        people.Active().Where(person => person.EmailConfirmed && person.AlertsStoppedAt == null);

    /// <summary>Whether a listing is told of for the mandates of an organisation: its own submissions are not.</summary>
    /// <param name="organisation">The mandate's.</param>
    /// <param name="submittedBy">Who sent the listing in, if an organisation did.</param>
    public static bool IsOfOthers(Guid organisation, Guid? submittedBy) => organisation != submittedBy;

    /// <summary>
    /// Whether a match was there, on the screen, when its mandate was saved, and is therefore known. What a pause has held back was not:
    /// it is told when the pause ends.
    /// </summary>
    /// <param name="isNew">The match was found by this save.</param>
    /// <param name="wasPaused">The mandate was paused before this save.</param>
    /// <param name="isPaused">It is paused after it.</param>
    public static bool WasOnScreen(bool isNew, bool wasPaused, bool isPaused) => isNew || (!wasPaused && !isPaused);

    /// <summary>Those for which anything is told.</summary>
    public static IQueryable<Mandate> Telling(this IQueryable<Mandate> mandates) =>
        mandates.Where(mandate => mandate.ArchivedAt == null && mandate.PausedAt == null);
}
