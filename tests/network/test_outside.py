"""JUSHI_LOCAL_ONLY=1 against a real server at a public address: not one connection arrives.

The server stands in a network namespace, where 8.8.8.8 is this machine. Each attempt is made with
the setting off, too: there it must arrive, or the test would show nothing.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.network import outside

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
_ENTER = """
set -e
ip link set lo up
ip address add 8.8.8.8/32 dev lo
mount --bind "$1/hosts" /etc/hosts
mount --bind "$1/resolv.conf" "$(readlink -f /etc/resolv.conf)"
exec "$3" "$4" "$1" "$2"
"""
_REFUSED = "is outside this machine and the private network"

Results = dict[str, dict[str, Any]]


def _results(folder: Path, local_only: str) -> Results:
    (folder / "hosts").write_text(
        "127.0.0.1 localhost\n"
        + "".join(f"{a} {name}\n" for name, found in outside.NAMES.items() for a in found)
    )
    (folder / "resolv.conf").write_text("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")
    done = subprocess.run(
        [
            *("unshare", "-rnm", "sh", "-c", _ENTER, "sh"),
            *(folder, local_only, sys.executable, outside.__file__),
        ],
        env={k: v for k, v in os.environ.items() if not k.startswith(("JUSHI_", "OPENAI_", "PG"))}
        | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: Results = json.loads((folder / "results.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="session", autouse=True)
def _namespaces() -> None:
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        pytest.skip("unshare or ip is not installed")
    if subprocess.run(["unshare", "-rnm", "true"], check=False, capture_output=True).returncode:
        pytest.skip("this user may not make a network namespace")


@pytest.fixture(scope="session")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return _results(tmp_path_factory.mktemp("local"), "1")


@pytest.fixture(scope="session")
def allowed(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return _results(tmp_path_factory.mktemp("open"), "0")


def test_nothing_reaches_a_public_address(refused: Results) -> None:
    assert len(refused) > 40
    assert {name: r for name, r in refused.items() if r["connections"]} == {}


def test_what_is_refused_would_arrive_otherwise(allowed: Results) -> None:
    silent = [name for name, result in allowed.items() if not result["connections"]]

    # A proxy and a redirect to another host are for no endpoint of one's own, and the page fetches
    # nothing, whatever is set. A name that shifts late is looked up once only.
    late = ("past a proxy", "led elsewhere", "after 1 looks", "after 2 looks", "after 3 looks")
    assert [name for name in silent if not name.endswith(late)] == ["page"]
    assert len([name for name in allowed if name.endswith(late[:2]) and name in silent]) == 6


@pytest.mark.parametrize("client", outside.CLIENTS)
@pytest.mark.parametrize("host", [*outside.NAMES, "134744072"])
def test_a_refusal_is_one_line_in_both_languages(refused: Results, client: str, host: str) -> None:
    told = refused[f"{client} at {host}"]

    assert f"'{host}' {_REFUSED}; choose a local endpoint or unset" in told["en"]
    assert f"'{host}' 不在本机或内网；请改用内网地址" in told["zh"]
    assert "\n" not in told["en"] + told["zh"]


@pytest.mark.parametrize("name", outside.DATABASES)
def test_a_database_is_refused_however_its_host_is_named(refused: Results, name: str) -> None:
    assert _REFUSED in refused[f"database by {name}"]["en"]


def test_what_a_library_connects_to_of_itself_is_refused(refused: Results) -> None:
    assert "JUSHI_LOCAL_ONLY=1" in refused["library"]["en"]


def test_doctor_tells_for_each_client_that_it_is_refused(refused: Results) -> None:
    told = refused["doctor"]["en"]

    for client in ("model", "index of the documents"):
        assert f"✗ {client} goes to outside.example:" in told
    assert "✓ database goes nowhere: it is on this machine" in told
