using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Versions;

namespace Matchmaking.Web.Tests.Opportunities;

/// <summary>Which verb a listing obeys in which state, and what its history then says.</summary>
public sealed class OpportunityLifecycleTests
{
    /// <summary>Noon in Baku on 4 June 2026.</summary>
    private static readonly DateTimeOffset Now = new(2026, 6, 4, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 6, 4);
    private static readonly Guid By = Guid.CreateVersion7();

    private static readonly (string Verb, PublicationStatus From, PublicationStatus To)[] Allowed =
    [
        ("submit", PublicationStatus.Submitted, PublicationStatus.Submitted),
        ("submit", PublicationStatus.Returned, PublicationStatus.Submitted),
        ("accept", PublicationStatus.Submitted, PublicationStatus.Draft),
        ("return", PublicationStatus.Submitted, PublicationStatus.Returned),
        ("publish", PublicationStatus.Draft, PublicationStatus.Published),
        ("publish", PublicationStatus.Withdrawn, PublicationStatus.Published),
        ("withdraw", PublicationStatus.Published, PublicationStatus.Withdrawn),
        ("decline", PublicationStatus.Submitted, PublicationStatus.Declined),
        ("discard", PublicationStatus.Draft, PublicationStatus.Discarded),
        ("recover", PublicationStatus.Discarded, PublicationStatus.Draft),
    ];

    public static TheoryData<string, PublicationStatus, PublicationStatus> Steps => new(Allowed);

