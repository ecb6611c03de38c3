"""A short run of the kill loop; the long one is `python -m evals.kill_loop`."""

from pathlib import Path

import pytest

from evals.kill_loop import run_kills
from tests.store.databases import new_postgres_url, sqlite_url


@pytest.mark.parametrize(
    ("kind", "kills"),
    [
        ("sqlite", 2),
        pytest.param("sqlite", 6, marks=pytest.mark.slow),
        pytest.param("postgresql", 5, marks=pytest.mark.slow),
    ],
)
def test_nothing_acknowledged_is_lost_when_the_process_is_killed(
    kind: str, kills: int, tmp_path: Path
) -> None:
    url = sqlite_url(tmp_path) if kind == "sqlite" else new_postgres_url()
    tally = run_kills(url, kills, backup=tmp_path / "b", seed=7)
    assert tally.lost == ()
    assert tally.acknowledged >= kills // 2
