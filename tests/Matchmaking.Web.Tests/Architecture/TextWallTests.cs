using System.Reflection;
using System.Text.RegularExpressions;
using Matchmaking.Matching;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Matchmaking.Web.Tests.Architecture;

/// <summary>Text is cut in one place, by characters; and no pattern can be made to run for long.</summary>
public sealed class TextWallTests
{
    /// <summary>
    /// Who else takes texts apart, and why that cuts no character: because it cuts at a sign that it has just found, or because what it
    /// cuts was never written by a person.
    /// </summary>
    private static readonly Dictionary<string, string> MayCut = new()
    {
        ["Amount.WriteTo"] = "between figures and words of ours",
        ["CleanText.Of"] = "looks at the rest of a text, code point by code point",
        ["CleanText.Cut"] = "the one place",
        ["ClamAv.ScanAsync"] = "between words of the scanner's protocol",
        ["ClamAv.TryAddress"] = "at a colon",
        ["CompanyName.StripCountry"] = "folded words, at a country's name that was just found; a key, never shown",
        ["CompanyName.StripHanForms"] = "folded words, at a legal form that was just found; a key, never shown",
        ["AmountInput.TakeCurrency"] = "behind what was just read of an amount, which is never shown",
        ["AmountInput.TakeMinus"] = "behind what was just read of an amount, which is never shown",
        ["AmountInput.TakeNumber"] = "behind what was just read of an amount, which is never shown",
        ["AmountInput.TakeUnit"] = "behind what was just read of an amount, which is never shown",
        ["Criterion.Stages"] = "the digit of a stage code",
        ["KeptForm.BehindSignIn"] = "behind the prefix of a field's name",
        ["DeliveryReports.AfterType"] = "at a semicolon",
        ["DeliveryReports.Group"] = "at the @",
        ["DeliveryReports.Reply"] = "at a reply code that was just found",
        ["EmailInput.Read"] = "at the @",
        ["FileDownload.Send"] = "behind a point",
        ["FileName.Bare"] = "behind a slash",
        ["FileName.Clean"] = "at a point",
        ["FileName.Extension"] = "behind a point",
        ["Formula.AsksProgram"] = "behind a sign that was just found; never shown",
        ["Formula.IsTopic"] = "at a sign that was just found; never shown",
        ["Formula.LiesElsewhere"] = "what was just found of a formula; never shown",
        ["Formula.ReachesOutOfText"] = "as far as programs read a cell; never shown",
        ["LinkTarget.PlaceOf"] = "behind a scheme that was just found; never shown",
        ["LinkTarget.Bare"] = "the beginning of an address; never shown",
        ["OldText.RefusalOfFields"] = "at a sign that was just found; never shown",
        ["PdfText.WithoutLanguage"] = "between two signs that were just found; never shown",
        ["LetterLine.Plain"] = "behind marks of quoting",
        ["PdfNames.Known"] = "a name that is only compared",
        ["ReplyReader.NameOf"] = "at a bracket",
        ["SenderProofs.Passes"] = "at the @",
        ["TableCells.Bare"] = "behind blanks of a file, which is never shown",
        ["TableCells.Quoted"] = "at a quote of a file, which is never shown",
        ["TableCells.ReachOut"] = "at the end of a cell of a file, which is never shown",
        ["TableCells.Until"] = "at the end of a cell of a file, which is never shown",
        ["TextContent.Read"] = "bytes of a file, never shown",
        ["TextDifference.Chunk"] = "between what readers see as characters; the pieces are put together again",
        ["MailCharsets.DecodeHeader"] = "between encoded words, which are ASCII",
        ["MailCharsets.Quoted"] = "two hexadecimal digits",
        ["Amount.WriteTo"] = "between figures and units",
        ["MailHealth.ReadAsync"] = "behind a prefix of ours",
        ["MandateFormPage.get_Problems"] = "the name of a field",
        ["MaskedAddress.Of"] = "at the @",
        ["MessageWords.BeforeOriginal"] = "at words that were just found",
        ["MessageWords.Without"] = "letters that are only compared",
        ["MessageWords.WithoutOurs"] = "at a colon",
        ["PasswordStrength.Longest"] = "a key into a list of words, never shown",
        ["PasswordStrength.Year"] = "four digits",
        ["PlainBounces.Reason"] = "at words that were just found",
        ["ProviderRegister.GroupOfServer"] = "at a point",
        ["RecipientProviders.DomainOf"] = "at the @",
        ["InboxLinks.Of"] = "behind a name of ours",
        ["RegistrationCode.InnerAgrees"] = "digits of a code",
        ["ReportHook.ActAsync"] = "hexadecimal digits",
        ["ReportReader.Address"] = "at a semicolon",
        ["SectorCode.get_Hub"] = "at the point of a code",
        ["SenderAddress.get_Domain"] = "at the @",
        ["Slugs.WithId"] = "hexadecimal digits",
        ["SourceLink.Of"] = "behind www.",
        ["Texts.Filled"] = "behind a brace",
        ["WordField.Add"] = "a field's code, which is never shown",
        ["WordField.Refusal"] = "a field's code, which is never shown",
        ["WordFinder.NumberOf"] = "folded words that are only compared",
        ["WordFinder.Occurring"] = "folded words that are only compared",
    };

