"""How long a try at a password waits: the longer, the more wrong ones came before it."""

import ipaddress
import math
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock

_FORGOTTEN_AFTER_S = 60.0
"""Seconds after which one wrong password counts no more."""
_MOST_KEPT = 10_000
"""Names, and addresses, that are remembered; those without a newer wrong password go first."""
_IPV6_NETWORK_BITS = 64
"""One customer has a whole network of this length."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """How the wait grows with the number of wrong passwords."""

    free: int
    """Wrong passwords that cost nothing."""
    longest_s: float

    def seconds(self, level: float) -> float:
        """The wait after so many wrong passwords: 1, 2, 4, 8 … seconds."""
        over = math.ceil(level) - self.free
        return 0.0 if over < 0 else min(self.longest_s, 2.0**over)

    @property
    def most(self) -> float:
        """More wrong passwords than this count as this many: the rest soon forgets them."""
        return self.free + math.log2(self.longest_s) + 1


_OF_NAME = _Scale(free=5, longest_s=8.0)
# Many people share the address of their office: their slips alone must not slow it down.
_OF_ADDRESS = _Scale(free=20, longest_s=16.0)
LONGEST_WAIT_S = max(_OF_NAME.longest_s, _OF_ADDRESS.longest_s)
"""No try that is let in waits longer, whoever attacks the name."""
_MOST_HELD = 10
"""Tries of one address that wait at a time."""


class Levels:
    """Wrong passwords by key, each forgotten after a while; at most 10,000 keys."""

    def __init__(self, scale: _Scale) -> None:
        self._scale = scale
        self._levels: OrderedDict[bytes, tuple[float, float]] = OrderedDict()
        """Level and the time when it was that, the key with the newest wrong password last."""

    def __len__(self) -> int:
        return len(self._levels)

    def seconds(self, key: bytes, now: float) -> float:
        """The wait that `key` has earned."""
        return self._scale.seconds(self._level(key, now))

    def count(self, key: bytes, now: float) -> None:
        """Count a wrong password."""
        self._levels[key] = (min(self._level(key, now) + 1, self._scale.most), now)
        self._levels.move_to_end(key)
        if len(self._levels) > _MOST_KEPT:
            self._levels.popitem(last=False)

    def _level(self, key: bytes, now: float) -> float:
        level, then = self._levels.get(key, (0.0, now))
        return max(0.0, level - (now - then) / _FORGOTTEN_AFTER_S)


@dataclass(frozen=True, slots=True)
class Throttle:
    """Wrong passwords by name and by address; right ones count for nothing, and reset nothing.

    A wait belongs to the try: it is the same for a name that is attacked from elsewhere, so that
    nobody can shut out another.
    """

    clock: Callable[[], float]
    """Seconds; only differences count."""
    names: Levels = field(default_factory=lambda: Levels(_OF_NAME))
    addresses: Levels = field(default_factory=lambda: Levels(_OF_ADDRESS))
    _held: Counter[bytes] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def seconds(self, name: str, address: str) -> float:
        """How long a try at `name` from `address` has to wait; 0 for most."""
        now = self.clock()
        with self._lock:
            waits = (
                self.names.seconds(_key(name), now),
                self.addresses.seconds(_key(_network(address)), now),
            )
        return max(waits)

    def count(self, name: str, address: str) -> None:
        """Count a wrong password."""
        now = self.clock()
        with self._lock:
            self.names.count(_key(name), now)
            self.addresses.count(_key(_network(address)), now)

    @contextmanager
    def place(self, name: str, address: str) -> Iterator[bool]:
        """A place to wait in; false where the address has no place left.

        An address waits once for a name, so that its tries come one after another, and with few
        names at a time.
        """
        network = _network(address)
        keys = {_key(network): _MOST_HELD, _key(f"{network}\0{name}"): 1}
        with self._lock:
            has_place = all(self._held[key] < most for key, most in keys.items())
            self._held.update(keys.keys() if has_place else ())
        try:
            yield has_place
        finally:
            with self._lock:
                self._held.subtract(keys.keys() if has_place else ())
                for key in keys:
                    if not self._held[key]:
                        del self._held[key]


def _key(name: str) -> bytes:
    # A name may be as long as a request: what is kept of it may not.
    return sha256(name.encode("utf-8", "surrogatepass")).digest()


def _network(address: str) -> str:
    """The address, or the network of one that has a whole network to choose from."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return address
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found), _IPV6_NETWORK_BITS), strict=False))
