using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries.Owners;

/// <summary>Who is away.</summary>
public static class AbsenceQueries
{
    /// <summary>The absence of a person on a day, with the deputy: of several the one that lasts longest; null for none.</summary>
    public static Task<Absence?> OfAsync(this IQueryable<Absence> absences, Guid person, DateOnly day, CancellationToken cancel) =>
        absences
            .AsNoTracking()
            .Include(absence => absence.Deputy)
            .Where(absence => absence.PersonId == person && absence.From <= day && absence.Until >= day)
            .OrderByDescending(absence => absence.Until)
            .FirstOrDefaultAsync(cancel);
}
