using System.Net;
using System.Net.Sockets;

namespace Matchmaking.Web.Features.Account.Attempts;

/// <summary>The network address by which visitors are told apart.</summary>
public static class ClientAddress
{
    /// <summary>
    /// An IPv4 address as it is; of an IPv6 address the first 64 bits, since every line is given at least as many addresses as the others
    /// have (RFC 6177). Empty where there is none.
    /// </summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes) + "/64";
    }
}
