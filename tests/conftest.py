"""Fixtures that every package's tests share."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SHARED = Path(__file__).parents[2] / "shared"

settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci")

# The model of the default takes seconds for each report that a test adds; its own tests ask for it.
os.environ["JUSHI_EMBEDDINGS"] = "bigrams"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports and suites that stands beside a developer's checkout."""
    if not SHARED.is_dir():
        pytest.skip(f"real reports and suites are not here: {SHARED.name}/ is absent")
    return SHARED


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """An empty disk of 8 MB, and nothing else on it."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk to fill")
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no small disk to fill: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, PostgreSQL or LibreOffice, and put what takes long first.

    Browser tests first, then those of whole commands: no worker ends alone with a long file.
    Marks come before `-m` selects by them.
    """
    here = Path(__file__).parent

    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        parameters = getattr(item, "callspec", None)
        if "chromium" in fixtures:
            item.add_marker("browser")
        if parameters is not None and "postgresql" in map(str, parameters.params.values()):
            item.add_marker("postgres")
            # The contract of the store holds for both; what is built on it is tried on PostgreSQL
            # where time does not matter.
            if here / "services" in item.path.parents:
                item.add_marker("slow")
        if "office" in fixtures and item.path.parent == here / "documents":
            item.add_marker("libreoffice")

    def turn(item: pytest.Item) -> int:
        if item.path.parent == here / "web":
            return 0
        return 1 if item.path.parent == here else 2

    items.sort(key=turn)