    [Fact]
    public void Texts_are_cut_in_one_place()
    {
        var cuts = CompiledCode
            .Calls()
            .Where(call => Cuts(call.Called))
            .Select(call => call.In)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();

        var (unlisted, gone) = (cuts.Except(MayCut.Keys).ToList(), MayCut.Keys.Except(cuts).ToList());
        Assert.True(
            unlisted.Count + gone.Count == 0,
            $"These cut texts and must use CleanText: {string.Join(", ", unlisted)}. These no longer do: {string.Join(", ", gone)}."
        );
    }

    [Fact]
    public void Every_pattern_is_linear_or_has_a_limit_of_200_ms()
    {
        var made = CompiledCode
            .Calls()
            .Where(call =>
                call.Called
                    is { Name: ".ctor", DeclaringType.FullName: "System.Text.RegularExpressions.Regex" }
                        or {
                            Name: "IsMatch" or "Match" or "Matches" or "Replace" or "Split" or "Count",
                            HasThis: false,
                            DeclaringType.FullName: "System.Text.RegularExpressions.Regex"
                        }
            )
            .Where(call => !(call.Called.Parameters.Count == 2 && call.Called.Name == ".ctor" && IsLinear(call.At)))
            .Select(call => call.In);
        var generated = Patterns().Where(pattern => !pattern.IsBounded).Select(pattern => pattern.Name);

        var unbounded = made.Concat(generated).Order(StringComparer.Ordinal).ToList();
        Assert.True(unbounded.Count == 0, $"These patterns may run for long: {string.Join(", ", unbounded)}.");
        Assert.True(Patterns().Count() > 10, "Patterns are found by their attribute.");
    }

    private static IEnumerable<(string Name, bool IsBounded)> Patterns() =>
        from assembly in new[] { typeof(Program).Assembly, typeof(FoldedText).Assembly }
        from type in assembly.GetTypes()
        from method in type.GetMethods(
            BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
        )
        let attribute = method.GetCustomAttribute<GeneratedRegexAttribute>()
        where attribute is not null
        select (
            $"{type.Name}.{method.Name}",
            attribute.Options.HasFlag(RegexOptions.NonBacktracking) || attribute.MatchTimeoutMilliseconds is > 0 and <= 200
        );

    private static bool IsLinear(Instruction at) =>
        at.Previous is { } options
        && options.OpCode.Code is Code.Ldc_I4 or Code.Ldc_I4_S
        && options.Operand is { } value
        && ((RegexOptions)Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)).HasFlag(RegexOptions.NonBacktracking);

    /// <summary>
    /// Substring is also what a range on a string becomes; Slice, AsSpan and AsMemory with a place are what one on its characters becomes.
    /// </summary>
    private static bool Cuts(MethodReference called) =>
        (called.DeclaringType.FullName, called.Name) switch
        {
            ("System.String", "Substring" or "Remove") => true,
            ("System.Text.StringBuilder", "Remove" or "set_Length") => true,
            ("System.MemoryExtensions", "AsSpan" or "AsMemory") => called.Parameters.Count > 1
                && called.Parameters[0].ParameterType.FullName == "System.String",
            (_, "Slice") => called.DeclaringType is GenericInstanceType { GenericArguments: [{ FullName: "System.Char" }] },
            _ => false,
        };
}
