"""The API's way from a workbook to a drafted report that is kept, over real HTTP."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from jushi.records import JobRecord
from jushi.settings import load_settings
from jushi.web import AppContext, Setup, build_server

from evals.scripted_models import pass_probe, write_well
from evals.scripted_server import Script, serve
from tests.web.office import Office, open_office, running
from tests.web.test_api import FIGURES, PAST, sent


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


def watched(client: httpx.Client, address: str) -> dict[str, Any]:
    """The newest drafting once it has ended."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        job: dict[str, Any] = client.get(f"{address}/draft").json()
        if job["state"] not in ("queued", "running"):
            return job
        time.sleep(0.1)
    raise AssertionError("the drafting does not end")


@pytest.mark.slow
def test_a_report_is_made_drafted_and_taken_away(office: Office) -> None:
    with office.client("李") as client:
        made = client.post("/api/v1/reports", files=sent(figures=FIGURES, knowledge=PAST))
        address = f"/api/v1/reports/{made.json()['id']}"
        before = [client.get(f"{address}/{part}").status_code for part in ("draft", "check")]
        begun = client.post(f"{address}/draft", json={})
        job = watched(client, address)
        check = client.get(f"{address}/check").json()
        file = client.get(f"{address}/export/report.docx")
        one = job["sections"][2]["key"]
        client.post(f"{address}/draft", json={"sections": [one]})
        again = watched(client, address)
        waiting = next(r for r in client.get(f"{address}/carried").json() if r["is_left_out"])
        settling = {name: waiting[name] for name in ("section", "version", "id")}
        left = client.post(f"{address}/carried", json=settling | {"verb": "drop"}).json()
        late = client.post(f"{address}/carried", json=settling | {"verb": "drop"})

    actors = {event.actor for event in office.store.list_events(made.json()["id"])}
    assert actors == {"李"}
    assert (made.status_code, begun.status_code, before) == (201, 202, [404, 409])
    assert (job["state"], job["progress"], job["error"]) == ("done", 100, "")
    assert check["summary"]["error"] == 0
    assert check["summary"]["ok"] > 20
    assert file.content.startswith(b"PK")
    assert [section["key"] for section in again["sections"]] == [one]
    assert waiting["reasons"]
    assert waiting["text"] not in [row["text"] for row in left]
    assert late.status_code == 409


@pytest.mark.slow
def test_a_drafting_is_stopped_gone_on_with_and_never_doubled(
    office: Office, tmp_path: Path
) -> None:
    script = Script(answer=pass_probe(write_well), tokens_per_s=200)
    with serve(script) as model:
        settings = {"JUSHI_HOME": str(tmp_path), "JUSHI_MODEL": "m", "OPENAI_BASE_URL": model}
        app_context = AppContext(office.store, Setup(load_settings(settings)))
        with (
            running(build_server(app_context)) as url,
            httpx.Client(base_url=url, timeout=60, trust_env=False) as client,
        ):
            made = client.post("/api/v1/reports", files=sent(figures=FIGURES, knowledge=PAST))
            address = f"/api/v1/reports/{made.json()['id']}"
            client.post(f"{address}/draft", json={})
            doubled = client.post(f"{address}/draft", json={})
            stopped = client.delete(f"{address}/draft").json()
            client.post(f"{address}/draft/resume")
            job = watched(client, address)

    assert doubled.status_code == 409
    assert stopped["state"] == "cancelled"
    assert job["state"] == "done"
    assert job["tokens"] > 0


@pytest.mark.parametrize(
    ("name", "status"), [("王", 422), ("赵", 403), ("李", 404)], ids=["owner", "reviewer", "other"]
)
def test_drafting_asks_for_the_right_and_for_a_section_that_is_there(
    office: Office, name: str, status: int
) -> None:
    sections = ["nowhere"] if name == "王" else []
    with office.client(name) as client:
        answer = client.post(f"/api/v1/reports/{office.report}/draft", json={"sections": sections})

    assert answer.status_code == status


def test_a_reviewer_makes_no_report(office: Office) -> None:
    with office.client("赵") as client:
        answer = client.post("/api/v1/reports", files=sent(figures=FIGURES, knowledge=PAST))

    assert answer.status_code == 403


@pytest.mark.slow
def test_a_drafting_that_a_killed_server_left_is_taken_up_by_the_next(
    office: Office, tmp_path: Path
) -> None:
    settings = load_settings({"JUSHI_HOME": str(tmp_path)})
    with office.client("李") as client:
        made = client.post("/api/v1/reports", files=sent(figures=FIGURES, knowledge=PAST)).json()
    at = datetime.now(UTC)
    left = JobRecord("left", made["id"], "draft", "李", at, at, state="running", worker="gone")
    office.store.save_job(left)
    with (
        running(build_server(AppContext(office.store, Setup(settings)))) as url,
        httpx.Client(base_url=url, timeout=60, trust_env=False) as client,
    ):
        job = watched(client, f"/api/v1/reports/{made['id']}")

    assert (job["state"], job["error"]) == ("done", "")


@pytest.mark.slow
def test_the_plan_of_a_report_is_read_edited_and_taken_back(office: Office) -> None:
    with office.client("李") as client:
        made = client.post("/api/v1/reports", files=sent(figures=FIGURES, knowledge=PAST))
        address = f"/api/v1/reports/{made.json()['id']}/plan"
        plan = client.get(address).json()["plan"]
        edited = plan.replace("kind: worse", "kind: worse\n  cause: 沟通不够", 1)
        kept = client.put(address, json={"plan": edited})
        read = client.get(address).json()["plan"]
        refused = client.put(address, json={"plan": "no: plan"})
        client.put(address, json={"plan": ""})
        again = client.get(address).json()["plan"]

    assert "上年承诺" not in plan
    assert "kind: promise" in plan
    assert (kept.status_code, read) == (200, edited)
    assert refused.status_code == 422
    assert again == plan
