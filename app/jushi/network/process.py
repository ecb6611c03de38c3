"""What libraries of this process do of themselves: the last look, whoever connects.

The adapters ask the policy before they connect and tell a refusal in one line. A library that
looks for updates, reports statistics or fetches an address that a browser named asks nobody.
"""

import sys
from typing import Any

from jushi.network.addresses import is_local_address
from jushi.network.policy import ForbiddenAddressError, NetworkPolicy

_EVENTS = frozenset(("socket.connect", "socket.sendto", "socket.sendmsg"))
_in_force: list[NetworkPolicy] = []
"""Empty until the process is watched: what watches cannot be taken off again."""


def watch_process(policy: NetworkPolicy) -> None:
    """From now on refuse each connection of this process that `policy` does not allow.

    Sees sockets of Python; not those of programs that are started, and of libraries in C.
    """
    if not _in_force and not policy.local_only:
        return
    if not _in_force:
        sys.addaudithook(_look)
    _in_force[:] = [policy]


def _look(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in _EVENTS or not _in_force[0].local_only:
        return
    address = arguments[-1]
    # Sockets of this machine are named by a path; an empty host is this machine.
    if isinstance(address, tuple) and address and isinstance(address[0], str):
        host = address[0].partition("%")[0]
        if host and is_local_address(host) is not True:
            raise ForbiddenAddressError(
                f"{host} is outside this machine and the private network (JUSHI_LOCAL_ONLY=1)"
            )
