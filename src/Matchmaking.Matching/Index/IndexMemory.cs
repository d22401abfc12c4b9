namespace Matchmaking.Matching.Index;

/// <summary>Memory that an index takes, counted from the sizes of what it holds.</summary>
/// <param name="Columns">Bytes of columns, ids and their table, ordered ticket ends, excluded words.</param>
/// <param name="Bitmaps">Bytes of the sets: which mandate has which value.</param>
/// <param name="Apart">How many did not fit the packed form, so that their criteria are kept as they came;
/// they are not in the bytes.</param>
public sealed record IndexMemory(long Columns, long Bitmaps, int Apart);
