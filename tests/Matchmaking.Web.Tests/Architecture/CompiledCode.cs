using Matchmaking.Matching;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Matchmaking.Web.Tests.Architecture;

/// <summary>The product as it was compiled: what calls what, by symbol and not by how it is spelled.</summary>
internal static class CompiledCode
{
    /// <summary>Every call, with the method in which it stands; what compilers make of a method counts as that method.</summary>
    public static IReadOnlyList<(string In, MethodReference Called, Instruction At)> Calls() => All.Value;

    /// <summary>Read once: it takes seconds, and many ask.</summary>
    private static readonly Lazy<IReadOnlyList<(string In, MethodReference Called, Instruction At)>> All = new(() => [.. Read()]);

    private static IEnumerable<(string In, MethodReference Called, Instruction At)> Read() =>
        from assembly in new[] { typeof(Program).Assembly.Location, typeof(FoldedText).Assembly.Location }
        from type in AssemblyDefinition.ReadAssembly(assembly).MainModule.GetTypes()
        where
            !Name(type).Contains("Migrations", StringComparison.Ordinal)
            && !Name(type).StartsWith("System.", StringComparison.Ordinal)
            && !IsGenerated(type)
        from method in type.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        where instruction.Operand is MethodReference
        select (Where(type, method), (MethodReference)instruction.Operand, instruction);

    /// <summary>Namespace.Type without the nested types that the compiler made.</summary>
    private static string Name(TypeDefinition type) => type.DeclaringType is { } outer ? Name(outer) : type.FullName;

    private static string Where(TypeDefinition type, MethodDefinition method)
    {
        // "<ReadAsync>d__3" is the body of ReadAsync, "<Read>b__0" a lambda in Read, "<Read>g__Words|0_1" a function in it.
        var named = type.Name.StartsWith('<') && type.Name.IndexOf('>', StringComparison.Ordinal) > 1 ? type.Name : method.Name;
        var name = named.StartsWith('<') ? named[1..named.IndexOf('>', StringComparison.Ordinal)] : named;
        return $"{Name(type).Split('.', '`')[^1]}.{name}";
    }

    private static bool IsGenerated(TypeDefinition type) =>
        type.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "GeneratedCodeAttribute")
        || (type.DeclaringType is { } outer && IsGenerated(outer));
}
