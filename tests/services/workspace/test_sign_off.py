"""A stored report on its way from drafter to reviewers to approver."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from jushi.errors import ConflictError, InvalidError, JushiError, RefusalError
from jushi.revision import Store
from jushi.services.workspace import Actor, CellEdit, Workspace
from jushi.services.workspace.sign_off import sign_off_notes

from tests.services.conftest import NOON
from tests.store.databases import sqlite_url


@dataclass
class Clock:
    """A minute later each time that it is asked."""

    now: datetime = field(default=NOON)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def url(drafted_sqlite: Path, tmp_path: Path) -> str:
    shutil.copy(drafted_sqlite, tmp_path / "jushi.db")
    return sqlite_url(tmp_path)


class People:
    """The same report for the three who have to do with it."""

    def __init__(self, store: Store, report: str) -> None:
        clock = Clock()
        self.drafter, self.reviewer, self.other, self.approver = (
            Workspace(store, report, Actor(name, clock)) for name in ("沈墨", "赵", "钱", "孙")
        )
        self.drafter.reviewers.ask(["赵", "钱"], "孙")

    def pass_all(self) -> None:
        self.drafter.sign_off.send(note="请审")
        self.reviewer.sign_off.pass_on()
        self.other.sign_off.pass_on()


@pytest.fixture
def people(store: Store, report: str) -> People:
    return People(store, report)


def edit_first(workspace: Workspace) -> None:
    version = next(v for v in workspace.open().versions if v.text.sentences)
    text = "".join(s.text for s in version.text) + "另行补充。"
    workspace.sections.edit(version.key, text, base=version.number)


def test_a_report_goes_from_reviewers_to_the_approver(people: People) -> None:
    people.drafter.sign_off.send(note="请审")
    first = people.reviewer.sign_off.pass_on()
    second = people.other.sign_off.pass_on(note="同意")
    done = people.approver.sign_off.approve()

    assert (first.stage, first.waiting) == ("reviewing", ("钱",))
    assert (second.stage, second.waiting) == ("approving", ("孙",))
    assert done.stage == "approved"
    assert [(s.act, s.who) for s in done.steps] == [
        ("send", "沈墨"),
        ("pass", "赵"),
        ("pass", "钱"),
        ("approve", "孙"),
    ]
    assert {step.digest for step in done.steps} == {done.digest}


def test_a_change_of_the_text_voids_it_and_says_which_section_and_who(people: People) -> None:
    people.pass_all()
    people.approver.sign_off.approve()
    edit_first(people.drafter)

    state = people.drafter.sign_off.state()

    assert state.stage == "void"
    assert len(state.reasons) == 1
    assert "已改动：沈墨" in state.reasons[0].render("zh")


def test_a_change_of_a_figure_voids_it_too(people: People) -> None:
    people.pass_all()
    opened = people.drafter.open()
    figure = next(f for f in opened.table if f.value is not None)
    edit = CellEdit(figure.id, "previous", "7654321")
    people.drafter.figures.keep(people.drafter.figures.preview([edit]))

    state = people.drafter.sign_off.state()

    assert state.stage == "void"
    assert any(figure.indicator in reason.render("zh") for reason in state.reasons)
    with pytest.raises(ConflictError, match="changed since it was sent"):
        people.approver.sign_off.approve()


def test_what_is_changed_back_is_the_text_that_was_approved(people: People) -> None:
    people.pass_all()
    people.approver.sign_off.approve()
    key = next(v.key for v in people.drafter.open().versions if v.text.sentences)
    edit_first(people.drafter)

    people.drafter.versions.undo(key)

    assert people.drafter.sign_off.state().stage == "approved"


def test_a_new_title_voids_it(people: People) -> None:
    people.pass_all()
    store, report = people.drafter.store, people.drafter.record()
    store.save_report(replace(report, title="另一个标题"), "沈墨")

    state = people.drafter.sign_off.state()

    assert (state.stage, len(state.reasons)) == ("void", 1)


def test_a_comment_on_a_number_stays_until_its_sentence_is_changed(people: People) -> None:
    version = next(v for v in people.drafter.open().versions if v.text.sentences)
    sentence = version.text.sentences[-1]
    people.drafter.sign_off.send()
    people.reviewer.sign_off.comment(
        "请再核", section=version.key, sentence=sentence.id, mention=sentence.text[:4]
    )
    sent_back = people.reviewer.sign_off.send_back()
    text = "".join(s.text for s in version.text.sentences[:-1]) + "改好了的一句。"
    people.drafter.sections.edit(version.key, text, base=version.number)

    after = people.drafter.sign_off.state()

    assert (sent_back.stage, after.stage) == ("returned", "returned")
    (before_edit,) = sent_back.comments
    assert (before_edit[0].mention, before_edit[1]) == (sentence.text[:4], False)
    assert after.comments[0][1]
    assert people.drafter.sign_off.send().waiting == ("赵", "钱")


def test_a_report_that_was_called_back_waits_for_nobody(people: People) -> None:
    people.drafter.sign_off.send()

    assert people.drafter.sign_off.withdraw().stage == "drafting"
    with pytest.raises(RefusalError):
        people.reviewer.sign_off.pass_on()


@pytest.mark.parametrize(
    ("work", "error"),
    [
        (lambda p: p.reviewer.sign_off.pass_on(), RefusalError),
        (lambda p: (p.drafter.sign_off.send(), p.approver.sign_off.approve()), RefusalError),
        (lambda p: (p.drafter.sign_off.send(), p.drafter.sign_off.pass_on()), RefusalError),
        (lambda p: (p.drafter.sign_off.send(), p.drafter.sign_off.send()), ConflictError),
        (lambda p: (p.drafter.sign_off.send(), p.reviewer.sign_off.send_back()), InvalidError),
        (lambda p: (p.drafter.sign_off.send(), p.reviewer.sign_off.comment(" ")), InvalidError),
        (lambda p: (p.drafter.reviewers.ask(["赵"]), p.drafter.sign_off.send()), InvalidError),
        (lambda p: (p.drafter.reviewers.ask([], "沈墨"), p.drafter.sign_off.send()), InvalidError),
        (
            lambda p: (p.drafter.reviewers.ask(["孙"], "孙"), p.drafter.sign_off.send()),
            InvalidError,
        ),
        (lambda p: p.drafter.sign_off.withdraw(), ConflictError),
    ],
    ids=[
        "before-it-is-sent",
        "approver-before-reviewers",
        "drafter-passes",
        "sent-twice",
        "sent-back-without-reason",
        "empty-comment",
        "no-approver",
        "own-report",
        "reviewer-approves",
        "called-back-from-nobody",
    ],
)
def test_what_is_out_of_turn_is_refused(
    people: People, work: Callable[[People], object], error: type[JushiError]
) -> None:
    with pytest.raises(error):
        work(people)


def test_what_is_open_holds_it_back_as_the_office_chose(people: People) -> None:
    version = next(v for v in people.drafter.open().versions if v.text.sentences)
    text = "".join(s.text for s in version.text) + "全年受理法律援助案件98765件。"
    people.drafter.sections.edit(version.key, text, base=version.number)

    with pytest.raises(ConflictError, match="are open"):
        people.drafter.sign_off.send(blocking="errors")
    with pytest.raises(ConflictError, match="are open"):
        people.drafter.sign_off.send(blocking="open")

    state = people.drafter.sign_off.send(blocking="nothing")
    assert state.steps[-1].still_open > 0


def test_the_evidence_package_tells_every_step(people: People) -> None:
    people.pass_all()
    state = people.approver.sign_off.approve(note="同意印发")

    notes = sign_off_notes(state, "zh")

    assert notes["text sha256"] == state.digest
    assert notes["sign-off"] == "approved"
    assert notes["sign-off 4"].startswith("approve; 孙, ")
    assert notes["sign-off 4"].endswith("同意印发")
