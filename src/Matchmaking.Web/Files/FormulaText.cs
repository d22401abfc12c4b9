using System.Text;

namespace Matchmaking.Web.Files;

/// <summary>Which part of a formula is code: a text in quotes is none, and names of sheets and columns may hold quotes too.</summary>
internal static class FormulaText
{
    /// <summary>The formula with its texts emptied; as it is when it cannot be told where they end.</summary>
    public static string Code(string formula)
    {
        var code = new StringBuilder(formula.Length);
        for (var (at, depth) = (0, 0); at < formula.Length; at++)
        {
            var sign = formula[at];
            code.Append(sign);
            if (depth > 0 && sign == '\'')
            {
                // A sign that has a meaning otherwise.
                if (++at < formula.Length)
                    code.Append(formula[at]);
            }
            else if (sign is '[' or ']')
                depth = Math.Max(0, depth + (sign == '[' ? 1 : -1));
            else if (depth == 0 && sign is '"' or '\'')
            {
                var end = formula.IndexOf(sign, at + 1);
                if (end < 0)
                    return formula;
                if (sign == '\'')
                    code.Append(formula, at + 1, end - at - 1);
                code.Append(sign);
                at = end;
            }
        }
        return code.ToString();
    }
}
