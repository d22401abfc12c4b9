using System.Text;

namespace Matchmaking.Web.Files;

/// <summary>Which part of a formula is code: a text in quotes is none, and names of sheets and columns may hold quotes too.</summary>
internal static class FormulaText
{
    /// <summary>The formula with its texts emptied, and without names too; as it is when it cannot be told where they end.</summary>
    public static (string Named, string Bare) Code(string formula)
    {
        if (formula.AsSpan().IndexOfAny("\"'[") < 0)
            return (formula, formula);
        var (named, bare) = (new StringBuilder(formula.Length), new StringBuilder(formula.Length));
        var depth = 0;
        for (var at = 0; at < formula.Length; at++)
        {
            var sign = formula[at];
            named.Append(sign);
            if (depth == 0 || (depth == 1 && sign == ']'))
                bare.Append(sign);
            if (depth > 0 && sign == '\'')
            {
                // A sign that has a meaning otherwise.
                if (++at < formula.Length)
                    named.Append(formula[at]);
            }
            else if (sign is '[' or ']')
                depth = Math.Max(0, depth + (sign == '[' ? 1 : -1));
            else if (depth == 0 && sign is '"' or '\'')
            {
                var end = formula.IndexOf(sign, at + 1);
                if (end < 0)
                    return (formula, formula);
                if (sign == '\'')
                    named.Append(formula, at + 1, end - at - 1);
                named.Append(sign);
                bare.Append(sign);
                at = end;
            }
        }
        return (named.ToString(), depth > 0 ? formula : bare.ToString());
    }
}
