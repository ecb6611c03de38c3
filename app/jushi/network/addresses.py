"""Which IP addresses are on this machine or a private network."""

import ipaddress
import re
import socket

_NUMBERS = re.compile(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}", re.ASCII)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""RFC 6052."""
_COMPATIBLE = ipaddress.ip_network("::/96")
"""RFC 4291, 2.5.5.1: `::8.8.8.8`."""

_LOCAL = tuple(
    ipaddress.ip_network(block)
    for block in (
        # A connection to the unspecified address reaches this machine; servers are named so.
        "0.0.0.0/32",
        "::/128",
        "127.0.0.0/8",
        "::1/128",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "fc00::/7",
    )
)
"""A list of our own: `ipaddress.is_private` counts 198.18.0.0/15 in, behind which proxies that
answer every name with an address of their own put the public network. Link-local addresses (RFC
3927, RFC 4291) are not in it: nobody gave them out, and clouds answer for their machines there."""


def is_local_address(host: str) -> bool | None:
    """Whether `host` is on this machine or a private network; None if only a look-up can tell.

    Local are loopback and the ranges of RFC 1918 and RFC 4193, link-local is not. An IPv4 address
    written as IPv6 (`::ffff:8.8.8.8`) is what it maps to, and one that is written as the system
    takes it, `0x08080808`, `134744072` or `8.8.2056`, is that address.
    """
    name = host.rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    address = _address(name)
    if address is None:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        address = _ipv4_inside(address) or address
    return any(address in block for block in _LOCAL)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        # What looks up names takes one to four numbers, each decimal, octal or hex, before a name.
        return ipaddress.IPv4Address(socket.inet_aton(host)) if _NUMBERS.fullmatch(host) else None
    except OSError:
        return None


def _ipv4_inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, compatible or behind NAT64."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None
