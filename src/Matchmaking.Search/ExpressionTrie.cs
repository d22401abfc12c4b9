namespace Matchmaking.Search;

/// <summary>An expression found among the tokens of a text.</summary>
/// <param name="Start">Its first token.</param>
/// <param name="End">After its last token.</param>
/// <param name="Expression">What was found there.</param>
internal readonly record struct Span(int Start, int End, Expression Expression);

/// <summary>Words that stand for something: a name, or an expression of the thesaurus.</summary>
/// <param name="text">As it is written in the vocabulary.</param>
internal sealed class Expression(string text)
{
    public string Text { get; } = text;

    /// <summary>Whether it is written with a comma in it, as the name of a sector may be.</summary>
    public bool HasBreak { get; set; }

    /// <summary>Whether it names several things: construction &amp; infrastructure.</summary>
    public bool IsList { get; set; }

    /// <summary>The concepts that it stands for; none for a word that is only known to be one.</summary>
    public List<int> Concepts { get; } = [];

    /// <summary>The concepts that it may stand for when somebody types it, while listings mostly mean something else by it.</summary>
    public List<int> TypedConcepts { get; } = [];

    /// <summary>Whether it is no word of listings.</summary>
    public bool IsTypedOnly { get; set; } = true;

    /// <summary>Whether the words within it are not read: 水电条件 are conditions of water and power supply, not hydropower.</summary>
    public bool IsOpaque { get; set; }

    /// <summary>Whether it counts in a text only when written in capitals: IT and it.</summary>
    public bool NeedsCapitals { get; set; }
}

/// <summary>Finds all expressions of the vocabulary in a text in one walk, inflected forms included.</summary>
internal sealed class ExpressionTrie(StopWords stopWords)
{
    /// <summary>Shorter words are hardly halves of one: of in, to day.</summary>
    private const int ShortestOfSplit = 3;
    private readonly Node _root = new();

    /// <summary>The expression at the end of a path; made if it is not there.</summary>
    /// <param name="path">Folded tokens.</param>
    /// <param name="expression">What stands there unless something stood there before.</param>
    public Expression Add(IEnumerable<string> path, Expression expression)
    {
        var node = _root;
        foreach (var token in path)
        {
            node.Next ??= new(StringComparer.Ordinal);
            if (!node.Next.TryGetValue(token, out var next))
                node.Next[token] = next = new();
            node = next;
        }
        return node.Expression ??= expression;
    }

    /// <summary>All expressions in the tokens, in the order of their beginnings.</summary>
    /// <param name="tokens">Of the text.</param>
    /// <param name="forms">For each token its word and its stems.</param>
    /// <param name="isQuestion">Whether capitals do not matter: nobody types them.</param>
    public List<Span> Find(IReadOnlyList<Token> tokens, IReadOnlyList<string[]> forms, bool isQuestion)
    {
        var found = new List<Span>();
        for (var start = 0; start < tokens.Count; start++)
            Walk(new(tokens, forms, isQuestion, start, found), _root, start);
        return found;
    }

    private void Walk(in Reading reading, Node node, int at)
    {
        if (node.Next is null || at >= reading.Tokens.Count)
            return;
        // A phrase ends where a Chinese sentence does: characters that do not stand together are no word.
        var token = reading.Tokens[at];
        // "Construction and infrastructure" is "construction & infrastructure".
        if (at > reading.Start && stopWords.IsGrammar(token) && !stopWords.IsGrammar(reading.Tokens[at - 1]))
            Walk(reading, node, at + 1);
        if (at > reading.Start && token.IsHan && reading.Tokens[at - 1].IsHan && !token.IsJoined)
            return;
        foreach (var form in reading.Forms[at])
            if (node.Next.TryGetValue(form, out var next))
                Arrive(reading, next, at + 1);
        if (at + 1 >= reading.Tokens.Count || reading.Tokens[at + 1] is not { IsHan: false } second)
            return;
        if (second.IsJoined)
        {
            if (node.Next.TryGetValue(token.Text + second.Text, out var joined))
                Arrive(reading, joined, at + 2);
        }
        // Whoever types "green house" means a greenhouse.
        else if (reading.IsQuestion && IsPartOfSplit(token) && IsPartOfSplit(second))
            foreach (var form in reading.Forms[at + 1])
                if (node.Next.TryGetValue(token.Text + form, out var whole))
                    Arrive(reading, whole, at + 2);
    }

    private void Arrive(in Reading reading, Node node, int end)
    {
        if (node.Expression is { } expression && IsWritten(reading, expression) && IsOne(reading, expression, end))
            if (reading.Found.Count == 0 || reading.Found[^1] != new Span(reading.Start, end, expression))
                reading.Found.Add(new(reading.Start, end, expression));
        Walk(reading, node, end);
    }

    /// <summary>"Water, power" and "water and power" are no hydropower.</summary>
    private static bool IsOne(in Reading reading, Expression expression, int end)
    {
        for (var at = reading.Start + 1; at < end; at++)
            if (
                (reading.Tokens[at].IsAfterBreak && !expression.HasBreak)
                || (at + 1 < end && StopWords.Joins(reading.Tokens[at]) && !expression.IsList)
            )
                return false;
        return true;
    }

    private static bool IsWritten(in Reading reading, Expression expression) =>
        reading.IsQuestion || (!expression.IsTypedOnly && (!expression.NeedsCapitals || reading.Tokens[reading.Start].IsUpper));

    private static bool IsPartOfSplit(Token token) => token is { Kind: TokenKind.Word, Text.Length: >= ShortestOfSplit };

    private readonly record struct Reading(
        IReadOnlyList<Token> Tokens,
        IReadOnlyList<string[]> Forms,
        bool IsQuestion,
        int Start,
        List<Span> Found
    );

    private sealed class Node
    {
        public Dictionary<string, Node>? Next { get; set; }
        public Expression? Expression { get; set; }
    }
}
