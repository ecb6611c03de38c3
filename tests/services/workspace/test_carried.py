"""The review list: what only last year's report vouches for, kept, written anew or left out."""

from collections import Counter

import pytest
from jushi.errors import JushiError, NotFoundError
from jushi.records import SaveConflictError
from jushi.revision import Store
from jushi.services.workspace import CarriedSentence, Workspace

from tests.services.conftest import ACTOR


def _waiting(workspace: Workspace, words: str) -> CarriedSentence:
    return next(one for one in workspace.carried.all() if one.waits and words in one.text)


def test_a_drafted_report_tells_what_waits_and_what_stands(store: Store, report: str) -> None:
    found = Workspace(store, report, ACTOR).carried.all()

    waiting = next(one for one in found if "沈岳衡" in one.text)
    assert (waiting.section, waiting.waits) == ("1.1", True)
    assert waiting.document.startswith("report-2023")
    assert "提到具体的人，今年是否仍是此人、此事请核对" in waiting.reasons
    standing = [one for one in found if not one.waits]
    assert standing
    assert all(one.reasons and one.version == 1 for one in found)


def test_a_sentence_that_is_kept_stands_where_it_stood(store: Store, report: str) -> None:
    workspace = Workspace(store, report, ACTOR)
    one = _waiting(workspace, "沈岳衡")
    words = "县委书记主持召开县委全面依法治县委员会会议。"

    version = workspace.carried.settle(one.section, one.id, "keep", base=one.version, text=words)

    before = store.load_version(report, one.section, one.version).text
    assert f"二是压实第一责任人职责。{words}" in version.text.text
    assert version.text.text.replace(words, "") == before.text
    assert {s.id for s in before} <= {s.id for s in version.text}
    assert one.text not in [other.text for other in workspace.carried.all()]
    told = [(s.text, s.figures) for s in before if s.figures]
    assert [(s.text, s.figures) for s in version.text if s.figures] == told


def test_a_sentence_that_is_dropped_leaves_the_text_alone(store: Store, report: str) -> None:
    workspace = Workspace(store, report, ACTOR)
    one = _waiting(workspace, "沈岳衡")

    version = workspace.carried.settle(one.section, one.id, "drop", base=one.version)

    before = store.load_version(report, one.section, one.version).text
    assert version.text.text == before.text
    assert len(version.text.withheld) == len(before.withheld) - 1
    assert one.text not in [other.text for other in workspace.carried.all()]


def test_a_sentence_that_stands_is_kept_reworded_or_dropped(store: Store, report: str) -> None:
    workspace = Workspace(store, report, ACTOR)
    standing = [c for c in workspace.carried.all() if not c.waits]
    section, _ = Counter(c.section for c in standing).most_common(1)[0]
    one, other = [c for c in standing if c.section == section][:2]

    kept = workspace.carried.settle(section, one.id, "keep", base=1)
    dropped = workspace.carried.settle(section, other.id, "drop", base=kept.number)

    assert one.text in dropped.text.text
    assert other.text not in dropped.text.text
    assert one.id not in [c.id for c in workspace.carried.all() if c.section == section]


def test_a_list_that_moved_on_is_refused(store: Store, report: str) -> None:
    workspace = Workspace(store, report, ACTOR)
    one = _waiting(workspace, "沈岳衡")
    workspace.carried.settle(one.section, one.id, "drop", base=one.version)

    with pytest.raises(SaveConflictError):
        workspace.carried.settle(one.section, one.id, "drop", base=one.version)
    with pytest.raises(NotFoundError):
        workspace.carried.settle(one.section, "w99", "keep", base=one.version + 1)
    with pytest.raises(JushiError, match="more than one paragraph"):
        workspace.carried.settle(one.section, "w0", "keep", base=one.version + 1, text="甲。\n乙。")
