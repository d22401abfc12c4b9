using System.Globalization;
using System.Security.Claims;
using Matchmaking.Matching;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Forms;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.TrackRecords.Deals;

/// <summary>Saves what people type of one deal: the same for an organisation's own page and for the desk.</summary>
public sealed class DealEntry(MatchmakingDb db, DealReader reader, DealFields fields, TimeProvider time)
{
    /// <summary>Adds a deal of the organisation, once; false, with messages, when the form cannot be read.</summary>
    /// <param name="input">As typed.</param>
    /// <param name="formKey">See <see cref="FormKey"/>.</param>
    /// <param name="organisation">Whose deal it is.</param>
    /// <param name="user">Who enters it.</param>
    /// <param name="state">Where complaints go.</param>
    /// <param name="cancel">Ends it early.</param>
    public async Task<bool> AddAsync(
        DealInput input,
        string? formKey,
        Organisation organisation,
        ClaimsPrincipal user,
        ModelStateDictionary state,
        CancellationToken cancel
    )
    {
        var deal = new Deal
        {
            Id = FormKey.Of(formKey, user.PersonId(), "deal", organisation.Id, input),
            OrganisationId = organisation.Id,
            DealKey = "entry-" + Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture),
            Investor = organisation.Name,
            InvestorKey = OrganisationName.KeyOf(FoldedText.Of(organisation.Name).Words),
            Year = 0,
            Origin = user.IsDesk() ? DealOrigin.Staff : DealOrigin.Organisation,
            EnteredById = user.PersonId(),
            CreatedAt = time.GetUtcNow(),
        };
        reader.Read(input, deal, state);
        if (!state.IsValid)
            return false;
        db.Deals.Add(deal);
        await db.SaveOnceAsync(deal, cancel);
        return true;
    }

    /// <summary>The form that shows a saved deal.</summary>
    public DealInput Open(Deal deal, OpenedForm opened)
    {
        var input = DealInput.From(deal);
        opened.Open(input, fields.All);
        return input;
    }

    /// <summary>
    /// Changes a deal that was read from the database. False when the page is to be shown again: the form cannot be read, or both changed
    /// the same. Null when somebody saved at this very moment: it is to be read anew.
    /// </summary>
    public async Task<bool?> ChangeAsync(
        DealInput input,
        OpenedForm opened,
        Deal deal,
        ModelStateDictionary state,
        CancellationToken cancel
    )
    {
        if (!opened.TryBringOnto(input, DealInput.From(deal), fields.All, state))
            return false;
        reader.Read(input, deal, state);
        if (!state.IsValid)
            return false;
        return await db.TrySaveOnAsync(deal, null, () => db.SaveChangesAsync(cancel)) ? true : null;
    }

    /// <summary>Removes it. A second click finds it gone and is answered like the first one.</summary>
    public Task RemoveAsync(Deal deal, CancellationToken cancel) => db.Deals.Where(d => d.Id == deal.Id).ExecuteDeleteAsync(cancel);
}
