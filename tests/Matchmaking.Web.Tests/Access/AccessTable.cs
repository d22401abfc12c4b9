namespace Matchmaking.Web.Tests.Access;

/// <summary>For whom a route is.</summary>
public enum Audience
{
    Everybody,
    SignedIn,
    Investor,

    /// <summary>Investors of the organisation that the thing in the address belongs to.</summary>
    Owner,

    /// <summary>Staff and administrators.</summary>
    Desk,
    Administrator,
}

/// <summary>What is expected of a route.</summary>
/// <param name="For">For whom it is.</param>
/// <param name="Thing">Which of <see cref="AccessWorld.Things"/> stands in the address.</param>
/// <param name="Get">The answer to a GET of whom it is for, where it is no page that is shown or redirects.</param>
/// <param name="Post">The answer to a POST without an antiforgery token of whom it is for. 400: nothing but the token was missing.</param>
/// <param name="Query">More of the address, with the names of things in braces.</param>
/// <param name="LeadsBack">Whether a GET leads back to a list without a look at what the address names, so that it
/// tells nobody anything.</param>
public sealed record Line(
    Audience For,
    string? Thing = null,
    int? Get = null,
    int Post = 400,
    string? Query = null,
    bool LeadsBack = false
);

/// <summary>
/// Every route of the site and for whom it is, by the pattern of the route. A page that is not listed fails the test: who may see it must
/// be said here, by somebody who has thought of it.
/// </summary>
public static class AccessTable
{
    public static IReadOnlyDictionary<string, Line> Lines { get; } =
        new Dictionary<string, Line>
        {
            [""] = new(Audience.Everybody),
            ["about"] = new(Audience.Everybody),
            ["compare"] = new(Audience.Everybody),
            ["opportunities"] = new(Audience.Everybody),
            ["opportunities/suggestions"] = new(Audience.Everybody),
            ["opportunities/{slug}"] = new(Audience.Everybody, "slug"),
            ["progress"] = new(Audience.Everybody),
            ["regions"] = new(Audience.Everybody),
            ["regions/{code}"] = new(Audience.Everybody, "region"),
            ["sectors"] = new(Audience.Everybody),
            ["sectors/{code}"] = new(Audience.Everybody, "sector"),
            ["feed"] = new(Audience.Everybody),
            ["robots.txt"] = new(Audience.Everybody),
            ["sitemap.xml"] = new(Audience.Everybody),
            // Asked for by itself it is as unknown as any other.
            ["error/{status:int}"] = new(Audience.Everybody, "status", Get: 404),

            ["account/sign-in"] = new(Audience.Everybody),
            ["account/sign-in/code"] = new(Audience.Everybody),
            ["account/sign-in/link/{token}"] = new(Audience.Everybody, "nonsense"),
            ["account/sign-in/mail"] = new(Audience.Everybody),
            ["account/sign-up"] = new(Audience.Everybody),
            ["account/sign-up/sent"] = new(Audience.Everybody),
            ["account/consent"] = new(Audience.Everybody),
            ["account/confirm"] = new(Audience.Everybody),
            ["account/confirm/{id:guid}/{token}"] = new(Audience.Everybody, "link"),
            ["account/reset"] = new(Audience.Everybody),
            ["account/reset/sent"] = new(Audience.Everybody),
            ["account/reset/{id:guid}/{token}"] = new(Audience.Everybody, "link"),
            ["account/email/{id:guid}/{token}"] = new(Audience.Everybody, "link"),
            ["account/invitation/{id:guid}/{token}"] = new(Audience.Everybody, "link"),
            ["account/sign-out"] = new(Audience.Everybody),
            // Only says what a typed amount would be read as.
            ["amounts/reading"] = new(Audience.SignedIn),
            ["account/profile"] = new(Audience.SignedIn),
            ["account/profile/alerts"] = new(Audience.SignedIn),
            ["account/profile/email"] = new(Audience.SignedIn),
            ["account/profile/inbox"] = new(Audience.SignedIn),
            ["account/profile/password"] = new(Audience.SignedIn),
            ["account/profile/sessions"] = new(Audience.SignedIn),

            // The token in the address is the key, whoever holds it.
            ["alerts/{token}"] = new(Audience.Everybody, "alert"),
            ["alerts/{token}/answer"] = new(Audience.Everybody, "alert"),
            ["alerts/{token}/pause"] = new(Audience.Everybody, "alert"),
            ["preferences/{token}"] = new(Audience.Everybody, "preferences"),
            ["preferences/{token}/alerts"] = new(Audience.Everybody, "preferences"),
            ["preferences/{token}/keep"] = new(Audience.Everybody, "preferences"),
            ["preferences/{token}/language"] = new(Audience.Everybody, "preferences"),
            ["preferences/{token}/mandates"] = new(Audience.Everybody, "preferences"),
            // One click of a mail program, which has no cookies (RFC 8058).
            ["unsubscribe/{token}"] = new(Audience.Everybody, "unsubscribe", Post: 200),
            ["unsubscribe/{token}/resume"] = new(Audience.Everybody, "unsubscribe"),

            ["matches"] = new(Audience.Investor),
            ["matches/personalisation"] = new(Audience.Investor),
            ["matches/personalisation/reset"] = new(Audience.Investor),
            ["matches/{opportunity:guid}/feedback"] = new(Audience.Owner, "opportunity", LeadsBack: true),
            ["mandates"] = new(Audience.Investor),
            ["mandates/alerts"] = new(Audience.Investor),
            ["mandates/create"] = new(Audience.Investor),
            ["mandates/{id:guid}/archive"] = new(Audience.Owner, "mandate"),
            ["mandates/{id:guid}/edit"] = new(Audience.Owner, "mandate"),
            ["mandates/{id:guid}/pause"] = new(Audience.Owner, "mandate", LeadsBack: true),
            ["mandates/{id:guid}/widening"] = new(Audience.Owner, "mandate", Query: "place=LAS"),
            ["mandates/{id:guid}/widening/undo"] = new(Audience.Owner, "mandate", LeadsBack: true),
            ["saved"] = new(Audience.Investor),
            // Whatever is public can be saved, by each investor for oneself.
            ["saved/{slug}/create"] = new(Audience.Investor, "slug"),
            ["saved/{slug}/edit"] = new(Audience.Owner, "saved"),
            ["saved/{slug}/following"] = new(Audience.Owner, "saved", LeadsBack: true),
            ["saved/{slug}/removal"] = new(Audience.Owner, "saved", LeadsBack: true),
            ["saved/{slug}/restoration"] = new(Audience.Owner, "saved", LeadsBack: true),
            ["organisation"] = new(Audience.Investor),
            ["organisation/opportunities"] = new(Audience.Investor),
            ["organisation/opportunities/create"] = new(Audience.Investor),
            ["organisation/opportunities/{id:guid}/edit"] = new(Audience.Owner, "submission"),
            ["organisation/track-record"] = new(Audience.Investor),
            ["organisation/track-record/create"] = new(Audience.Investor),
            ["organisation/track-record/names"] = new(Audience.Investor),
            ["organisation/track-record/names?handler=Remove"] = new(Audience.Owner, Query: "id={name}"),
            ["organisation/track-record/{id:guid}/edit"] = new(Audience.Owner, "deal"),
            ["organisation/track-record/{id:guid}/removal"] = new(Audience.Owner, "deal"),

            // Whoever asks need not have an account.
            ["alerts/{token}/enquiry"] = new(Audience.Everybody, "alert"),
            ["enquiries/create"] = new(Audience.Everybody),
            ["enquiries/confirm/{token}"] = new(Audience.Everybody, "nonsense"),
            ["enquiries/sent"] = new(Audience.Everybody),
            ["enquiries"] = new(Audience.Investor),
            ["enquiries/{id:guid}"] = new(Audience.Owner, "enquiry"),
            ["enquiries/files/{id:guid}"] = new(Audience.Owner, "enquiry file"),
            ["enquiries/{id:guid}/withdrawal"] = new(Audience.Owner, "enquiry"),

            ["desk"] = new(Audience.Desk),
            ["desk/enquiries"] = new(Audience.Desk),
            ["desk/enquiries/create"] = new(Audience.Desk),
            ["desk/letters/{id:guid}"] = new(Audience.Desk, "letter"),
            ["desk/letters/{id:guid}?handler=Discard"] = new(Audience.Desk, "letter"),
            ["desk/letters/{id:guid}?handler=Enquiry"] = new(Audience.Desk, "letter"),
            ["desk/enquiries/files/{id:guid}"] = new(Audience.Desk, "enquiry file"),
            ["desk/enquiries/owners"] = new(Audience.Desk),
            ["desk/enquiries/absences"] = new(Audience.Desk),
            ["desk/enquiries/absences?handler=Back"] = new(Audience.Desk),
            ["desk/enquiries/owners?handler=Remove"] = new(Audience.Desk),
            ["desk/enquiries/templates"] = new(Audience.Desk),
            ["desk/enquiries/templates/edit/{id:guid?}"] = new(Audience.Desk, "nothing"),
            ["desk/enquiries/templates/edit/{id:guid?}?handler=Remove"] = new(Audience.Desk, "nothing"),
            ["desk/enquiries/{id:guid}"] = new(Audience.Desk, "enquiry"),
            ["desk/enquiries/{id:guid}/assignment"] = new(Audience.Desk, "enquiry"),
            ["desk/enquiries/{id:guid}/draft"] = new(Audience.Desk, "enquiry", LeadsBack: true),
            ["desk/enquiries/{id:guid}/ending"] = new(Audience.Desk, "enquiry"),
            ["desk/enquiries/{id:guid}/messages/{message:guid}/translation"] = new(Audience.Desk, "enquiry message"),
            ["desk/enquiries/{id:guid}?handler=Preview"] = new(Audience.Desk, "enquiry"),
            ["desk/enquiries/{id:guid}/no-answer"] = new(Audience.Desk, "enquiry"),
            ["desk/enquiries/{id:guid}/priority"] = new(Audience.Desk, "enquiry"),
            ["desk/enquiries/{id:guid}/note"] = new(Audience.Desk, "enquiry", LeadsBack: true),
            ["desk/enquiries/{id:guid}/reopening"] = new(Audience.Desk, "enquiry"),
            ["desk/enquiries/{id:guid}/stage"] = new(Audience.Desk, "enquiry"),
            ["desk/enquiries/{id:guid}/watch"] = new(Audience.Desk, "enquiry", LeadsBack: true),
            ["desk/inbox"] = new(Audience.Desk),
            ["desk/inbox/assignment"] = new(Audience.Desk),
            ["desk/inbox/done"] = new(Audience.Desk),
            ["desk/inbox/snooze"] = new(Audience.Desk),
            ["desk/inbox/undo"] = new(Audience.Desk),
            ["desk/enquiries/export"] = new(Audience.Desk),
            ["desk/mail"] = new(Audience.Desk),
            ["desk/mail/health"] = new(Audience.Desk),
            ["desk/mail/retry"] = new(Audience.Desk),
            ["desk/mail/samples"] = new(Audience.Desk),
            ["desk/mail/samples/{name}/{language}"] = new(Audience.Desk, "sample"),
            ["desk/mail/stop"] = new(Audience.Desk),
            ["desk/mail/suppressions"] = new(Audience.Desk),
            ["desk/mail/suppressions/create"] = new(Audience.Desk),
            ["desk/mail/suppressions/{id:guid}/lift"] = new(Audience.Desk, "suppression"),
            ["desk/mail/{id:guid}"] = new(Audience.Desk, "mail"),
            ["desk/mail/{id:guid}/retry"] = new(Audience.Desk, "failed mail"),
            ["desk/mail/{id:guid}/suppression"] = new(Audience.Desk, "mail"),
            ["desk/opportunities"] = new(Audience.Desk),
            ["desk/opportunities/{id:guid}/copy"] = new(Audience.Desk, "opportunity"),
            ["desk/opportunities/{id:guid}/disposal"] = new(Audience.Desk, "draft"),
            ["desk/opportunities/create"] = new(Audience.Desk),
            ["desk/opportunities/publications"] = new(Audience.Desk),
            ["desk/opportunities/{id:guid}/edit"] = new(Audience.Desk, "opportunity"),
            ["desk/opportunities/{id:guid}/prospects"] = new(Audience.Desk, "opportunity"),
            ["desk/opportunities/{id:guid}/publication"] = new(Audience.Desk, "draft"),
            ["desk/opportunities/{id:guid}/promoter"] = new(Audience.Desk, "opportunity"),
            ["desk/opportunities/{id:guid}/renewal"] = new(Audience.Desk, "opportunity"),
            ["desk/opportunities/{id:guid}/versions"] = new(Audience.Desk, "opportunity"),
            ["desk/opportunities/{id:guid}/versions/{number:int}"] = new(Audience.Desk, "version"),
            ["desk/opportunities/{id:guid}/versions/{number:int}/restoration"] = new(Audience.Desk, "version"),
            ["desk/opportunities/{id:guid}/withdrawal"] = new(Audience.Desk, "opportunity"),
            ["desk/organisations"] = new(Audience.Desk),
            ["desk/organisations/create"] = new(Audience.Desk),
            ["desk/organisations/contacts/{id:guid}/edit"] = new(Audience.Desk, "contact"),
            ["desk/organisations/contacts/{id:guid}/removal"] = new(Audience.Desk, "contact"),
            ["desk/organisations/deals/{id:guid}/edit"] = new(Audience.Desk, "deal"),
            ["desk/organisations/deals/{id:guid}/removal"] = new(Audience.Desk, "deal"),
            ["desk/organisations/import"] = new(Audience.Desk),
            ["desk/organisations/import/{id:guid}"] = new(Audience.Desk, "import"),
            ["desk/organisations/import/{id:guid}/reversal"] = new(Audience.Desk, "import", LeadsBack: true),
            ["desk/organisations/merges/{id:guid}/split"] = new(Audience.Desk, "merge"),
            ["desk/organisations/names/{id:guid}/split"] = new(Audience.Desk, "certain name"),
            ["desk/organisations/{id:guid}"] = new(Audience.Desk, "organisation"),
            ["desk/organisations/{id:guid}/contacts/create"] = new(Audience.Desk, "organisation"),
            ["desk/organisations/{id:guid}/entries/create"] = new(Audience.Desk, "organisation"),
            ["desk/organisations/{id:guid}/deals/create"] = new(Audience.Desk, "organisation"),
            ["desk/organisations/{id:guid}/edit"] = new(Audience.Desk, "organisation"),
            ["desk/organisations/{id:guid}/merge"] = new(Audience.Desk, "organisation"),
            ["desk/organisations/{id:guid}/names"] = new(Audience.Desk, "organisation"),
            ["desk/progress"] = new(Audience.Desk),
            ["desk/progress/documents/create"] = new(Audience.Desk),
            ["desk/progress/documents/{id:guid}/edit"] = new(Audience.Desk, "document"),
            ["desk/progress/documents/{id:guid}/removal"] = new(Audience.Desk, "document"),
            ["desk/progress/facts"] = new(Audience.Desk),
            ["desk/progress/facts/create"] = new(Audience.Desk),
            ["desk/progress/facts/{id:guid}/edit"] = new(Audience.Desk, "fact"),
            ["desk/progress/facts/{id:guid}/removal"] = new(Audience.Desk, "fact"),
            ["desk/queues"] = new(Audience.Desk),
            ["desk/reviews"] = new(Audience.Desk),
            ["desk/reviews/{id:guid}"] = new(Audience.Desk, "submission"),
            ["desk/reviews/{id:guid}/acceptance"] = new(Audience.Desk, "submission"),
            ["desk/reviews/{id:guid}/refusal"] = new(Audience.Desk, "submission"),
            ["desk/reviews/{id:guid}/return"] = new(Audience.Desk, "submission"),
            ["desk/people"] = new(Audience.Administrator),
            ["desk/people/invite"] = new(Audience.Administrator),
            ["desk/people/{id:guid}/access"] = new(Audience.Administrator, "person"),
            ["desk/people/{id:guid}/head"] = new(Audience.Administrator, "person", LeadsBack: true),
            ["/desk/jobs/{**path}"] = new(Audience.Administrator, "jobs", Post: 403),

            ["/health/live"] = new(Audience.Everybody, Get: 200, Post: 200),
            ["/health/ready"] = new(Audience.Everybody, Get: 200, Post: 200),
            // Its secret says who may hand something in.
            ["/hooks/mail"] = new(Audience.Everybody, Get: 405, Post: 401),
            // Of a developer's machine; there are none anywhere else.
            ["dev/mail/{id:guid?}"] = new(Audience.Everybody, "nothing"),
            ["/dev/mail.json"] = new(Audience.Everybody, Get: 200, Post: 405),
            ["/dev/mail/{id:guid}/html"] = new(Audience.Everybody, "unknown", Get: 404, Post: 405),
            ["/dev/mail/{id:guid}.eml"] = new(Audience.Everybody, "unknown", Get: 404, Post: 404),
        };
}
