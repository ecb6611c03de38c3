"""The same questions to every store: what the fake answers, the real ones answer too."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from jushi.errors import ConflictError, NotFoundError
from jushi.records import (
    Decision,
    FigureEdit,
    JobRecord,
    JobStep,
    Paper,
    SaveConflictError,
    Snapshot,
)
from jushi.revision import Store, User
from jushi.store import open_store

from tests.store.databases import new_postgres_url, sqlite_url
from tests.store.memory_store import MemoryStore
from tests.store.samples import (
    at,
    figure,
    figures_change,
    job,
    new_figures,
    new_value,
    report,
    saving,
    section,
    version,
)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryStore()
        return
    real = open_store(sqlite_url(tmp_path) if request.param == "sqlite" else new_postgres_url())
    yield real
    real.close()


@pytest.fixture
def started(store: Store) -> Store:
    store.save_report(report(), "zhang")
    return store


def test_a_report_comes_back_as_it_was_saved(started: Store) -> None:
    assert started.load_reports("r1") == (report(),)
    assert started.load_reports("other") == ()


def test_a_report_begins_with_its_content_in_one_save(store: Store) -> None:
    begun = replace(saving(version()), begins=report())

    store.commit(begun)

    assert store.load_sections("r1") == (version(),)
    with pytest.raises(ConflictError, match="there is one already"):
        store.commit(begun)
    assert store.list_versions("r1", version().key) == (version(),)


def test_a_report_that_cannot_be_stored_whole_does_not_begin(store: Store) -> None:
    torn = replace(saving(replace(version(), parent=3)), begins=report())

    with pytest.raises(NotFoundError):
        store.commit(torn)

    assert store.load_reports() == ()


def test_reports_are_listed_newest_first(started: Store) -> None:
    started.save_report(replace(report("r2"), updated=at(5)), "li")
    assert [r.id for r in started.load_reports()] == ["r2", "r1"]


def test_the_log_tells_what_a_save_of_a_report_changed(started: Store) -> None:
    asked = replace(report(), reviewers=("zhao", "qian"), updated=at(5))
    started.save_report(asked, "li")
    started.save_report(replace(asked, title="新标题", updated=at(6)), "li")

    told = [(e.action, e.detail) for e in started.list_events("r1")][:2]
    assert told == [("rename", "新标题"), ("reviewers", "zhao、qian")]
    assert started.load_reports("r1")[0].reviewers == ("zhao", "qian")


def test_a_version_comes_back_with_bindings_marks_and_record(started: Store) -> None:
    saved = version()
    started.commit(saving(saved))
    assert started.load_sections("r1") == (saved,)
    assert started.load_version("r1", "s1", 1) == saved


def test_a_second_version_is_the_newest_and_the_first_stays(started: Store) -> None:
    first, second = version(), version(section(text="已改。"), 1, minute=1)
    started.commit(saving(first))
    started.commit(saving(second, minute=1))
    assert started.load_sections("r1") == (second,)
    assert started.load_version("r1", "s1", 1) == first
    assert started.list_versions("r1", "s1") == (second, first)


def test_the_second_of_two_windows_gets_both_texts(started: Store) -> None:
    started.commit(saving(version()))
    theirs = version(section(text="甲改的。"), 1, author="li", minute=1)
    mine = version(section(text="乙改的。"), 1, minute=2)
    started.commit(saving(theirs, minute=1))
    with pytest.raises(SaveConflictError) as caught:
        started.commit(saving(mine, minute=2))
    assert caught.value.versions == (theirs,)
    assert caught.value.mine == saving(mine, minute=2)
    assert str(caught.value) == (
        "report r1: 高点谋划 was saved by li while you were editing; compare both and save again"
    )
    assert started.load_sections("r1") == (theirs,)


def test_a_conflict_in_one_section_stores_nothing_of_the_others(started: Store) -> None:
    started.commit(saving(version(), version(section("s2"))))
    started.commit(saving(version(section(text="先。"), 1)))
    with pytest.raises(SaveConflictError):
        started.commit(saving(version(section("s2", "后。"), 1), version(section(), 1)))
    assert [v.number for v in started.load_sections("r1")] == [2, 1]


def test_two_first_drafts_of_one_section_are_a_conflict(started: Store) -> None:
    started.commit(saving(version()))
    with pytest.raises(SaveConflictError):
        started.commit(saving(version(section(text="又一份。"))))


def test_a_version_without_its_parent_is_refused(started: Store) -> None:
    with pytest.raises(NotFoundError) as caught:
        started.commit(saving(version(parent=3)))
    assert str(caught.value) == "section 's1': it has no version 3; load the report again"


def test_an_unknown_version_is_told(started: Store) -> None:
    with pytest.raises(NotFoundError) as caught:
        started.load_version("r1", "s1", 7)
    assert str(caught.value) == "section 's1': it has no version 7; choose another"


def test_a_change_to_an_unknown_report_is_refused(store: Store) -> None:
    with pytest.raises(NotFoundError) as caught:
        store.commit(saving(version()))
    assert str(caught.value) == "report 'r1': there is no such report; choose another"


def test_sections_follow_the_order_given_and_those_not_named_leave(started: Store) -> None:
    started.commit(saving(*(version(section(key)) for key in ("a", "b", "c"))))
    started.commit(replace(saving(), order=("c", "a")))
    assert [v.key for v in started.load_sections("r1")] == ["c", "a"]
    assert started.load_version("r1", "b", 1) == version(section("b"))


def test_figures_come_back_in_the_order_of_the_workbook(started: Store) -> None:
    figures = tuple(figure(f"f{n}", None if n == 2 else f"{n}.50") for n in (3, 1, 2))
    started.commit(figures_change(*new_figures(*figures)))
    assert started.load_figures("r1").figures == figures
    assert str(started.load_figures("r1").by_id()["f3"].value) == "3.50"


def test_a_changed_figure_keeps_its_place_and_its_history(started: Store) -> None:
    old = figure()
    started.commit(figures_change(*new_figures(old, figure("b", "1"))))
    started.commit(figures_change(new_value(old, "140"), minute=1))
    assert [str(f.value) for f in started.load_figures("r1")] == ["140", "1"]
    assert [str(f.value) for f in started.load_figures("r1", 1)] == ["136", "1"]
    second, first = started.list_figure_changes("r1", "norm_total")
    assert (second.time, second.figures) == (at(1), (new_value(old, "140"),))
    assert (first.time, first.figures) == (at(0), new_figures(old))
    assert len(started.list_figure_changes("r1")[1].figures) == 2
    assert started.load_reports("r1")[0].figure_revision == 2


def test_a_figure_that_was_taken_out_is_in_the_history(started: Store) -> None:
    old = figure()
    started.commit(figures_change(*new_figures(old)))
    started.commit(figures_change(FigureEdit(old.id, old, None), minute=1))
    assert len(started.load_figures("r1")) == 0
    assert started.list_figure_changes("r1")[0].figures == (FigureEdit(old.id, old, None),)


def test_two_windows_on_one_figure_are_a_conflict_with_the_stored_one(started: Store) -> None:
    old = figure()
    started.commit(figures_change(*new_figures(old)))
    first, second = new_value(old, "137"), new_value(old, "138")
    started.commit(figures_change(first))
    with pytest.raises(SaveConflictError) as caught:
        started.commit(figures_change(second))
    assert caught.value.figures == (("norm_total", first.after),)
    assert caught.value.problem == "norm_total was saved by someone else while you were editing"


def test_two_windows_on_two_figures_do_not_disturb_each_other(started: Store) -> None:
    a, b = figure("a", "1"), figure("b", "2")
    started.commit(figures_change(*new_figures(a, b)))
    started.commit(figures_change(new_value(a, "10")))
    started.commit(figures_change(new_value(b, "20")))
    assert [f.value for f in started.load_figures("r1")] == [10, 20]


def test_figures_and_the_texts_they_change_are_stored_together_or_not(started: Store) -> None:
    old = figure()
    started.commit(figures_change(*new_figures(old)))
    started.commit(saving(version()))
    stale = replace(
        figures_change(new_value(old, "140")), versions=(version(section(text="共140件。"), 0),)
    )
    with pytest.raises(SaveConflictError):
        started.commit(stale)
    assert started.load_figures("r1").figures == (old,)


def test_a_paper_that_was_never_saved_is_empty(started: Store) -> None:
    assert started.load_paper("r1", "outline") == Paper("outline", "", 0)


def test_a_paper_is_guarded_by_its_revision(started: Store) -> None:
    started.commit(replace(saving(), papers=(Paper("outline", "a: 1"),)))
    stored = started.load_paper("r1", "outline")
    assert stored == Paper("outline", "a: 1", 1)
    started.commit(replace(saving(), papers=(replace(stored, text="a: 2"),)))
    with pytest.raises(SaveConflictError) as caught:
        started.commit(replace(saving(), papers=(replace(stored, text="a: 3"),)))
    assert caught.value.papers == (Paper("outline", "a: 2", 2),)


def test_decisions_and_snapshots_come_back(started: Store) -> None:
    accepted = Decision(
        "r1", "accepted", "wang", at(3), "电话核实", mention="35个", value=Decimal("35.0")
    )
    named = Snapshot("r1", "送审稿", "zhang", at(4), (("s1", 1),), 1)
    started.commit(replace(saving(version()), decisions=(accepted,), snapshots=(named,)))
    assert started.list_decisions("r1") == (accepted,)
    assert started.list_snapshots("r1") == (named,)


def test_a_job_keeps_its_progress(store: Store) -> None:
    saved = store.save_job(job())
    step = JobStep("s1", "running", 40, text="共梳理")
    saved = store.save_job(saved.with_step(step, at(1)))
    assert store.load_job("j1") == saved
    assert (saved.revision, saved.steps, saved.progress) == (2, (step,), 40)


def test_a_job_is_taken_up_by_one_worker_only(store: Store) -> None:
    waiting = store.save_job(job())
    store.save_job(replace(waiting, state="running"))
    with pytest.raises(SaveConflictError) as caught:
        store.save_job(replace(waiting, state="running"))
    assert str(caught.value) == (
        "job j1: another worker has taken it up; compare both and save again"
    )


def _in_work(store: Store) -> JobRecord:
    waiting = store.save_job(job())
    return store.save_job(replace(waiting, state="running", worker="host-7", heartbeat=at(1)))


def test_a_sign_of_life_is_kept_and_disturbs_no_save(store: Store) -> None:
    running = _in_work(store)
    assert store.load_job("j1") == running
    assert store.beat_job("j1", "host-7", at(2))
    assert store.load_job("j1") == replace(running, heartbeat=at(2))
    assert store.list_jobs(is_open=True) == (replace(running, heartbeat=at(2)),)
    stepped = store.save_job(running.with_step(JobStep("s1"), at(3)))
    assert store.load_job("j1").heartbeat == stepped.heartbeat == at(3)


def test_only_the_worker_of_a_job_in_work_gives_a_sign_of_life(store: Store) -> None:
    running = _in_work(store)
    assert not store.beat_job("j1", "host-8", at(2))
    assert not store.beat_job("j9", "host-7", at(2))
    store.save_job(job("j2"))
    assert not store.beat_job("j2", "", at(2))
    store.save_job(replace(running, state="cancelled"))
    assert not store.beat_job("j1", "host-7", at(2))
    assert store.load_job("j1").heartbeat == at(1)


def test_a_job_taken_up_again_has_no_worker_yet(store: Store) -> None:
    again = store.save_job(_in_work(store).resumed(at(5)))
    assert (again.worker, again.heartbeat) == ("", None)
    assert store.load_job("j1") == again


def test_open_jobs_of_a_report_are_listed(store: Store) -> None:
    store.save_job(job("j1"))
    store.save_job(replace(job("j2"), created=at(1), state="running"))
    store.save_job(replace(job("j3"), state="done"))
    store.save_job(replace(job("j4"), report_id="r2"))
    assert [j.id for j in store.list_jobs(report_id="r1", is_open=True)] == ["j2", "j1"]
    assert len(store.list_jobs()) == 4


def test_a_job_that_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(NotFoundError) as caught:
        store.load_job("j9")
    assert str(caught.value) == "job 'j9': there is no such job; start it again"


def test_a_section_and_its_jobs_progress_are_stored_together(started: Store) -> None:
    running = started.save_job(job())
    done = running.with_step(JobStep("s1", "done", 100, version=1), at(1))
    started.commit(replace(saving(version()), job=done))
    assert started.load_job("j1").steps[0].version == 1
    with pytest.raises(SaveConflictError):
        started.commit(replace(saving(version(section("s2"))), job=done))
    assert [v.key for v in started.load_sections("r1")] == ["s1"]


def test_people_are_kept_and_changed(store: Store) -> None:
    wang = User("wang", "审核", "$argon2id$…", at(0))
    store.save_user(wang, "root", at(0))
    store.save_user(replace(wang, is_active=False), "root", at(1))
    assert store.load_users() == (replace(wang, is_active=False),)
    assert store.load_users("nobody") == ()


def test_when_a_password_was_replaced_is_kept(store: Store) -> None:
    wang = User("wang", "审核", "$argon2id$…", at(0))
    store.save_user(wang, "root", at(0))
    store.save_user(replace(wang, role="起草"), "root", at(1))
    assert store.load_users("wang")[0].password_changed is None
    renewed = replace(wang, password_hash="$argon2id$other")
    store.save_user(renewed, "root", at(2))
    store.save_user(replace(renewed, role="起草"), "root", at(3))
    assert [u.password_changed for u in store.load_users()] == [at(2)]


def test_the_log_says_who_did_what_newest_first(started: Store) -> None:
    started.commit(saving(version(), minute=1, actor="li"))
    started.commit(replace(saving(minute=2), action="export", detail="report.docx"))
    events = started.list_events("r1")
    assert [(e.actor, e.action, e.detail, e.time) for e in events] == [
        ("zhang", "export", "report.docx", at(2)),
        ("li", "edit", "", at(1)),
        ("zhang", "create", "濮阳县2023年度报告", at(0)),
    ]
    assert [e.action for e in started.list_events(limit=1)] == ["export"]


def test_a_refused_save_leaves_no_line_in_the_log(started: Store) -> None:
    started.commit(saving(version()))
    before = started.list_events()
    with pytest.raises(SaveConflictError):
        started.commit(saving(version()))
    assert started.list_events() == before


@pytest.mark.parametrize(
    "text",
    ["零\x00字节", "lone \ud800 surrogate", "𠀀\u200b\u202e", "' OR 1=1 --", "%s {{x}} \\"],
    ids=["nul", "surrogate", "rare", "quotes", "placeholders"],
)
def test_any_text_comes_back_unchanged(started: Store, text: str) -> None:
    saved = version(section(text=text))
    started.commit(saving(saved))
    assert started.load_sections("r1") == (saved,)
