namespace Matchmaking.Search;

/// <summary>
/// The documents that a key occurs in, with its weight in each: differences of ordinals in groups of seven bits, each followed by one byte
/// of weight. One writer appends; readers at any time see the whole entries that were there when they began, and stop at their limit.
/// </summary>
internal sealed class PostingList(string key, int id)
{
    private byte[] _bytes = new byte[4];
    private int _length;
    private int _last = -1;

    /// <summary>What the list is of.</summary>
    public string Key { get; } = key;

    /// <summary>Its number, for the words of documents.</summary>
    public int Id { get; } = id;

    /// <summary>How many bytes it holds in memory.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>Adds a document after all others.</summary>
    public void Add(int ordinal, byte weight)
    {
        var (bytes, length) = (_bytes, _length);
        if (length + 6 > bytes.Length)
            Array.Resize(ref bytes, bytes.Length < 64 ? bytes.Length * 2 + 4 : bytes.Length + bytes.Length / 2);
        var difference = (uint)(ordinal - _last);
        for (; difference >= 0x80; difference >>= 7)
            bytes[length++] = (byte)(difference | 0x80);
        bytes[length++] = (byte)difference;
        bytes[length++] = weight;
        _last = ordinal;
        // The bytes first, then how many of them count: a reader takes them in the opposite order.
        Volatile.Write(ref _bytes, bytes);
        Volatile.Write(ref _length, length);
    }

    /// <summary>Reads the list from its beginning.</summary>
    public Cursor Read()
    {
        var length = Volatile.Read(ref _length);
        return new(Volatile.Read(ref _bytes), length);
    }

    /// <summary>Whether nothing was ever added.</summary>
    public bool IsEmpty => Volatile.Read(ref _length) == 0;

    /// <summary>Where a reader stands.</summary>
    internal struct Cursor(byte[] bytes, int length)
    {
        private int _at;

        /// <summary>The document; -1 before the first.</summary>
        public int Ordinal { get; private set; } = -1;

        /// <summary>1 to 255.</summary>
        public byte Weight { get; private set; }

        /// <summary>Goes to the next document; false at the end.</summary>
        public bool Next()
        {
            if (_at >= length)
                return false;
            uint part = bytes[_at++];
            var difference = part & 0x7F;
            for (var shift = 7; part >= 0x80; shift += 7)
            {
                part = bytes[_at++];
                difference |= (part & 0x7F) << shift;
            }
            Ordinal += (int)difference;
            Weight = bytes[_at++];
            return true;
        }
    }
}
