using Matchmaking.Web.Forms;

namespace Matchmaking.Web.Features.Desk.Progress;

/// <summary>One text in three languages, as <c>_Texts</c> draws it.</summary>
/// <param name="Name">Of the property of the input.</param>
/// <param name="Typed">What stands in it.</param>
/// <param name="Legend">What it is called.</param>
/// <param name="Rows">How high.</param>
/// <param name="Hint">What belongs in it; null where the legend says it.</param>
public sealed record TextsView(string Name, LocalizedInput Typed, string Legend, int Rows, string? Hint = null);
