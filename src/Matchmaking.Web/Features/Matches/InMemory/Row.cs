using Npgsql;

namespace Matchmaking.Web.Features.Matches.InMemory;

/// <summary>The columns of one row, read from left to right: whether they come by COPY or by SELECT, their meaning is said once.</summary>
internal abstract class Row
{
    /// <summary>The next column, which is never null.</summary>
    public abstract T Next<T>();

    /// <summary>The next column, an array of texts.</summary>
    /// <exception cref="InvalidDataException">One of them is null: nothing of ours writes that, and what reads it
    /// does not expect it.</exception>
    public List<string> NextTexts() =>
        Next<List<string>>() is var texts && !texts.Any(text => text is null)
            ? texts
            : throw new InvalidDataException("An array of texts holds a null.");

    /// <summary>The next column, or null.</summary>
    public abstract T? NextOrNull<T>()
        where T : struct;

    /// <summary>The next column, a text or null.</summary>
    public abstract string? NextText();
}

internal sealed class CopiedRow(NpgsqlBinaryExporter copy) : Row
{
    public override T Next<T>() => copy.Read<T>();

    public override T? NextOrNull<T>() => IsNull() ? null : copy.Read<T>();

    public override string? NextText() => IsNull() ? null : copy.Read<string>();

    private bool IsNull()
    {
        if (!copy.IsNull)
            return false;
        copy.Skip();
        return true;
    }
}

internal sealed class SelectedRow(NpgsqlDataReader reader) : Row
{
    private int _column;

    /// <summary>Goes on with the reader's next row.</summary>
    public SelectedRow Again()
    {
        _column = 0;
        return this;
    }

    public override T Next<T>() => reader.GetFieldValue<T>(_column++);

    public override T? NextOrNull<T>() => reader.IsDBNull(_column) ? Skip<T?>() : reader.GetFieldValue<T>(_column++);

    public override string? NextText() => reader.IsDBNull(_column) ? Skip<string?>() : reader.GetString(_column++);

    private T? Skip<T>()
    {
        _column++;
        return default;
    }
}
