using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Matchmaking.Web.Files;

/// <summary>
/// Reads the parts of a document, each once from its beginning. All of them share one room, and what a part is made of does not change how
/// much memory it takes.
/// </summary>
internal sealed class OfficeParts
{
    private const int Room = 64 * 1024 * 1024,
        LongestNode = 2 * 1024 * 1024,
        MostNames = 20_000,
        Deepest = 500,
        Beginning = 64;

    private int _left = Room;

    /// <summary>The nodes of a part of XML, one after the other, the same object each time; whoever has seen enough stops.</summary>
    /// <exception cref="InvalidDataException">It is made in a way in which no document is.</exception>
    /// <exception cref="XmlException">It is not XML.</exception>
    public IEnumerable<XmlReader> Nodes(ZipArchiveEntry entry, int most = Room)
    {
        using var bytes = entry.Open();
        using var characters = new Characters(this, new StreamReader(bytes, Encoding.UTF8), most);
        using var xml = XmlReader.Create(
            characters,
            new()
            {
                DtdProcessing = most == Room ? DtdProcessing.Ignore : DtdProcessing.Prohibit,
                XmlResolver = null,
                CheckCharacters = false,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                NameTable = new FewNames(),
            }
        );
        for (; xml.Read(); characters.EndNode())
            yield return xml.Depth <= Deepest ? xml : throw new InvalidDataException("A part that is too deep.");
    }

    /// <summary>Enough of a part to tell what it is.</summary>
    public static byte[] BeginningOf(ZipArchiveEntry entry)
    {
        var beginning = new byte[Beginning];
        using var bytes = entry.Open();
        return beginning[..bytes.ReadAtLeast(beginning, Beginning, throwOnEndOfStream: false)];
    }

    /// <summary>A document within the document.</summary>
    /// <exception cref="InvalidDataException">It is longer than a file may be.</exception>
    public MemoryStream Whole(ZipArchiveEntry entry)
    {
        var whole = new MemoryStream();
        using var bytes = entry.Open();
        var buffer = new byte[16 * 1024];
        for (int read; (read = bytes.Read(buffer)) > 0; whole.Write(buffer, 0, read))
            if ((_left -= read) < 0 || whole.Length + read > FileCheck.Largest)
                throw new InvalidDataException("A document within that is too long.");
        whole.Position = 0;
        return whole;
    }

    /// <summary>
    /// Ends a part that goes on for too long, as a whole or within one node: whatever that is, a tag or a comment, the reader keeps it.
    /// </summary>
    private sealed class Characters(OfficeParts parts, StreamReader text, int most) : TextReader
    {
        private int _most = most,
            _node = LongestNode;

        public void EndNode() => _node = LongestNode;

        public override int Read(char[] buffer, int index, int count)
        {
            var read = text.Read(buffer, index, count);
            return (parts._left -= read) < 0 || (_most -= read) < 0 || (_node -= read) < 0
                ? throw new InvalidDataException("A part that is too long.")
                : read;
        }

        protected override void Dispose(bool disposing)
        {
            text.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>The reader keeps every name that it has met.</summary>
    private sealed class FewNames : NameTable
    {
        private int _left = MostNames;

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? New(base.Add(key, start, len));

        public override string Add(string key) => Get(key) ?? New(base.Add(key));

        private string New(string name) => _left-- > 0 ? name : throw new InvalidDataException("A part of too many names.");
    }
}
