"""Which IP addresses are on this machine or a private network."""

import ipaddress

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
        "169.254.0.0/16",
        "fe80::/10",
    )
)
"""A list of our own: `ipaddress.is_private` counts 198.18.0.0/15 in, behind which proxies that
answer every name with an address of their own put the public network."""


def is_local_address(host: str) -> bool | None:
    """Whether `host` is on this machine or a private network; None if only a look-up can tell.

    Local are loopback, link-local and the ranges of RFC 1918 and RFC 4193. An IPv4 address
    written as IPv6 (`::ffff:8.8.8.8`) is what it maps to.
    """
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return any(address in block for block in _LOCAL)
