namespace Matchmaking.Matching;

/// <summary>
/// A sector of the two-level list: a hub sector ("auto") or one of its subsectors ("auto.ebus").
/// The part before the dot names the hub sector.
/// </summary>
/// <param name="Code">Lower-case ASCII; at most one dot.</param>
public readonly record struct SectorCode(string Code)
{
    /// <summary>True for "auto.ebus", false for "auto".</summary>
    public bool IsSubsector => Code.Contains('.', StringComparison.Ordinal);

    /// <summary>The hub sector: "auto" for both "auto.ebus" and "auto".</summary>
    public string Hub => Code.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? Code[..dot] : Code;
}
