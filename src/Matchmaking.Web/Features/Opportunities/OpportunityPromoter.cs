using System.Globalization;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Organisations;

namespace Matchmaking.Web.Features.Opportunities;

/// <summary>
/// Whom the desk talks to about a listing, and whether that side stands behind what it says. Neither is read by matching or kept with
/// versions: both are saved without the lock of matching, which a test holds.
/// </summary>
public sealed partial class Opportunity
{
    public const int ConfirmedByLength = 200;

    /// <summary>
    /// The promoter as an organisation with contact people, for the desk alone; null where only <see cref="Promoter"/> is known, which the
    /// public reads in either case.
    /// </summary>
    public Guid? PromoterOrganisationId { get; set; }
    public Organisation? PromoterOrganisation { get; set; }

    /// <summary>
    /// On which day (of Baku) the promoter confirmed the contents of what was written from published sources; null while it has not.
    /// </summary>
    public DateOnly? ConfirmedOn { get; set; }

    /// <summary>Who confirmed it for the promoter; null together with <see cref="ConfirmedOn"/>. For the desk alone.</summary>
    public string? ConfirmedBy { get; set; }

    /// <summary>Whether readers are told that the promoter has not confirmed it. What a company or the desk entered never is.</summary>
    public bool IsUnconfirmed => IsSample && ConfirmedOn is null;

    /// <summary>
    /// The promoter stands behind the contents. False for a day to come, and for what is not marked as unconfirmed (any more).
    /// </summary>
    /// <param name="name">Who said so, cleaned; not empty.</param>
    /// <param name="day">When it was said, in Baku.</param>
    /// <param name="by">Who of the desk.</param>
    /// <param name="now">When it is noted.</param>
    public bool Confirm(string name, DateOnly day, Guid by, DateTimeOffset now)
    {
        if (!IsUnconfirmed || day > BakuDay.Of(now))
            return false;
        (ConfirmedOn, ConfirmedBy) = (day, name);
        return Note(OpportunityEventKind.Confirmed, by, now, string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} · {name}"));
    }

    /// <summary>It counts as unconfirmed again. False when it does already.</summary>
    /// <param name="reason">Cleaned; not empty.</param>
    /// <param name="by">Who of the desk.</param>
    /// <param name="now">When.</param>
    public bool TakeConfirmationBack(string reason, Guid by, DateTimeOffset now)
    {
        if (ConfirmedOn is null)
            return false;
        (ConfirmedOn, ConfirmedBy) = (null, null);
        return Note(OpportunityEventKind.Unconfirmed, by, now, reason);
    }
}
