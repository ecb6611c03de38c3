"""Where a year's figures come from, over real HTTP: last year's report, materials, departments."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from jushi.settings import load_settings
from jushi.web import AppContext, Setup, build_server
from jushi.wiring import open_store

from tests.web.conftest import PAST
from tests.web.office import running, settings_of
from tests.web.test_api import sent


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server that asks nobody to sign in, with nothing stored."""
    given = load_settings(settings_of(tmp_path_factory.mktemp("alone")))
    store = open_store(given)
    with (
        running(build_server(AppContext(store, Setup(given)))) as url,
        httpx.Client(base_url=url, timeout=60, trust_env=False) as client,
    ):
        yield client
    store.close()


@pytest.mark.slow
def test_skeleton_gives_the_workbook_to_fill_in(alone: httpx.Client) -> None:
    made = alone.post("/api/v1/skeleton", files=sent(past=PAST))

    rows = alone.post("/api/v1/figures", files={"workbook": ("f.xlsx", made.content)}).json()
    first = rows["figures"][0]
    assert (first["indicator"], first["value"], first["previous"]) == (
        "县政府常务会议研究法治议题",
        None,
        "13",
    )


def test_a_report_is_begun_from_a_past_report_alone(alone: httpx.Client) -> None:
    made = alone.post("/api/v1/reports", files=sent(knowledge=PAST)).json()

    rows = alone.get(f"/api/v1/reports/{made['id']}/figures").json()
    assert made["year"] == 2024
    assert {row["state"] for row in rows} == {"empty"}


def test_candidates_are_extracted_confirmed_and_left_out(alone: httpx.Client) -> None:
    report = alone.post("/api/v1/reports", files=sent(knowledge=PAST)).json()["id"]
    text = "2024年，办理公证1290件。审查涉法事项220件。受理法律援助案件531件。"
    told = {"materials": ("总结.txt", text.encode())}

    first, second, third = alone.post(f"/api/v1/reports/{report}/candidates", files=told).json()
    path = f"/api/v1/reports/{report}/candidates"
    left = alone.post(f"{path}/{third['id']}", json={}).json()
    alone.delete(f"{path}/{second['id']}")

    assert first["readings"][0]["sentences"] == ["2024年，办理公证1290件。"]
    assert [one["id"] for one in left] == [first["id"], second["id"]]
    rows = alone.get(f"/api/v1/reports/{report}/figures").json()
    confirmed = [(r["id"], r["value"]) for r in rows if r["state"] == "confirmed"]
    assert confirmed == [("受理法律援助案件", "531")]
    assert [one["id"] for one in alone.get(path).json()] == [first["id"]]


def test_extract_gives_a_workbook_that_proves_nothing_yet(alone: httpx.Client) -> None:
    told = {"materials": ("总结.txt", "2024年，办理公证1290件。".encode())}

    made = alone.post("/api/v1/extract", files=told)

    read = alone.post("/api/v1/figures", files={"workbook": ("f.xlsx", made.content)}).json()
    assert [figure["value"] for figure in read["figures"]] == [None]


def test_sheets_go_to_departments_and_come_back(alone: httpx.Client, tmp_path: Path) -> None:
    master = tmp_path / "数据.csv"
    master.write_text(
        "编号,指标,数值,单位,来源\naid,案件,,件,司法局\nrate,办结率,,%,政务局\n", "utf-8"
    )
    sheet = b"\xef\xbb\xbf" + "编号,指标,数值,单位\naid,案件,802,件\n".encode()

    parted = alone.post("/api/v1/split", files=sent(workbook=master))
    merged = alone.post(
        "/api/v1/merge", files=sent(workbook=master) | {"returned": ("司法局.csv", sheet)}
    ).json()

    names = zipfile.ZipFile(io.BytesIO(parted.content)).namelist()
    assert names == ["司法局-数据.xlsx", "政务局-数据.xlsx"]
    assert merged["taken"] == 1
    assert [note["kind"] for note in merged["notes"]] == ["late"]
