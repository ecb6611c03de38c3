"""Fixtures that every room's tests share."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SHARED = Path(__file__).parents[2] / "shared"

settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports and suites that stands beside a developer's checkout."""
    if not SHARED.is_dir():
        pytest.skip(f"real reports and suites are not here: {SHARED.name}/ is absent")
    return SHARED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests first, then those of whole commands: no worker ends alone with a long file."""
    here = Path(__file__).parent

    def turn(item: pytest.Item) -> int:
        if item.path.parent == here / "web":
            return 0
        return 1 if item.path.parent == here else 2

    items.sort(key=turn)
