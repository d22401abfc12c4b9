using Matchmaking.Matching.Index;

namespace Matchmaking.Matching.Tests.Index;

/// <summary>Both indexes say of random pairs what the rule says of them, score by score and reason by reason.</summary>
public sealed class RandomPairTests
{
    [Fact]
    public void An_opportunity_asked_of_mandates_gives_what_the_rule_gives_on_a_hundred_thousand_pairs()
    {
        var world = new RandomWorld(1);
        var mandates = Enumerable.Range(0, 1_000).ToDictionary(_ => world.Id(), _ => world.Mandate());
        var index = new MandateIndex();
        foreach (var (id, criteria) in mandates)
            index.Set(id, criteria);

        for (var i = 0; i < 100; i++)
            Reference.Agrees(index, mandates, world.Opportunity(), best: 1_000);
    }

    [Fact]
    public void A_mandate_asked_of_opportunities_gives_what_the_rule_gives_on_a_hundred_thousand_pairs()
    {
        var world = new RandomWorld(2);
        var opportunities = Enumerable.Range(0, 1_000).ToDictionary(_ => world.Id(), _ => world.Opportunity());
        var index = new OpportunityIndex();
        foreach (var (id, facts) in opportunities)
            index.Set(id, facts);

        for (var i = 0; i < 100; i++)
            Reference.Agrees(index, opportunities, world.Mandate(), best: 1_000);
    }

    [Fact]
    public void What_matches_or_just_misses_is_what_the_rule_says_on_a_hundred_thousand_pairs()
    {
        var world = new RandomWorld(7);
        var opportunities = Enumerable.Range(0, 1_000).ToDictionary(_ => world.Id(), _ => world.Opportunity());
        var index = new OpportunityIndex();
        foreach (var (id, facts) in opportunities)
            index.Set(id, facts);

        for (var i = 0; i < 100; i++)
        {
            var mandate = world.Mandate();
            var near = opportunities.Where(pair =>
                Matcher.Assess(mandate, pair.Value) is var assessment
                && (
                    assessment.IsMatch
                    || (
                        assessment.NearMiss is { Condition: not Condition.Sector }
                        && assessment.Reasons.Count(reason => reason is { Of: > 0, Fit: not Fit.Open }) > 1
                    )
                )
            );
            Assert.Equal(near.Select(pair => pair.Key).Order(), index.Near(mandate).Order());
        }
    }

    [Fact]
    public void A_hundred_and_forty_thousand_mandates_in_three_chunks_give_what_the_rule_gives()
    {
        var world = new RandomWorld(3);
        var kinds = Enumerable.Range(0, 2_000).Select(_ => world.Mandate()).ToArray();
        var mandates = Enumerable.Range(0, 140_000).ToDictionary(_ => world.Id(), _ => world.One(kinds));
        var index = new MandateIndex();
        foreach (var (id, criteria) in mandates)
            index.Set(id, criteria);

        for (var i = 0; i < 3; i++)
            Reference.Agrees(index, mandates, world.Opportunity(), best: 100);
    }

    [Fact]
    public void Ten_thousand_listings_give_what_the_rule_gives()
    {
        var world = new RandomWorld(4);
        var listings = Enumerable.Range(0, 10_000).ToDictionary(_ => world.Id(), _ => world.Opportunity());
        var index = new OpportunityIndex();
        foreach (var (id, facts) in listings)
            index.Set(id, facts);

        foreach (var best in (int[])[0, 1, 20, 100, int.MaxValue])
            Reference.Agrees(index, listings, world.Mandate(), best);
        Reference.Agrees(index, listings, new(), best: 100);
    }

    [Fact]
    public void Mandates_that_come_change_and_go_leave_nothing_behind()
    {
        var world = new RandomWorld(5);
        var mandates = new Dictionary<Guid, MandateCriteria>();
        var ids = Enumerable.Range(0, 700).Select(_ => world.Id()).ToArray();
        var index = new MandateIndex();
        for (var step = 0; step < 6_000; step++)
        {
            var id = world.One(ids);
            if (world.Next(3) == 0)
                Assert.Equal(mandates.Remove(id), index.Remove(id));
            else
                index.Set(id, mandates[id] = world.Mandate());
            if (step % 200 == 0)
                Reference.Agrees(index, mandates, world.Opportunity(), best: 50);
        }

        foreach (var left in mandates.Keys)
            Assert.True(index.Remove(left));
        Reference.Agrees(index, new Dictionary<Guid, MandateCriteria>(), world.Opportunity(), best: 10);
    }

    [Fact]
    public void Opportunities_that_come_change_and_go_leave_nothing_behind()
    {
        var world = new RandomWorld(6);
        var opportunities = new Dictionary<Guid, OpportunityFacts>();
        var ids = Enumerable.Range(0, 700).Select(_ => world.Id()).ToArray();
        var index = new OpportunityIndex();
        for (var step = 0; step < 3_000; step++)
        {
            var id = world.One(ids);
            if (world.Next(3) == 0)
                Assert.Equal(opportunities.Remove(id), index.Remove(id));
            else
                index.Set(id, opportunities[id] = world.Opportunity());
            if (step % 100 == 0)
                Reference.Agrees(index, opportunities, world.Mandate(), best: 50);
        }
    }
}
