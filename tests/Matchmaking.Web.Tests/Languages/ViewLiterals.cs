using System.Buffers.Binary;
using System.Reflection;
using System.Text;

namespace Matchmaking.Web.Tests.Languages;

/// <summary>
/// The literal HTML of every compiled view, read from its instructions: what the Razor compiler writes out as it stands is exactly
/// what is not an expression, so nothing has to be guessed from the source.
/// </summary>
internal static class ViewLiterals
{
    private const BindingFlags Everything =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private const byte LoadString = 0x72,
        Call = 0x28,
        CallVirtual = 0x6F;

    /// <summary>
    /// The name of each view with the literals of each of its methods; a gap stands for what is written between two of them.
    /// </summary>
    public static IEnumerable<(string View, string Html)> All() =>
        from type in typeof(Program).Assembly.GetTypes()
        where Outermost(type).Namespace == "AspNetCoreGeneratedDocument"
        from method in type.GetMethods(Everything)
        let html = Literals(method)
        where html.Length > 0
        select (Outermost(type).Name, html);

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static string Literals(MethodInfo method)
    {
        var html = new StringBuilder();
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var inAttribute = false;
        for (var i = 0; i + 5 <= code.Length; i++)
        {
            if (code[i] is not (Call or CallVirtual) || code[i + 4] is not (0x06 or 0x0A or 0x2B))
                continue;
            var called = Called(method, BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(i + 1)));
            // Between these two stands the value of a tag helper's attribute.
            if (called is "BeginWriteTagHelperAttribute" or "EndWriteTagHelperAttribute")
                inAttribute = called[0] == 'B';
            else if (called == "WriteLiteral" && !inAttribute && i >= 5 && code[i - 5] == LoadString)
                html.Append(method.Module.ResolveString(BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(i - 4)))).Append('\u0001');
        }
        return html.ToString();
    }

    private static string? Called(MethodInfo from, int token)
    {
        try
        {
            return from.Module.ResolveMember(token, from.DeclaringType!.GetGenericArguments(), null)?.Name;
        }
        catch (ArgumentException)
        {
            // Bytes that only look like a call.
            return null;
        }
    }
}
