"""A stored report that LibreOffice edited and saved in each of the formats it is sent in."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from jushi.documents import find_office
from jushi.revision import Store
from jushi.services import SourceFile
from jushi.services.workspace import Workspace
from jushi.store import open_store

from tests.documents.word_editor import edit
from tests.services.conftest import ACTOR
from tests.store.databases import sqlite_url

_MOVED = "县政务服务大厅设立“办不成事”反映窗口，安排专人受理疑难问题并逐件跟踪到底。"
_STEPS = (
    'TypeOver("15项", "51项")',
    "doc.RecordChanges = True",
    'TypeOver("身边案例", "本地案例")',
    "doc.RecordChanges = False",
    'Remark("较上年提高", "请核实")',
    f'MoveBehind("{_MOVED}", "对推进迟缓的单位下发督办通知书。")',
    'AddTable("收到行政复议申请", "应急演练", "88场次")',
)
_WAYS = (("docx",), ("docx", "odt", "docx"), ("docx", "doc", "docx"), ("odt",), ("doc",))


@pytest.fixture
def store(drafted_sqlite: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(drafted_sqlite, tmp_path / "jushi.db")
    opened = open_store(sqlite_url(tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def workspace(store: Store) -> Workspace:
    ws = Workspace(store, store.load_reports()[0].id, ACTOR)
    for item in ws.check.blocking(ws.open()):
        ws.check.decide(item.id, "accepted", "台账")
    return ws


@pytest.fixture
def office() -> str:
    program = find_office()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    return program


@pytest.mark.slow
@pytest.mark.parametrize("way", _WAYS, ids=["-".join(way) for way in _WAYS])
def test_every_change_and_every_binding_comes_back(
    workspace: Workspace, office: str, way: tuple[str, ...]
) -> None:
    sent = workspace.export.file("report.docx")
    assert sent is not None

    back = SourceFile(f"改.{way[-1]}", edit(office, sent.content, *_STEPS, by_way_of=way))
    returned = workspace.returns.compare(back)

    over = returned.typed_over
    assert [(t.expression, t.before, t.after, t.is_true) for t in over] == [
        ("law_topics", "15项", "51项", False)
    ]
    assert [(c.author, c.words, c.text) for c in returned.comments] == [
        ("王主任", "较上年提高", "请核实")
    ]
    assert {(t.author, t.is_deletion, t.text) for t in returned.tracked} == {
        ("李工", True, "身边案例"),
        ("李工", False, "本地案例"),
    }
    assert [(t.title, t.rows[1]) for t in returned.tables] == [
        ("多元化解，法治服务更加惠民", ("应急演练", "88场次"))
    ]
    assert [(c.key, c.before, c.after) for c in returned.changes if c.moved is not None] == [
        ("1.1", "", _MOVED),
        ("1.2", _MOVED, ""),
    ]
    assert returned.lost == ()


@pytest.mark.slow
def test_an_old_format_is_held_against_what_went_out(workspace: Workspace, office: str) -> None:
    sent = workspace.export.file("report.docx")
    assert sent is not None
    before = next(v for v in workspace.store.load_sections("r") if v.key == "1.1")
    workspace.sections.edit("1.1", f"{before.text.text}网页上加的一句。", base=before.number)

    back = SourceFile("改.doc", edit(office, sent.content, by_way_of=("doc",)))

    assert workspace.returns.compare(back).changes == ()
