"""PostgreSQL's own client library connects in C: it is told the addresses that were checked."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import zip_longest

from jushi.errors import JushiError
from jushi.network.policy import NetworkPolicy


def pin_postgres(
    policy: NetworkPolicy, parameters: Mapping[str, object], error: type[JushiError], place: str
) -> dict[str, str]:
    """`host`, `hostaddr` and `port` to connect with, instead of those of `parameters`.

    Empty where everything is allowed. What `parameters` leave open the library would take from
    the environment (PGHOST, PGHOSTADDR, PGSERVICE), which is why it is looked at, too. Raises
    `error` for a host that may not be reached or is not known.
    """
    if not policy.local_only:
        return {}
    from psycopg.pq import Conninfo

    given = {
        option.keyword.decode(): option.val.decode()
        for option in Conninfo.get_defaults()
        if option.val
    }
    given |= {name: str(value) for name, value in parameters.items() if value not in (None, "")}
    pinned: list[tuple[str, str, str]] = []
    for host, address, port in _attempts(given):
        if not address and (not host or host[0] in "/@"):
            # A socket of this machine.
            pinned.append((host, "", port))
            continue
        policy.check(address or host, error, place)
        # A name that is not known is no attempt: the library would look it up once more.
        with suppress(OSError):
            pinned += [(host, found, port) for found in policy.addresses(address or host, 0)]
    if not pinned:
        raise error("network.server_silent", place=place)
    return {
        name: ",".join(column)
        for name, column in zip(
            ("host", "hostaddr", "port"), zip(*pinned, strict=True), strict=True
        )
    }


def _attempts(given: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Host, address and port of each server that is named; lists go in step, one port fits all."""
    hosts = given.get("host", "").split(",")
    addresses = given.get("hostaddr", "").split(",")
    ports = given.get("port", "").split(",")
    count = max(len(hosts), len(addresses))
    if len(ports) == 1:
        ports *= count
    yield from zip_longest(hosts, addresses, ports[:count], fillvalue="")
