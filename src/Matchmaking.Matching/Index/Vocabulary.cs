namespace Matchmaking.Matching.Index;

/// <summary>What a set of slots is about.</summary>
internal enum Dimension
{
    /// <summary>A hub sector, wanted as a whole or through one of its subsectors.</summary>
    Hub,

    /// <summary>A sector or subsector, just as it was written.</summary>
    Sector,

    /// <summary>An economic region, wanted as a whole or through one of its places.</summary>
    Region,

    /// <summary>A place, just as it was written.</summary>
    Place,
    DealType,
    TechnicalStage,
    LegalStage,
}

/// <summary>A value of a dimension. Those of stages are numbers, those of places two codes.</summary>
internal readonly record struct Value(Dimension Of, string? Code, string? Unit = null, int Stage = 0)
{
    public static Value Hub(SectorCode sector) => new(Dimension.Hub, sector.Hub);

    public static Value Sector(SectorCode sector) => new(Dimension.Sector, sector.Code);

    public static Value Region(Place place) => new(Dimension.Region, place.Region);

    public static Value Place(Place place) => new(Dimension.Place, place.Region, place.Unit);

    public static Value DealType(string code) => new(Dimension.DealType, code ?? throw new ArgumentNullException(nameof(code)));

    public static Value Technical(int stage) => new(Dimension.TechnicalStage, null, null, stage);

    public static Value Legal(int stage) => new(Dimension.LegalStage, null, null, stage);
}

/// <summary>
/// Numbers for values: the first ones are fixed, the others are given as values come. All codes are open lists, so the index learns
/// them and never needs to be told of a new sector or place.
/// </summary>
internal sealed class Vocabulary
{
    /// <summary>Number of the set of those that say nothing of sectors (and the next ones, of the other dimensions).</summary>
    public const int AnySector = 0,
        AnyPlace = 1,
        AnyDealType = 2,
        AnyTechnical = 3,
        AnyLegal = 4,
        AnyAmount = 5,
        NoWord = 6;

    /// <summary>First of the sets "the lower end is in this bucket or a lower one".</summary>
    public const int LowEnds = 7;

    /// <summary>First of the sets "the upper end is in this bucket or a higher one".</summary>
    public const int HighEnds = LowEnds + AmountBuckets.Count;
    private const int FirstLearned = HighEnds + AmountBuckets.Count;

    private readonly Dictionary<Value, int> _numbers = [];

    // The same once more for what every change looks up, without making values and cutting codes.
    private readonly Dictionary<string, (int Sector, int Hub)> _sectors = new(StringComparer.Ordinal);
    private readonly Dictionary<Place, (int Place, int Region)> _places = [];
    private readonly List<(Value Value, int Ordinal)> _values = [];
    private readonly List<int>[] _ofDimension = [.. Enum.GetValues<Dimension>().Select(_ => new List<int>())];

    /// <summary>The number of a value; it gets one when it has none.</summary>
    public int NumberOf(Value value)
    {
        if (_numbers.TryGetValue(value, out var number))
            return number;
        var ofDimension = _ofDimension[(int)value.Of];
        number = FirstLearned + _values.Count;
        _values.Add((value, ofDimension.Count));
        ofDimension.Add(number);
        _numbers.Add(value, number);
        return number;
    }

    /// <summary>The numbers of a sector and of its hub sector.</summary>
    public (int Sector, int Hub) NumbersOf(SectorCode sector)
    {
        if (!_sectors.TryGetValue(sector.Code, out var numbers))
            _sectors.Add(sector.Code, numbers = (NumberOf(Value.Sector(sector)), NumberOf(Value.Hub(sector))));
        return numbers;
    }

    /// <summary>The numbers of a place and of its region.</summary>
    public (int Place, int Region) NumbersOf(Place place)
    {
        if (!_places.TryGetValue(place, out var numbers))
            _places.Add(place, numbers = (NumberOf(Value.Place(place)), NumberOf(Value.Region(place))));
        return numbers;
    }

    /// <summary>Adds the number of a value to the list, if the value is known and its number not yet in the list.</summary>
    public void Collect(Value value, List<int> numbers)
    {
        if (_numbers.TryGetValue(value, out var number) && !numbers.Contains(number))
            numbers.Add(number);
    }

    /// <summary>The value of a number that was learned.</summary>
    public Value ValueOf(int number) => _values[number - FirstLearned].Value;

    /// <summary>The how-manyth of its dimension a learned value is.</summary>
    public int OrdinalOf(int number) => _values[number - FirstLearned].Ordinal;

    /// <summary>The value that came as the how-manyth of its dimension.</summary>
    public Value ValueOf(Dimension dimension, int ordinal) => ValueOf(_ofDimension[(int)dimension][ordinal]);
}
