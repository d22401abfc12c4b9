namespace Matchmaking.Search;

/// <summary>Finds the groups that a group of the thesaurus is a kind of.</summary>
internal static class BroaderGroups
{
    /// <summary>
    /// What a broader concept takes of a narrower one's weight at each step: a search for EV finds e-buses, after the cars.
    /// </summary>
    private const float ShareOfBroader = 0.5f;
    private const int MostSteps = 3;

    /// <summary>Near and far ones, each with its share of the weight.</summary>
    public static IEnumerable<(int Concept, float Share)> Of(
        ThesaurusGroup group,
        Dictionary<string, int> indices,
        IReadOnlyList<ThesaurusGroup> groups
    )
    {
        var share = 1f;
        var met = new HashSet<string>(StringComparer.Ordinal) { group.Id };
        List<ThesaurusGroup> level = [group];
        for (var step = 0; step < MostSteps && level.Count > 0; step++)
        {
            share *= ShareOfBroader;
            var next = new List<ThesaurusGroup>();
            foreach (var id in level.SelectMany(narrower => narrower.Broader ?? []))
            {
                if (!indices.TryGetValue(id, out var index))
                    throw new ArgumentException($"The group {group.Id} leads to {id}, which the thesaurus does not have.", nameof(group));
                if (!met.Add(id))
                    continue;
                next.Add(groups[index]);
                yield return (index, share);
            }
            level = next;
        }
    }
}