    [Theory, MemberData(nameof(Steps))]
    public void A_verb_leads_from_one_state_to_the_next(string verb, PublicationStatus from, PublicationStatus to)
    {
        var listing = Ready(from);

        Assert.True(Do(listing, verb));

        Assert.Equal(to, listing.Status);
        var line = Assert.Single(listing.History);
        Assert.Equal((listing.Id, By, Now), (line.OpportunityId, line.ById, line.At));
        Assert.StartsWith(verb, line.Kind.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    public static TheoryData<string, PublicationStatus> Refusals =>
        new(
            from verb in Allowed.Select(step => step.Verb).Distinct()
            from status in Enum.GetValues<PublicationStatus>()
            where !Allowed.Any(step => step.Verb == verb && step.From == status)
            select (verb, status)
        );

    [Theory, MemberData(nameof(Refusals))]
    public void In_every_other_state_it_changes_nothing(string verb, PublicationStatus status)
    {
        var listing = Ready(status);
        var (contact, published, reason) = (listing.ContactId, listing.PublishedAt, listing.ReturnReason);

        Assert.False(Do(listing, verb));

        Assert.Equal((status, contact, published, reason), (listing.Status, listing.ContactId, listing.PublishedAt, listing.ReturnReason));
        Assert.Empty(listing.History);
    }

    [Fact]
    public void A_new_submission_waits_for_the_desk_and_names_its_organisation_as_promoter()
    {
        var organisation = Guid.CreateVersion7();

        var listing = Opportunity.Submission(Guid.CreateVersion7(), organisation, "Caspian Solar", By, Now);

        Assert.Equal(
            (PublicationStatus.Submitted, organisation, "Caspian Solar"),
            (listing.Status, listing.SubmittedById, listing.Promoter.En)
        );
        Assert.Equal(OpportunityEventKind.Submitted, Assert.Single(listing.History).Kind);
    }

    [Fact]
    public void Accepting_makes_it_the_acceptors_and_forgets_why_it_was_returned()
    {
        var listing = Ready(PublicationStatus.Submitted);
        listing.ReturnReason = "No source";

        listing.Accept(By, Now);

        Assert.Equal((By, (string?)null), (listing.ContactId, listing.ReturnReason));
    }

    [Fact]
    public void A_return_keeps_its_reason_in_the_listing_and_in_the_history()
    {
        var listing = Ready(PublicationStatus.Submitted);

        listing.Return("No source", By, Now);

        Assert.Equal(("No source", "No source"), (listing.ReturnReason, listing.History[0].Text));
    }

    [Fact]
    public void What_an_organisation_sent_in_is_declined_even_when_it_was_accepted_and_never_thrown_away()
    {
        var listing = Ready(PublicationStatus.Draft);
        listing.SubmittedById = Guid.CreateVersion7();

        Assert.False(listing.Discard(By, Now));
        Assert.True(listing.Decline("No plot", By, Now));

        Assert.Equal((PublicationStatus.Declined, "No plot"), (listing.Status, listing.ReturnReason));
        Assert.Equal("No plot", Assert.Single(listing.History).Text);
    }

    [Fact]
    public void What_was_public_once_is_neither_declined_nor_thrown_away()
    {
        var listing = Ready(PublicationStatus.Draft);
        listing.PublishedAt = Now;
        Assert.False(listing.Discard(By, Now));

        listing.SubmittedById = Guid.CreateVersion7();
        Assert.False(listing.Decline("why", By, Now));
    }

    [Fact]
    public void A_copy_says_all_that_its_original_says_but_who_answers_for_it_and_until_when()
    {
        var original = Ready(PublicationStatus.Published);
        (original.ValidUntil, original.Availability, original.Zone) = (Today, Availability.Done, "sumgayit-chemical");
        (original.MoreSectors, original.Sources) = (["renw"], ["https://example.org/"]);

        var copy = Opportunity.CopyOf(original, Guid.CreateVersion7(), By, Now);

        Assert.Equal(
            OpportunityContent.Of(original) with { ContactId = By, ValidUntil = null, Availability = Availability.Open } is var wanted
                ? wanted.ToJson()
                : "",
            OpportunityContent.Of(copy).ToJson()
        );
        Assert.Equal(
            (PublicationStatus.Draft, (DateTimeOffset?)null, (Guid?)null, 1),
            (copy.Status, copy.PublishedAt, copy.SubmittedById, copy.MaterialVersion)
        );
        Assert.NotEqual(original.Id, copy.Id);
        Assert.Equal((OpportunityEventKind.Copied, original.Slug), (Assert.Single(copy.History).Kind, copy.History[0].Text));
        Assert.Empty(original.History);
    }

    [Fact]
    public void What_lacks_something_is_not_published()
    {
        var listing = Ready(PublicationStatus.Draft);
        listing.ContactId = null;

        Assert.False(listing.Publish(By, Now));

        Assert.Equal(PublicationStatus.Draft, listing.Status);
    }

    [Fact]
    public void The_first_publication_stays_the_moment_of_publication()
    {
        var listing = Ready(PublicationStatus.Draft);
        listing.PublishedAt = null;

        listing.Publish(By, Now);
        listing.Withdraw(By, Now.AddDays(1));
        listing.Publish(By, Now.AddDays(2));

        Assert.Equal(Now, listing.PublishedAt);
    }

    [Theory]
    [InlineData(Availability.Open, OpportunityEventKind.Reopened)]
    [InlineData(Availability.Reserved, OpportunityEventKind.Reserved)]
    [InlineData(Availability.OnHold, OpportunityEventKind.Held)]
    [InlineData(Availability.Done, OpportunityEventKind.Closed)]
    public void Each_availability_has_a_verb_and_saying_it_twice_says_nothing(Availability wanted, OpportunityEventKind kind)
    {
        var listing = Ready(PublicationStatus.Published);
        listing.Availability = wanted == Availability.Open ? Availability.Done : Availability.Open;

        Assert.True(listing.MakeAvailability(wanted, By, Now));
        Assert.False(listing.MakeAvailability(wanted, By, Now));

        Assert.Equal((wanted, kind), (listing.Availability, Assert.Single(listing.History).Kind));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void A_renewal_needs_a_day_that_is_not_over_in_Baku(int days, bool may)
    {
        var listing = Ready(PublicationStatus.Published);
        listing.ValidUntil = Today.AddDays(-30);

        Assert.Equal(may, listing.Renew(Today.AddDays(days), By, Now));

        Assert.Equal(may ? Today.AddDays(days) : Today.AddDays(-30), listing.ValidUntil);
        Assert.Equal(may ? 1 : 0, listing.History.Count);
    }

    [Fact]
    public void A_renewal_until_the_same_day_is_none_and_only_what_is_public_is_renewed()
    {
        var listing = Ready(PublicationStatus.Published);
        listing.ValidUntil = Today;

        Assert.False(listing.Renew(Today, By, Now));
        Assert.False(Ready(PublicationStatus.Withdrawn).Renew(Today.AddDays(1), By, Now));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void A_confirmation_is_of_a_day_that_has_come_in_Baku(int days, bool may)
    {
        var listing = Unconfirmed();

        // Half past midnight in Baku, and still yesterday in London.
        Assert.Equal(may, listing.Confirm("Elçin", Today.AddDays(days), By, Now.AddHours(-11.5)));

        Assert.Equal((!may, may ? Today.AddDays(days) : null), (listing.IsUnconfirmed, listing.ConfirmedOn));
        Assert.Equal(may ? 1 : 0, listing.History.Count);
    }

    [Fact]
    public void A_confirmation_is_noted_once_with_its_day_and_name_and_taken_back_once_with_its_reason()
    {
        var listing = Unconfirmed();

        Assert.False(listing.TakeConfirmationBack("why", By, Now));
        Assert.True(listing.Confirm("Elçin", Today, By, Now));
        Assert.False(listing.Confirm("Aysel", Today, By, Now));
        Assert.Equal("Elçin", listing.ConfirmedBy);
        Assert.True(listing.TakeConfirmationBack("why", By, Now));
        Assert.False(listing.TakeConfirmationBack("why", By, Now));

        Assert.True(listing.IsUnconfirmed);
        Assert.Null(listing.ConfirmedBy);
        Assert.Equal(
            [(OpportunityEventKind.Confirmed, "2026-06-04 · Elçin"), (OpportunityEventKind.Unconfirmed, "why")],
            listing.History.Select(line => (line.Kind, line.Text!))
        );
    }

    [Fact]
    public void What_a_company_or_the_desk_entered_is_not_marked_and_needs_no_confirmation()
    {
        var listing = Ready(PublicationStatus.Published);

        Assert.False(listing.IsUnconfirmed);
        Assert.False(listing.Confirm("Elçin", Today, By, Now));
    }

    [Fact]
    public void A_copy_has_the_same_promoter_and_is_confirmed_by_nobody()
    {
        var original = Unconfirmed();
        original.PromoterOrganisationId = Guid.CreateVersion7();
        original.Confirm("Elçin", Today, By, Now);

        var copy = Opportunity.CopyOf(original, Guid.CreateVersion7(), By, Now);

        Assert.Equal(original.PromoterOrganisationId, copy.PromoterOrganisationId);
        Assert.True(copy.IsUnconfirmed);
    }

    private static Opportunity Unconfirmed()
    {
        var listing = Ready(PublicationStatus.Published);
        listing.IsSample = true;
        return listing;
    }

    private static bool Do(Opportunity listing, string verb) =>
        verb switch
        {
            "submit" => listing.Submit(By, Now),
            "accept" => listing.Accept(By, Now),
            "return" => listing.Return("why", By, Now),
            "publish" => listing.Publish(By, Now),
            "decline" => listing.Decline("why", By, Now),
            "discard" => listing.Discard(By, Now),
            "recover" => listing.Recover(By, Now),
            _ => listing.Withdraw(By, Now),
        };

    /// <summary>With everything that a publication asks for.</summary>
    private static Opportunity Ready(PublicationStatus status) =>
        Listings.Opportunity(listing =>
        {
            (listing.Status, listing.ContactId, listing.ValidUntil) = (status, Guid.CreateVersion7(), null);
            listing.Promoter = new("p", "p", "p");
            if (status == PublicationStatus.Draft)
                listing.PublishedAt = null;
        });
}
