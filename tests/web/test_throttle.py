"""How long a try at a password waits, and what is kept of wrong ones."""

import pytest
from jushi.web.throttle import LONGEST_WAIT_S, Throttle


class _Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
def throttle(clock: _Clock) -> Throttle:
    return Throttle(clock)


def test_the_wait_doubles_from_the_fifth_wrong_password_of_a_name(throttle: Throttle) -> None:
    waits = []
    for number in range(12):
        waits.append(throttle.seconds("王", "10.0.0.1"))
        throttle.count("王", f"10.0.1.{number}")

    assert waits == [0, 0, 0, 0, 0, 1, 2, 4, 8, 8, 8, 8]
    assert throttle.seconds("李", "10.0.0.1") == 0


def test_an_address_that_tries_many_names_waits_too(throttle: Throttle) -> None:
    for number in range(30):
        throttle.count(f"n{number}", "10.0.0.1")

    assert throttle.seconds("王", "10.0.0.1") == LONGEST_WAIT_S
    assert throttle.seconds("王", "10.0.0.2") == 0


def test_no_attack_makes_the_wait_longer_than_its_limit_or_lasting(
    throttle: Throttle, clock: _Clock
) -> None:
    for number in range(5000):
        throttle.count("王", f"10.0.{number % 250}.1")
    attacked = throttle.seconds("王", "192.168.0.1")
    clock.now += 20 * 60

    assert attacked <= LONGEST_WAIT_S
    assert throttle.seconds("王", "192.168.0.1") == 0


def test_wrong_passwords_are_forgotten_one_by_one(throttle: Throttle, clock: _Clock) -> None:
    for _ in range(6):
        throttle.count("王", "10.0.0.1")
    clock.now += 61

    assert throttle.seconds("王", "10.0.0.1") == 1


def test_what_is_kept_of_wrong_passwords_has_a_bound_and_keeps_the_newest(
    throttle: Throttle,
) -> None:
    for _ in range(9):
        throttle.count("old", "10.0.0.1")
    for number in range(20_000):
        throttle.count("x" * 500 + str(number), f"10.{number >> 16}.{number >> 8 & 255}.1")
    for _ in range(9):
        throttle.count("new", "10.9.9.9")

    assert (len(throttle.names), len(throttle.addresses)) == (10_000, 80)
    assert throttle.seconds("old", "10.8.8.8") == 0
    assert throttle.seconds("new", "10.8.8.8") == 8


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("10.0.0.1", "10.0.0.2", False),
        ("", "", True),
    ],
    ids=["one-network", "two-networks", "mapped", "two-hosts", "no-address"],
)
def test_addresses_of_one_network_count_together(
    throttle: Throttle, one: str, other: str, *, is_same: bool
) -> None:
    for number in range(30):
        throttle.count(f"n{number}", one)

    assert (throttle.seconds("王", other) > 0) == is_same


def test_an_address_waits_once_for_a_name_and_for_few_names(throttle: Throttle) -> None:
    def has_place(name: str, address: str = "10.0.0.1") -> bool:
        with throttle.place(name, address) as found:
            return found

    with throttle.place("王", "10.0.0.1") as first:
        again, elsewhere = has_place("王"), has_place("王", "10.0.0.2")
        assert (first, again, elsewhere) == (True, False, True)
    assert has_place("王")

    places = [throttle.place(f"n{number}", "10.0.0.1") for number in range(11)]
    given = [place.__enter__() for place in places]
    for place in places:
        place.__exit__(None, None, None)
    assert given == [True] * 10 + [False]
    assert has_place("n10")
