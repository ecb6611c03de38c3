"""Who may change the documents that all who sign in have in common."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from jushi.knowledge import Knowledge, Overrides, open_knowledge
from jushi.messages import wordings
from jushi.revision import User
from jushi.settings import load_settings
from jushi.store import open_store
from jushi.web.app_context import AppContext
from jushi.web.library import Adding, Library
from jushi.web.page_context import PageContext
from jushi.web.setup import Setup
from jushi.web.tabs.sources import _Work
from jushi.web.tabs.sources.record_panel import _Record
from jushi.web.uploads import Uploads

from tests.knowledge.bigram_embedder import BigramEmbedder
from tests.settling import wait_until
from tests.web.office import NOW

_LEDGER = ("台账.txt", "普法台账\n全年开展普法宣讲46场次。\n".encode())
_NEWER = "普法台账\n全年开展普法宣讲47场次。\n".encode()


def _adding(library: Library) -> Adding:
    assert library.adding is not None
    return library.adding


@dataclass
class _Shelf:
    """The page's index with one document of 王 and one from before people signed in."""

    app_context: AppContext
    index: Knowledge
    uploads: Uploads
    ids: dict[str, str] = field(default_factory=dict)

    def context(self, name: str, role: Any) -> PageContext:
        """The page as a person sees it who sits at it in this thread alone."""
        here, user = threading.get_ident(), User(name, role, "", NOW)
        app_context = self.app_context.seen_by(
            lambda: user if threading.get_ident() == here else None
        )
        state: Any = None
        return PageContext(
            app_context, "zh", wordings("page", "zh"), self.uploads, report=state, changed=state
        )

    def add(self, context: PageContext, name: str, content: bytes, box: str = "") -> None:
        _Work(context).add("", [context.hand_out(name, content)], box)
        wait_until(lambda: not _adding(context.app_context.library).is_running)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[_Shelf]:
    store = open_store(f"sqlite:///{tmp_path / 'jushi.db'}")
    setup = Setup(load_settings({"JUSHI_HOME": str(tmp_path)}))
    with open_knowledge(tmp_path / "knowledge", embedder=BigramEmbedder()) as index:
        setup.library = Library(lambda: index)
        uploads = Uploads(tmp_path / "uploads")
        made = _Shelf(AppContext(store, setup), index, uploads)
        index.add([("旧材料.txt", "旧材料\n受理案件12件。\n".encode())])
        made.add(made.context("王", "起草"), *_LEDGER)
        made.ids = {document.name: document.id for document in index.documents()}
        yield made
        uploads.close()
    store.close()


_ALL = [
    ("王", "起草", {"台账.txt"}),
    ("李", "起草", set()),
    ("王", "审核", set()),
    ("孙", "管理", {"台账.txt", "旧材料.txt"}),
]
_IDS = ["who-added-it", "another-drafter", "reviewer-now", "administrator"]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "role", "own"), _ALL, ids=_IDS)
def test_documents_are_corrected_by_their_owner_and_by_who_administers(
    shelf: _Shelf, name: str, role: Any, own: set[str]
) -> None:
    work = _Record(shelf.context(name, role))
    corrected = set()
    for document, id_ in shelf.ids.items():
        try:
            work.save(id_, "material", "facts", 2019, "", "effective")
        except gr.Error as error:
            assert "只有加入的人和“管理”角色可以更改" in str(error)
        else:
            corrected.add(document)

    assert corrected == own
    assert {d.name for d in shelf.index.documents() if d.year == 2019} == own


@pytest.mark.slow
@pytest.mark.parametrize(("name", "role", "own"), _ALL, ids=_IDS)
def test_documents_are_removed_by_their_owner_and_by_who_administers(
    shelf: _Shelf, name: str, role: Any, own: set[str]
) -> None:
    work = _Record(shelf.context(name, role))
    for id_ in shelf.ids.values():
        try:
            work.remove(id_)
        except gr.Error:
            continue

    assert {d.name for d in shelf.index.documents()} == set(shelf.ids) - own


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "box"), [(_NEWER, ""), (_LEDGER[1], "style")], ids=["newer", "same-other-box"]
)
@pytest.mark.parametrize(
    ("name", "role", "is_taken"),
    [("王", "起草", True), ("李", "起草", False), ("孙", "管理", True)],
    ids=["owner", "another-drafter", "administrator"],
)
def test_adding_a_file_under_the_name_of_anothers_document_changes_nothing(
    shelf: _Shelf, content: bytes, box: str, name: str, role: Any, *, is_taken: bool
) -> None:
    before = {d.name: d for d in shelf.index.documents()}["台账.txt"]

    shelf.add(shelf.context(name, role), "台账.txt", content, box)

    after = {d.name: d for d in shelf.index.documents()}["台账.txt"]
    outcomes = _adding(shelf.app_context.library).outcomes
    assert outcomes is not None
    assert (after != before) == is_taken
    assert (outcomes[0].outcome == "refused") != is_taken
    assert after.owner == "王"


def test_who_reviews_adds_nothing(shelf: _Shelf) -> None:
    with pytest.raises(gr.Error, match="您可以查看，但不能修改"):
        shelf.add(shelf.context("赵", "审核"), "新.txt", _NEWER)


def test_where_nobody_signs_in_everything_may_be_changed(shelf: _Shelf) -> None:
    app_context = shelf.app_context

    assert (app_context.adder(), app_context.may_change("王"), app_context.may_change("")) == (
        "",
        True,
        True,
    )


def test_what_the_same_file_is_named_elsewhere_stays_what_it_is(shelf: _Shelf) -> None:
    (outcome,) = shelf.index.add([_LEDGER], owner="李", may_replace=lambda _: False).outcomes
    (corrected,) = shelf.index.add(
        [_LEDGER], owner="李", may_replace=lambda _: False, overrides=Overrides(year=2001)
    ).outcomes

    assert (outcome.outcome, corrected.outcome) == ("unchanged", "refused")
