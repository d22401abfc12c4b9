using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.Organisations.Merge;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations;

/// <summary>The form of an organisation, as it was typed.</summary>
public sealed class OrganisationInput
{
    public string? Name { get; set; }
    public string? Country { get; set; }

    /// <summary>Any certain name of the parent; empty for none.</summary>
    public string? Parent { get; set; }

    /// <summary>Name of an <see cref="EnquiryIntent"/>; empty for unknown.</summary>
    public string? Intent { get; set; }

    /// <summary>As <see cref="Web.Features.Organisations.RegistrationCode"/> reads it.</summary>
    public string? RegistrationCode { get; set; }
    public string? Website { get; set; }

    /// <summary>The form that shows a saved organisation, read with its parent.</summary>
    public static OrganisationInput From(Organisation organisation) =>
        new()
        {
            Name = organisation.Name,
            Country = organisation.Country,
            Parent = organisation.Parent?.Name,
            Intent = organisation.Intent?.ToString(),
            RegistrationCode = organisation.RegistrationCode,
            Website = organisation.Website,
        };

    /// <summary>What the form changes.</summary>
    public static IReadOnlyList<EditedField<OrganisationInput>> Fields(ReferenceData reference, Text t) =>
        [
            new("Input_Name", "organisations.name", input => [input.Name], (input, values) => input.Name = values[0]),
            new(
                "Input_Country",
                "organisations.country",
                input => [input.Country],
                (input, values) => input.Country = values[0],
                values => reference.CountryOf(values[0])?.Name.In(t.Language) ?? values[0]
            ),
            new("Input_Parent", "organisations.parent", input => [input.Parent], (input, values) => input.Parent = values[0]),
            new(
                "Input_Intent",
                "organisations.intent",
                input => [input.Intent],
                (input, values) => input.Intent = values[0],
                values => t["enquiry.intent." + values[0].ToLowerInvariant()]
            ),
            new(
                "Input_RegistrationCode",
                "organisations.code",
                input => [input.RegistrationCode],
                (input, values) => input.RegistrationCode = values[0]
            ),
            new("Input_Website", "organisations.website", input => [input.Website], (input, values) => input.Website = values[0]),
        ];
}

/// <summary>Reads the form of an organisation, with a message beside each field that cannot be read.</summary>
public sealed class OrganisationReader(MatchmakingDb db, ReferenceData reference, OrganisationMerger merging, Text t)
{
    /// <summary>Writes into an organisation what may be saved only while the model state is valid.</summary>
    /// <param name="input">What was typed.</param>
    /// <param name="organisation">Tracked, or new.</param>
    /// <param name="state">Takes the messages.</param>
    public void ReadFacts(OrganisationInput input, Organisation organisation, ModelStateDictionary state)
    {
        organisation.Intent = EnumName.Read<EnquiryIntent>(input.Intent);
        if (organisation.Intent is null && !string.IsNullOrEmpty(input.Intent))
            state.AddModelError("Input.Intent", t["organisations.intent.unknown"]);
        var code = RegistrationCode.Read(input.RegistrationCode, input.Country);
        if (code?.Problem is { } problem)
            state.AddModelError("Input.RegistrationCode", Complaint(code, problem, input.Country));
        var website = CleanText.Line(input.Website);
        if (website.Length > 0 && !WebAddress.IsOne(website))
            state.AddModelError("Input.Website", t["listing.sources.refused", ("value", CleanText.Shown(website, 60))]);
        (organisation.RegistrationCode, organisation.Website) = (code?.Code, website.Length == 0 ? null : website);
    }

    /// <summary>What is wrong, and what may have been meant. Nothing is put in the place of what was typed.</summary>
    private string Complaint(RegistrationCode code, CodeProblem problem, string? country)
    {
        var wrong = t[
            "organisations.code."
                + (country is "CN" or "AZ" ? country.ToLowerInvariant() + "." : "")
                + problem.ToString().ToLowerInvariant(),
            ("most", RegistrationCode.Length)
        ];
        return code.Meant is { } meant ? $"{wrong} {t["organisations.code.meant", ("code", meant)]}" : wrong;
    }

    /// <summary>The name and the parent as they will be kept; they may be saved only while the model state is valid.</summary>
    /// <param name="input">What was typed.</param>
    /// <param name="self">The organisation that is changed; null for a new one.</param>
    /// <param name="book">All certain names.</param>
    /// <param name="state">Takes the messages.</param>
    public async Task<(string Name, Guid? Parent)> ReadAsync(
        OrganisationInput input,
        Guid? self,
        NameRegister book,
        ModelStateDictionary state,
        CancellationToken cancel
    )
    {
        var name = CleanText.Line(input.Name);
        if (Matchmaking.Matching.Companies.CompanyName.Of(name).Key.Length == 0)
            state.AddModelError("Input.Name", t["organisations.name.missing"]);
        else if (name.Length > Organisation.NameLength)
            state.AddModelError("Input.Name", t["deal.too-long", ("max", Organisation.NameLength), ("count", name.Length)]);
        else if (book.Find(name) is { } other && other != self)
            state.AddModelError(
                "Input.Name",
                t[
                    "organisations.name.another",
                    ("name", await db.Organisations.Where(o => o.Id == other).Select(o => o.Name).SingleAsync(cancel))
                ]
            );
        if (reference.CountryOf(input.Country) is null)
            state.AddModelError("Input.Country", t["organisations.country.missing"]);
        return (name, await ParentAsync(CleanText.Line(input.Parent), self, book, state, cancel));
    }

    private async Task<Guid?> ParentAsync(string typed, Guid? self, NameRegister book, ModelStateDictionary state, CancellationToken cancel)
    {
        if (typed.Length == 0)
            return null;
        var parent =
            book.Find(typed)
            ?? await db
                .Organisations.Living()
                .Where(o => o.Name == typed)
                .OrderBy(o => o.Id)
                .Select(o => (Guid?)o.Id)
                .FirstOrDefaultAsync(cancel);
        if (parent is null)
            state.AddModelError(
                "Input.Parent",
                book.Suggest(typed) is { Count: > 0 } near
                    ? t["organisations.parent.near", ("names", t.List(near.Select(found => found.Name)))]
                    : t["organisations.parent.unknown"]
            );
        else if (parent == self || (self is { } own && await merging.IsAboveAsync(own, parent.Value, cancel)))
            state.AddModelError("Input.Parent", t["organisations.parent.ring"]);
        return parent;
    }
}
