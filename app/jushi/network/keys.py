"""A key of an endpoint, and the host it belongs to."""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key that is sent to one host and to no other."""

    value: str = field(repr=False)
    host: str
    """As `host_of` gives it."""
    source: str = ""
    """Where it was set: `environment`, `.env` or `settings.env`."""

    def belongs_to(self, url: str) -> bool:
        """Whether a request to `url` may carry the key."""
        return bool(self.host) and self.host == host_of(url)

    def hidden_in(self, text: str) -> str:
        """`text` without the key: servers repeat it in what they say of a request."""
        return text.replace(self.value, "***")


def host_of(url: str) -> str:
    """Scheme, host and port of `url`, all told: `https://api.example:443`; empty if it has none.

    The scheme counts: who is sent a key over TLS is not sent it in the clear.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if not host or parts.scheme not in _PORTS:
        return ""
    return f"{parts.scheme}://{_spelt(host)}:{port or _PORTS[parts.scheme]}"


def _spelt(host: str) -> str:
    """One spelling of a host: an IPv6 address short, a Chinese domain as name servers know it."""
    try:
        return f"[{ipaddress.IPv6Address(host)}]"
    except ValueError:
        pass
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host
