namespace Matchmaking.Web.Links;

/// <summary>
/// The addresses of pages, for code, views and mails: paths of this site, escaped, with a slash before them. No other file spells one, and
/// a test finds the route behind each. Where a view links to a page of its own feature, <c>asp-page</c> does the same.
/// </summary>
public static class SiteLinks
{
    public const string Home = "/",
        About = "/about",
        Opportunities = "/opportunities",
        Suggestions = Opportunities + "/suggestions",
        Regions = "/regions",
        RegionsByUnits = Regions + "?by=units",
        Progress = "/progress",
        Feed = "/feed",
        Sitemap = "/sitemap.xml",
        Error = "/error/";

    public const string SignIn = "/account/sign-in",
        SignInByMail = "/account/sign-in/mail",
        SignUp = "/account/sign-up",
        Reset = "/account/reset",
        Profile = "/account/profile";

    public const string Mandates = "/mandates",
        NewMandate = "/mandates/create",
        Matches = "/matches",
        Organisation = "/organisation",
        Submissions = Organisation + "/opportunities",
        TrackRecord = Organisation + "/track-record";

    public const string Compare = "/compare",
        Saved = "/saved",
        Searches = "/searches";

    public const string Enquiries = "/enquiries",
        NewEnquiry = Enquiries + "/create";

    public const string Desk = "/desk",
        DeskInbox = "/desk/inbox",
        DeskEnquiries = "/desk/enquiries",
        DeskOpportunities = "/desk/opportunities",
        DeskDrafts = DeskOpportunities + "?status=draft",
        DeskReviews = "/desk/reviews",
        DeskOrganisations = "/desk/organisations",
        DeskProgress = "/desk/progress",
        DeskSearches = "/desk/searches",
        DeskPeople = "/desk/people",
        DeskMail = "/desk/mail",
        DeskMailHealth = "/desk/mail/health",
        DeskQueues = "/desk/queues",
        DeskJobs = "/desk/jobs";

    public const string HealthLive = "/health/live",
        HealthReady = "/health/ready",
        MailHook = "/hooks/mail",
        DevMail = "/dev/mail";

    /// <summary>What search engines are asked to leave alone: pages of somebody, and pages behind a link of a mail.</summary>
    public static IReadOnlyList<string> Private { get; } =
    ["/account", "/alerts", Compare, Desk, Enquiries, Mandates, Matches, Organisation, "/preferences", Saved, Searches, "/unsubscribe"];

    public static string Opportunity(string slug) => Of(Opportunities, slug);

    /// <param name="code">Of a sector or subsector.</param>
    /// <param name="all">With those that are no longer open.</param>
    public static string OpportunitiesInSector(string code, bool all = false) =>
        Opportunities + "?sector=" + Escaped(code) + (all ? "&all=1" : "");

    /// <param name="code">Of a region, city or district.</param>
    /// <param name="all">With those that are no longer open.</param>
    public static string OpportunitiesInRegion(string code, bool all = false) =>
        Opportunities + "?region=" + Escaped(code) + (all ? "&all=1" : "");

    /// <param name="code">Of a zone.</param>
    /// <param name="all">With those that are no longer open.</param>
    public static string OpportunitiesInZone(string code, bool all = false) =>
        Opportunities + "?zone=" + Escaped(code) + (all ? "&all=1" : "");

    public static string Sector(string code) => Of("/sectors", code);

    public static string Region(string code) => Of(Regions, code);

    public static string Zone(string code) => Of("/zones", code);

    public static string ProgressOf(string sector) => Progress + "?sector=" + Escaped(sector);

    /// <summary>Where the agency is asked about a listing.</summary>
    public static string EnquiryAbout(string slug) => NewEnquiry + "?listing=" + Escaped(slug);

    /// <summary>Where the agency is asked about a sector.</summary>
    public static string EnquiryAboutSector(string code) => NewEnquiry + "?sector=" + Escaped(code);

    /// <summary>Where the agency is asked about a region.</summary>
    public static string EnquiryAboutRegion(string code) => NewEnquiry + "?place=" + Escaped(code);

    /// <summary>Where the agency is asked about a zone.</summary>
    public static string EnquiryAboutZone(string code) => NewEnquiry + "?place=" + Escaped(code);

    /// <summary>The same about a match of a mandate.</summary>
    public static string EnquiryOfMatch(string slug, Guid mandate) => $"{EnquiryAbout(slug)}&mandate={mandate}";

    /// <summary>The same right after it was said to fit a mandate.</summary>
    public static string EnquiryAfterFit(string slug, Guid mandate) => EnquiryOfMatch(slug, mandate) + "&from=fits";

