"""Which addresses belong to machines that everybody may reach."""

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final

__all__ = ["is_public"]

_TRANSLATED: Final = IPv6Network("64:ff9b::/96")
"""NAT64: the last four bytes are the IPv4 address that is really reached."""
_SPECIAL: Final[tuple[IPv4Network | IPv6Network, ...]] = tuple(
    map(
        ip_network,
        (
            *("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "2001::/23", "2002::/16"),
            *("3fff::/20", "5f00::/16"),
        ),
    )
)
"""Ranges for special purposes that not every version of Python knows, or counts as global."""
_OF_CLOUDS: Final = frozenset({IPv4Address("168.63.129.16")})
"""Addresses in the public range that answer only inside a cloud, about the machine that asks."""


def is_public(text: str) -> bool:
    """Whether this is the address of one machine on the public internet.

    Not private, loopback, link-local (where clouds keep their metadata), shared, multicast,
    reserved or unspecified ones, nor IPv6 addresses that stand for an IPv4 address; of NAT64, by
    which a machine without IPv4 reaches all the others, the address behind it counts.
    """
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        if address in _TRANSLATED:
            return _is_global(IPv4Address(address.packed[-4:]))
        if address.ipv4_mapped is not None or address.is_site_local:
            return False
    return "%" not in text and _is_global(address)


def _is_global(address: IPv4Address | IPv6Address) -> bool:
    refused = (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )
    special = address in _OF_CLOUDS or any(address in network for network in _SPECIAL)
    return address.is_global and not refused and not special
