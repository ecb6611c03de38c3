"""The decision on one connection: may this host be reached, and at which addresses."""

import socket
from dataclasses import dataclass

from jushi.errors import JushiError
from jushi.messages import Message
from jushi.network.addresses import is_local_address


class ForbiddenAddressError(PermissionError):
    """A connection that the policy refuses; an OSError, as libraries expect of a connection."""


@dataclass(frozen=True, slots=True)
class NetworkPolicy:
    """Which hosts may be reached; every connection that Jushi makes asks it."""

    local_only: bool = False
    """Whether only this machine and private networks may be reached: `JUSHI_LOCAL_ONLY`."""

    def check(self, host: str, error: type[JushiError], place: str | Message) -> None:
        """Refuse a host that may not be reached, before anything is sent: raises `error`.

        A name that nobody knows passes: nothing can be sent to it.
        """
        if self.allows(host) is False:
            raise error("network.not_local", place=place, host=host)

    def allows(self, host: str) -> bool | None:
        """Whether `host` may be reached.

        None for a name that nobody knows now: what it stands for decides on connecting.
        """
        if not self.local_only:
            # Behind a proxy nobody here may know the name, and asking takes seconds.
            return True
        if is_local_address(host) is False:
            return False
        try:
            self.addresses(host, 0)
        except ForbiddenAddressError:
            return False
        except OSError:
            return None
        return True

    def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The IP addresses of `host` to connect to, in the order to try them.

        Whoever connects must use these, not the name: a name may stand for another address a
        moment later. Raises ForbiddenAddressError if one of them may not be reached, and
        OSError if the name is not known.
        """
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except UnicodeError as error:
            raise socket.gaierror(socket.EAI_NONAME, f"{host!r} is no name") from error
        addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
        if self.local_only:
            # All of them: a library falls back to the second address when the first is silent.
            for address in addresses:
                if is_local_address(address) is not True:
                    raise ForbiddenAddressError(f"{host} stands for {address}")
        return addresses

    def connect(self, host: str, port: int, timeout_s: float) -> socket.socket:
        """A connection to `host`. Raises OSError, ForbiddenAddressError among them."""
        failed: OSError | None = None
        for address in self.addresses(host, port):
            try:
                return socket.create_connection((address, port), timeout=timeout_s)
            except OSError as error:
                failed = error
        raise failed or OSError(f"{host} has no address")


ANYWHERE = NetworkPolicy()
"""Allows everything."""
