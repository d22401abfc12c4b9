using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Matchmaking.Web.Files;

/// <summary>
/// Reads the parts of a document, each once from its beginning, at the cost of one file; what a part is made of does not change how much
/// memory it takes.
/// </summary>
internal sealed class OfficeParts(FileWork work)
{
    private const int LongestNode = 2 * 1024 * 1024,
        MostNames = 20_000,
        MostAttributes = 1000,
        MostDocuments = 500,
        MostEntries = 10_000,
        Deepest = 500,
        Beginning = 64,
        Opening = 4096,
        NodeCost = 50,
        NameCost = 500;

    private int _documents;

    /// <summary>The nodes of a part of XML, one after the other, the same object each time; whoever has seen enough stops.</summary>
    /// <param name="entry">The part.</param>
    /// <param name="most">How long it may be, of those that are short in every document; then it may not declare anything either.</param>
    /// <exception cref="InvalidDataException">It is made in a way in which no document is.</exception>
    /// <exception cref="XmlException">It is not XML.</exception>
    public IEnumerable<XmlReader> Nodes(ZipArchiveEntry entry, int? most = null)
    {
        work.Spend(Opening);
        using var bytes = entry.Open();
        using var characters = new Characters(work, new StreamReader(bytes, Encoding.UTF8), most ?? int.MaxValue);
        using var xml = XmlReader.Create(
            characters,
            new()
            {
                DtdProcessing = most is null ? DtdProcessing.Ignore : DtdProcessing.Prohibit,
                XmlResolver = null,
                CheckCharacters = false,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                NameTable = new FewNames(work),
            }
        );
        for (; xml.Read(); characters.EndNode())
        {
            var attributes = xml.AttributeCount;
            // Each is compared with the others of its element.
            work.Spend(NodeCost + (long)attributes * (16 + attributes / 8));
            if (xml.Depth > Deepest || attributes > MostAttributes)
                throw new InvalidDataException("A part that is too deep or too broad.");
            if (xml.NodeType == XmlNodeType.XmlDeclaration && !IsRead(xml.GetAttribute("encoding")))
                throw new InvalidDataException("A part in letters that are not read here.");
            yield return xml;
        }
    }

    /// <summary>Enough of a part to tell what it is.</summary>
    public byte[] BeginningOf(ZipArchiveEntry entry)
    {
        work.Spend(Opening);
        var beginning = new byte[Beginning];
        using var bytes = entry.Open();
        return beginning[..bytes.ReadAtLeast(beginning, Beginning, throwOnEndOfStream: false)];
    }

    /// <summary>A document within the document.</summary>
    /// <exception cref="InvalidDataException">It is longer than a file may be.</exception>
    public MemoryStream Whole(ZipArchiveEntry entry)
    {
        work.Spend(Opening);
        if (++_documents > MostDocuments)
            throw new TooComplicatedException("More documents within than any has.");
        var whole = new MemoryStream();
        using var bytes = entry.Open();
        var buffer = new byte[16 * 1024];
        for (int read; (read = bytes.Read(buffer)) > 0; whole.Write(buffer, 0, read))
        {
            work.Spend(read);
            if (whole.Length + read > FileCheck.Largest)
                throw new InvalidDataException("A document within that is too long.");
        }
        whole.Position = 0;
        return HasFewEntries(whole.GetBuffer().AsSpan(0, (int)whole.Length))
            ? whole
            : throw new TooComplicatedException("A document within of too many parts.");
    }

    /// <summary>Told before the list of them is read.</summary>
    public static bool HasFewEntries(ReadOnlySpan<byte> zip) => zip.Count("PK\u0001\u0002"u8) <= MostEntries;

    /// <summary>The others would be read as what they are not: the programs go by what is declared.</summary>
    private static bool IsRead(string? encoding) =>
        encoding is null || encoding.Trim().ToUpperInvariant() is "UTF-8" or "UTF8" or "UTF-16" or "US-ASCII";

    /// <summary>
    /// Ends a part that goes on for too long, as a whole or within one node: whatever that is, a tag or a comment, the reader keeps it.
    /// </summary>
    private sealed class Characters(FileWork work, StreamReader text, int most) : TextReader
    {
        private int _most = most,
            _node = LongestNode;

        public void EndNode() => _node = LongestNode;

        public override int Read(char[] buffer, int index, int count)
        {
            var read = text.Read(buffer, index, count);
            work.Spend(read);
            return (_most -= read) < 0 || (_node -= read) < 0 ? throw new InvalidDataException("A part that is too long.") : read;
        }

        protected override void Dispose(bool disposing)
        {
            text.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>The reader keeps every name that it has met.</summary>
    private sealed class FewNames(FileWork work) : NameTable
    {
        private int _left = MostNames;

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? New(base.Add(key, start, len));

        public override string Add(string key) => Get(key) ?? New(base.Add(key));

        private string New(string name)
        {
            work.Spend(NameCost);
            return _left-- > 0 ? name : throw new InvalidDataException("A part of too many names.");
        }
    }
}
