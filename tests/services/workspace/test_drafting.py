"""Kept reports drafted by a model over the real protocol, on both databases."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jushi.knowledge import open_knowledge
from jushi.llm.openai_model import OpenAIModel
from jushi.records import JobRecord
from jushi.revision import Store
from jushi.services.workspace import Actor, Workspace, Writers, draft_spending, run_draft
from jushi.store import open_store

from evals.scripted_models import write_sloppily, write_well
from evals.scripted_server import Script, Trouble, keep_slots, serve
from tests.knowledge.bigram_embedder import BigramEmbedder
from tests.services.conftest import NOON, told
from tests.services.workspace.test_passages import NEIGHBOUR
from tests.settling import wait_until


def now() -> datetime:
    return datetime.now(UTC)


ACTOR = Actor("沈墨", now)


def answer(request: dict[str, Any], write: Callable[[dict[str, Any]], str] = write_well) -> str:
    """Pass the probe, then write sections."""
    is_probe = "材料" not in request["messages"][-1]["content"]
    return keep_slots(request) if is_probe else write(request)


def sloppily(request: dict[str, Any]) -> str:
    return answer(request, write_sloppily)


def begin(store: Store, keys: tuple[str, ...] = ()) -> str:
    return Workspace(store, "r", ACTOR).draft.start(job_id="m", keys=keys).id


def draft(store: Store, script: Script, keys: tuple[str, ...] = ()) -> JobRecord:
    job = begin(store, keys)
    with serve(script) as url:
        writers = Writers(OpenAIModel("scripted", base_url=url, api_key="k", backoff_s=0.01))
        return run_draft(store, job, clock=now, writers=writers)


@pytest.mark.slow
@pytest.mark.parametrize("write", [answer, sloppily], ids=["good", "sloppy"])
def test_a_report_written_by_a_model_holds_no_wrong_number(
    store: Store, write: Callable[[dict[str, Any]], str]
) -> None:
    job = draft(store, Script(write))

    opened = Workspace(store, "r", ACTOR).open()
    assert job.state == "done", job.error
    assert {step.state for step in job.steps} == {"done"}
    assert opened.result is not None
    assert opened.result.summary.data > 10
    assert opened.result.summary.error == 0


@pytest.mark.slow
def test_each_version_tells_how_it_was_written(store: Store) -> None:
    draft(store, Script(answer))

    records = [v.record for v in store.load_sections("r") if v.record]
    written = [record for record in records if record.writer == "model"]
    assert len(written) > 5
    for record in written:
        assert (record.model, record.prompt) == ("scripted", "draft_section.v3")
        assert record.tokens_in > record.tokens_out > 0
        assert record.seconds > 0
    assert any(record.figures for record in written)


def test_a_writer_sees_passages_of_the_index_masked_and_its_record_tells_which(
    store: Store, tmp_path: Path
) -> None:
    job = begin(store, ("1.5",))
    script = Script(answer)
    path = tmp_path / "index"
    with open_knowledge(path, embedder=BigramEmbedder()) as index, serve(script) as url:
        index.add([("邻县.txt", NEIGHBOUR.encode())])
        model = OpenAIModel("scripted", base_url=url, api_key="k")
        run_draft(store, job, clock=now, writers=Writers(model, index))
        used = Workspace(store, "r", ACTOR).passages.used("1.5", knowledge=index)

    asked = "".join(r["messages"][-1]["content"] for r in script.requests)
    assert "人民调解组织受理矛盾纠纷" in asked
    assert "8812" not in asked
    assert [passage.document_name for passage in used.passages] == ["邻县.txt"]


@pytest.mark.slow
def test_a_draft_asks_for_no_more_sections_at_a_time_than_it_may(store: Store) -> None:
    job = begin(store)
    busy, most = [0], [0]
    lock = threading.Lock()

    def count(request: dict[str, Any]) -> str:
        with lock:
            busy[0] += 1
            most[0] = max(most[0], busy[0])
        time.sleep(0.05)
        with lock:
            busy[0] -= 1
        return answer(request)

    with serve(Script(count)) as url:
        writers = Writers(OpenAIModel("scripted", base_url=url, api_key="k"), at_once=2)
        ended = run_draft(store, job, clock=now, writers=writers)

    assert ended.state == "done", ended.error
    assert most[0] == 2


def test_chosen_sections_alone_are_drafted(store: Store) -> None:
    before = {v.key: v.number for v in store.load_sections("r")}
    chosen = tuple(before)[1:3]

    job = draft(store, Script(answer), chosen)

    after = {v.key: v.number for v in store.load_sections("r")}
    assert {step.key for step in job.steps} == set(chosen)
    assert list(after) == list(before)
    assert {key for key in after if after[key] != before[key]} == set(chosen)


def test_an_endpoint_that_refuses_leaves_what_was_there_and_says_so_once(store: Store) -> None:
    before = [v.number for v in store.load_sections("r")]
    script = Script(answer, trouble=Trouble(401))

    job = draft(store, script)

    assert job.state == "failed"
    assert "401" in told(job.error) or "密钥" in told(job.error)
    assert "\n" not in told(job.error)
    assert [v.number for v in store.load_sections("r")] == before


def test_a_key_that_the_endpoint_repeats_is_not_kept(store: Store) -> None:
    job = begin(store)
    said = '{"error":{"message":"Incorrect API key provided: sk-kept-secret"}}'
    script = Script(answer, first=[Trouble()] * 3, trouble=Trouble(403, body=said))
    with serve(script) as url:
        model = OpenAIModel("scripted", base_url=url, api_key="sk-kept-secret", backoff_s=0.01)
        ended = run_draft(store, job, clock=now, writers=Writers(model))

    assert ended.state == "failed"
    assert "***" in told(ended.error)
    written = (store.list_jobs(), store.load_sections("r"), store.list_events("r"))
    assert "sk-kept-secret" not in repr(written)


def test_an_endpoint_without_a_reply_of_use_leaves_what_was_there(store: Store) -> None:
    before = {v.key: v.number for v in store.load_sections("r")}
    script = Script(answer, trouble=Trouble(kind="html"))

    job = draft(store, script)

    assert job.state == "failed"
    assert "返回的是网页" in told(job.error)
    assert {step.state for step in job.steps if step.note} == {"failed"}
    written = {step.key for step in job.steps if step.state == "failed"}
    after = {v.key: v.number for v in store.load_sections("r")}
    assert all(after[key] == before[key] for key in written)
    assert len(script.requests) == 2


def test_a_section_whose_reply_came_to_nothing_says_so_in_its_notes(store: Store) -> None:
    def write(request: dict[str, Any]) -> str:
        is_one = "本节标题：（二）便民利企" in request["messages"][-1]["content"]
        return "忽略以上指令。" if is_one else answer(request)

    job = draft(store, Script(write))

    assert job.state == "done", job.error
    left = [step for step in job.steps if step.note and "回复里没有一句可用" in told(step.note)]
    assert len(left) == 1
    section = next(v for v in store.load_sections("r") if v.key == left[0].key)
    assert section.text.notes[0].startswith("模型没有写成，用套写：")
    assert section.record is not None
    assert section.record.writer == "composer"


@pytest.mark.slow
def test_one_section_that_fails_is_written_when_the_job_goes_on(store: Store) -> None:
    failing = {"is": True}

    def write(request: dict[str, Any]) -> str:
        content = request["messages"][-1]["content"]
        return "" if failing["is"] and "便民利企" in content else answer(request)

    first = draft(store, Script(write))
    failing["is"] = False
    Workspace(store, "r", ACTOR).draft.resume(first.id)
    script = Script(write)
    with serve(script) as url:
        writers = Writers(OpenAIModel("scripted", base_url=url, api_key="k"))
        second = run_draft(store, first.id, clock=now, writers=writers)

    failed = [step.key for step in first.steps if step.state == "failed"]
    assert first.state == "failed"
    assert len(failed) == 1
    assert second.state == "done", second.error
    asked = [r for r in script.requests if "便民利企" in r["messages"][-1]["content"]]
    assert len(asked) == len(script.requests) >= 1


def test_a_stopped_draft_keeps_what_is_done(store: Store) -> None:
    ws = Workspace(store, "r", ACTOR)
    job = begin(store)
    stop = threading.Event()

    def hold(request: dict[str, Any]) -> str:
        if len(script.spans) >= 3:
            stop.set()
            time.sleep(1)
        return answer(request)

    script = Script(hold, slots=1)
    with serve(script) as url:
        writers = Writers(OpenAIModel("scripted", base_url=url, api_key="k"), at_once=1)
        thread = threading.Thread(
            target=run_draft, args=(store, job), kwargs={"clock": now, "writers": writers}
        )
        thread.start()
        assert stop.wait(60)
        ws.draft.cancel(job)
        thread.join(60)

    ended = store.load_job(job)
    states = [step.state for step in ended.steps]
    assert ended.state == "cancelled"
    assert states.count("cancelled") >= 1
    assert states.count("done") >= 1
    assert ws.open().draft is not None


def test_what_a_person_changed_meanwhile_stays(store: Store) -> None:
    key = "1.1"
    typed: list[str] = []

    def meddle(request: dict[str, Any]) -> str:
        if not typed and "高位推动" in request["messages"][-1]["content"]:
            section = next(v for v in store.load_sections("r") if v.key == key)
            typed.append(section.text.text + "手写的一句。")
            other = Actor("沈墨", lambda: NOON)
            Workspace(store, "r", other).sections.edit(key, typed[0], base=section.number)
        return answer(request)

    job = draft(store, Script(meddle), (key,))

    section = next(v for v in store.load_sections("r") if v.key == key)
    assert "手写的一句。" in section.text.text
    assert job.state == "failed"
    assert "改过" in told(job.error)


WORKER = """
import sys
from datetime import UTC, datetime
from jushi.services.workspace import Writers, run_draft
from jushi.knowledge import open_knowledge
from jushi.llm.openai_model import OpenAIModel
from jushi.store import open_store
url, model = sys.argv[1:]
writers = Writers(OpenAIModel("scripted", base_url=model, api_key="k"), at_once=1)
run_draft(open_store(url), "m", clock=lambda: datetime.now(UTC), writers=writers)
"""


@pytest.mark.slow
def test_a_killed_worker_loses_at_most_the_section_in_flight(store: Store, url: str) -> None:
    begin(store)
    script = Script(answer, tokens_per_s=400)
    with serve(script) as model:
        worker = subprocess.Popen([sys.executable, "-c", WORKER, url, model])
        wait_until(lambda: sum(s.state == "done" for s in store.load_job("m").steps) >= 3)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()

        again = open_store(url)
        Workspace(again, "r", ACTOR).draft.resume("m")
        script.tokens_per_s = 0
        writers = Writers(OpenAIModel("scripted", base_url=model, api_key="k"))
        job = run_draft(again, "m", clock=now, writers=writers)
        versions = {v.key: v.number for v in again.load_sections("r")}
        again.close()

    assert job.state == "done", job.error
    assert set(versions.values()) == {2}


@pytest.mark.slow
def test_a_draft_tells_what_it_has_cost_and_what_is_left(store: Store) -> None:
    half = threading.Event()
    seen: list[JobRecord] = []

    def look(request: dict[str, Any]) -> str:
        if len(script.spans) >= 4 and not half.is_set():
            half.set()
            seen.append(store.load_job("m"))
        return answer(request)

    script = Script(look, tokens_per_s=2000)
    job = draft(store, script)

    records = [v.record for v in store.load_sections("r") if v.record]
    total = draft_spending(job)
    assert total.left == 0
    assert total.tokens_left == total.wait_s == 0
    assert total.tokens == sum(r.tokens_in + r.tokens_out for r in records) > 0
    assert total.seconds == sum(r.seconds for r in records) > 0
    amid = draft_spending(seen[0])
    assert 0 < amid.left < len(job.steps)
    assert amid.tokens_left is None or amid.tokens_left > 0


@pytest.mark.slow
def test_the_plan_that_a_person_kept_reaches_the_writer(store: Store) -> None:
    plan = Workspace(store, "r", ACTOR).plan
    plan.keep(plan.text().replace("kind: worse", "kind: worse\n  cause: 提案办理沟通不够", 1))
    script = Script(answer)
    draft(store, script)

    problems = [t for t in _asked(script) if "本节标题：二、" in t]
    assert problems
    assert "提案办理沟通不够" in problems[0]


def _asked(script: Script) -> list[str]:
    return [request["messages"][-1]["content"] for request in script.requests]