    /// <summary>Takes what was typed behind the link of somebody else's alert.</summary>
    public const string EnquiryInOwnName = NewEnquiry + "?handler=Own";

    /// <summary>The same from the link of an alert.</summary>
    public static string EnquiryFromAlert(string token, bool fits) => Alert(token) + "/enquiry" + (fits ? "?from=fits" : "");

    public static string Enquiry(Guid id) => $"{Enquiries}/{id}";

    public static string DeskLetter(Guid id) => $"/desk/letters/{id}";

    public static string DeskEnquiry(Guid id) => $"{DeskEnquiries}/{id}";

    /// <summary>Confirms an enquiry of somebody who was not signed in.</summary>
    public static string ConfirmEnquiry(string token) => Of(Enquiries + "/confirm", token);

    /// <summary>Listings side by side.</summary>
    /// <param name="slugs">In the order of their columns; none for the page that says how to choose.</param>
    /// <param name="onlyDifferences">Without the rows in which all are alike.</param>
    public static string CompareOf(IEnumerable<string> slugs, bool onlyDifferences = false)
    {
        string[] query = [.. slugs.Select(slug => "o=" + Escaped(slug)), .. onlyDifferences ? new[] { "differences=true" } : []];
        return query.Length == 0 ? Compare : Compare + "?" + string.Join('&', query);
    }

    /// <summary>Where a listing is put on one's list.</summary>
    public static string Save(string slug) => Of(Saved, slug) + "/create";

    /// <summary>A listing on one's list.</summary>
    public static string SavedRow(string slug) => Saved + "#" + Escaped(slug);

    /// <summary>The note on it.</summary>
    public static string SavedNote(string slug) => Of(Saved, slug) + "/edit";

    public static string SavedFollowing(string slug) => Of(Saved, slug) + "/following";

    public static string SavedRemoval(string slug) => Of(Saved, slug) + "/removal";

    public static string SavedRestoration(string slug) => Of(Saved, slug) + "/restoration";

    /// <summary>The same page in a language, for whoever reads it elsewhere.</summary>
    public static string In(string path, string language) => path + "?lang=" + Escaped(language);

    public static string FeedIn(string language) => In(Feed, language);

    public static string Submission(Guid id) => $"{Submissions}/{id}/edit";

    public static string DeskReview(Guid id) => $"{DeskReviews}/{id}";

    public static string DeskRenewal(Guid id) => $"{DeskOpportunities}/{id}/renewal";

    public static string DeskOrganisation(Guid id) => $"{DeskOrganisations}/{id}";

    public static string DeskMailOf(Guid id) => $"{DeskMail}/{id}";

    public static string DeskOpportunity(Guid id) => $"{DeskOpportunities}/{id}/edit";

    /// <summary>Where somebody signs in who has asked for a page of this site, and is led on to it.</summary>
    public static string SignInBefore(string path) => SignIn + "?ReturnUrl=" + Escaped(path);

    /// <summary>The same for whoever has no password: asks for a link by mail.</summary>
    public static string SignInByMailBefore(string path) => SignInByMail + "?ReturnUrl=" + Escaped(path);

    /// <summary>Signs the person in who was sent the token.</summary>
    /// <param name="token">Of one use.</param>
    /// <param name="path">Where the person is led then; null for the usual place.</param>
    public static string SignInLink(string token, string? path = null) =>
        Of("/account/sign-in/link", token) + (path is null ? "" : "?ReturnUrl=" + Escaped(path));

    /// <summary>A link of a mail about an account.</summary>
    /// <param name="page">"confirm", "reset", "email" or "invitation".</param>
    /// <param name="personId">Whose account.</param>
    /// <param name="token">Of one use.</param>
    public static string AccountLink(string page, Guid personId, string token) => $"/account/{page}/{personId}/{Escaped(token)}";

    /// <summary>Where an alert lands.</summary>
    public static string Alert(string token) => Of("/alerts", token);

    public static string Preferences(string token) => Of("/preferences", token);

    public static string PreferencesOfMandates(string token) => Preferences(token) + "/mandates";

    public static string KeepAlerts(string token) => Preferences(token) + "/keep";

    public static string Unsubscribe(string token) => Of("/unsubscribe", token);

    /// <summary>A mail that was written to the folder of a Development machine.</summary>
    public static string DevMailOf(Guid id) => $"{DevMail}/{id}";

    public static string DevMailHtml(Guid id) => DevMailOf(id) + "/html";

    public static string DevMailSource(Guid id) => DevMailOf(id) + ".eml";

    private static string Of(string parent, string name) => parent + "/" + Escaped(name);

    private static string Escaped(string part) => Uri.EscapeDataString(part);
}
