using System.Runtime.CompilerServices;
using System.Text;

namespace Matchmaking.Web.Mail.Incoming;

/// <summary>
/// Chinese providers still write GBK and GB18030, which .NET leaves out until asked. MimeKit looks once, at its first use in the
/// process, which charsets there are; so they must be there before any mail is made or read.
/// </summary>
internal static class ChineseCharsets
{
    [ModuleInitializer]
    internal static void Register() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
}
