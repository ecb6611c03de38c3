"""What a signed-in person may do to the store, over a real database."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from jushi.errors import RefusalError
from jushi.records import Change, Report
from jushi.revision import User
from jushi.store import SqlStore, open_store
from jushi.web.authorised_store import GuardedStore

from tests.web.office import NOW

_NEW = Report("r1", "2025年度报告", "禾溪县", 2025, "zh", "王", NOW, NOW)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store(f"sqlite:///{tmp_path / 'jushi.db'}")
    yield opened
    opened.close()


def _begin(report: Report, report_id: str = "r1") -> Change:
    return Change(report_id, "王", NOW, "roll_forward", begins=report)


def test_who_drafts_begins_reports_of_their_own(store: SqlStore) -> None:
    guarded = GuardedStore(store, lambda: User("王", "起草", "", NOW))

    guarded.commit(_begin(_NEW))

    assert guarded.load_reports("r1") == (_NEW,)


@pytest.mark.parametrize(
    ("user", "change"),
    [
        (User("王", "审核", "", NOW), _begin(_NEW)),
        (User("李", "起草", "", NOW), _begin(_NEW)),
        (User("王", "起草", "", NOW), _begin(replace(_NEW, id="r2"))),
        (None, _begin(_NEW)),
    ],
    ids=["reviewer", "for-another", "of-another-id", "nobody"],
)
def test_nobody_else_begins_a_report(store: SqlStore, user: User | None, change: Change) -> None:
    with pytest.raises(RefusalError):
        GuardedStore(store, lambda: user).commit(change)

    assert store.load_reports() == ()
