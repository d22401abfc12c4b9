namespace Matchmaking.Web.Features.Enquiries;

/// <summary>A message as it is drawn.</summary>
/// <param name="Said">With its files.</param>
/// <param name="IsDesk">With what only the desk sees of it.</param>
public sealed record MessageView(EnquiryMessage Said, bool IsDesk);
