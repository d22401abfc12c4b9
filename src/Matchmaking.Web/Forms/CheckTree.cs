namespace Matchmaking.Web.Forms;

/// <summary>
/// A tree of checkboxes: a whole sector and its subsectors (<c>_SectorTree</c>), or a whole region and its cities and districts
/// (<c>_PlaceTree</c>). A branch with something chosen inside is open from the start.
/// </summary>
/// <param name="Name">Of every checkbox, for example "Input.Places".</param>
/// <param name="Selected">The codes that are ticked.</param>
public sealed record CheckTree(string Name, IReadOnlyCollection<string> Selected);
