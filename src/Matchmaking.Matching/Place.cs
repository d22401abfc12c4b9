namespace Matchmaking.Matching;

/// <summary>A place in Azerbaijan: a whole economic region, or one city or district of it.</summary>
/// <param name="Region">Code of the economic region, for example "ABX".</param>
/// <param name="Unit">Code of the city or district, for example "AZ-SM"; null for the whole region.</param>
public readonly record struct Place(string Region, string? Unit)
{
    /// <summary>The finest code: the city or district if there is one, else the region.</summary>
    public string Code => Unit ?? Region;

    /// <summary>Whether every point of <paramref name="other"/> lies in this place.</summary>
    public bool Contains(Place other) => Region == other.Region && (Unit is null || Unit == other.Unit);
}
