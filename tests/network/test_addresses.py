"""Which addresses are on this machine or a private network, however they are written."""

import socket

import pytest
from jushi.errors import SettingsError
from jushi.network import ForbiddenAddressError, NetworkPolicy, is_local_address

LOCAL = NetworkPolicy(local_only=True)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", True),
        ("model.localhost", True),
        ("127.0.0.1", True),
        ("10.20.30.40", True),
        ("172.31.255.255", True),
        ("192.168.1.5", True),
        ("169.254.1.1", False),
        ("0.0.0.0", True),
        ("fd12::1", True),
        ("fe80::1", False),
        ("fe80::1%2", False),
        ("febf::1", False),
        ("::ffff:169.254.169.254", False),
        ("::1", True),
        ("::ffff:10.0.0.1", True),
        ("1.1.1.1", False),
        ("172.32.0.1", False),
        ("100.64.0.1", False),
        ("198.18.0.7", False),
        ("203.0.113.9", False),
        ("255.255.255.255", False),
        ("::ffff:8.8.8.8", False),
        ("::8.8.8.8", False),
        ("64:ff9b::808:808", False),
        ("2002:808:808::1", False),
        ("2001:4860:4860::8888", False),
        ("model.office", None),
        ("localhost.example", None),
    ],
)
def test_local_addresses_are_told_from_public_ones(host: str, expected: bool | None) -> None:
    assert is_local_address(host) is expected


@pytest.mark.parametrize(
    "host",
    [
        "8.8.8.8",
        "134744072",
        "0x08080808",
        "010.010.010.010",
        "8.8.2056",
        "169.254.169.254",
        "0xa9fea9fe",
    ],
)
def test_a_public_address_is_refused_in_every_spelling_that_connects(host: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        LOCAL.addresses(host, 80)
    with pytest.raises(SettingsError, match="is outside this machine and the private network"):
        LOCAL.check(host, SettingsError, "OPENAI_BASE_URL")


@pytest.mark.parametrize("host", ["name.invalid", "a" * 300, "x..y", ""])
def test_a_name_that_nobody_knows_passes_the_check_and_is_not_connected_to(host: str) -> None:
    LOCAL.check(host, SettingsError, "OPENAI_BASE_URL")

    assert LOCAL.allows(host) is None
    if host:
        with pytest.raises(OSError):
            LOCAL.connect(host, 9, timeout_s=1)


def test_the_second_address_is_tried_when_the_first_is_silent() -> None:
    # localhost is ::1 first, where this server does not listen.
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        LOCAL.connect("localhost", server.getsockname()[1], timeout_s=5) as connection,
    ):
        assert connection.getpeername()[0] == "127.0.0.1"
