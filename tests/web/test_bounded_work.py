"""What one person sends never keeps the server from the others, and ends with who sent it."""

import io
import socket
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import docx
import httpx
import pytest
from jushi.settings import load_settings
from jushi.store import open_store
from jushi.web import AppContext, Setup, build_server
from jushi.workers import Limits
from playwright.sync_api import Browser, Page

from tests.settling import wait_until
from tests.web.conftest import FIGURES, PAST
from tests.web.office import Office, open_office, running

# Time runs out first, whatever the speed of the machine.
LIMITS = Limits(seconds=4, memory_mb=2048)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def long_workbook() -> bytes:
    """Takes far longer than `LIMITS` allow, but nothing else is wrong with it."""
    rows = "".join(f"指标{n},{n},件,2024年\n" for n in range(190_000))
    return f"指标,数值,单位,期间\n{rows}".encode()


def large_document() -> bytes:
    """A .docx of 400,000 paragraphs: no bomb by its ratio, but far more than `LIMITS` allow."""
    paragraphs = "".join(
        f"<w:p><w:r><w:t>{n * 7919 % 1_000_003}</w:t></w:r></w:p>" for n in range(400_000)
    )
    document = f'<w:document xmlns:w="{_WORD}"><w:body>{paragraphs}</w:body></w:document>'
    plain, packed = docx.Document(), io.BytesIO()
    plain.save(packed)
    with zipfile.ZipFile(packed) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | {"word/document.xml": document}).items():
            archive.writestr(name, content)
    return packed.getvalue()


HOSTILE = {
    "slow.csv": ("/api/v1/figures", "workbook", long_workbook),
    "deep.yaml": ("/api/v1/figures", "workbook", lambda: b"[" * 26_875 + b"]" * 26_875),
    "deep.json": ("/api/v1/figures", "workbook", lambda: b"[" * 200_000 + b"]" * 200_000),
    "large.docx": ("/api/v1/check", "draft", large_document),
}
SMALL = ("small.csv", "指标,数值,单位\n甲,1,件\n".encode())


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office"), LIMITS) as opened:
        yield opened


@pytest.fixture
def patient(tmp_path: Path) -> Iterator[tuple[AppContext, str]]:
    """A server without sign-in, where work ends in time only if it is given up."""
    store = open_store(f"sqlite:///{tmp_path / 'jushi.db'}")
    settings = load_settings({"JUSHI_HOME": str(tmp_path)})
    app_context = AppContext(store, Setup(settings, Limits(seconds=3600, memory_mb=4096)))
    with running(build_server(app_context)) as url:
        yield app_context, url
    store.close()


@pytest.mark.slow
def test_hostile_files_cost_their_sender_alone(office: Office) -> None:
    with (
        office.client("李") as hostile,
        office.client("王") as other,
        ThreadPoolExecutor(4) as threads,
    ):
        sendings = {
            name: threads.submit(
                hostile.post,
                f"{path}?language=en",
                files={
                    field: (name, made()),
                    **({} if field == "workbook" else {"figures": SMALL}),
                },
            )
            for name, (path, field, made) in HOSTILE.items()
        }
        waits = []
        while not all(sending.done() for sending in sendings.values()):
            begun = time.monotonic()
            assert other.get("/healthz").status_code == 200
            answer = other.post("/api/v1/figures", files={"workbook": SMALL})
            assert answer.status_code == 200, answer.text
            waits.append(time.monotonic() - begun)
        answers = {name: sending.result() for name, sending in sendings.items()}

    assert {name: (a.status_code, a.json()["place"]) for name, a in answers.items()} == {
        name: (422, name) for name in HOSTILE
    }
    assert answers["slow.csv"].json()["problem"] == "took longer than 4 s"
    assert waits
    assert max(waits) < 20


@pytest.mark.slow
def test_hostile_files_make_no_report(office: Office) -> None:
    with office.client("李") as client:
        before = client.get("/api/v1/reports").json()
        answer = client.post(
            "/api/v1/reports",
            files={"figures": ("slow.csv", long_workbook()), "knowledge": (PAST.name, b"x")},
        )

        assert answer.status_code == 422
        assert answer.json()["place"] == "slow.csv"
        assert answer.json()["problem"] == "处理超过 4 秒"
        assert client.get("/api/v1/reports").json() == before


@pytest.mark.slow
def test_who_hangs_up_frees_the_worker(patient: tuple[AppContext, str]) -> None:
    app_context, url = patient
    request = httpx.Request(
        "POST", f"{url}/api/v1/figures", files={"workbook": ("slow.csv", long_workbook())}
    )
    lines = [f"{name}: {value}" for name, value in request.headers.items()]
    head = "\r\n".join(["POST /api/v1/figures HTTP/1.1", *lines, "", ""]).encode()

    with socket.create_connection((urlsplit(url).hostname, urlsplit(url).port)) as client:
        client.sendall(head + request.read())
        wait_until(lambda: bool(app_context.workers.pids()))
        (busy,) = app_context.workers.pids()

    wait_until(lambda: busy not in app_context.workers.pids())
    assert httpx.post(
        f"{url}/api/v1/figures", files={"workbook": SMALL}, trust_env=False, timeout=60
    ).is_success


def make_report(page: Page, url: str, figures: Path) -> None:
    page.goto(url)
    for box, path in (("#figures-file", figures), ("#past-files", PAST)):
        page.locator(f"{box} input[type=file]").set_input_files(path)
        page.locator(box).get_by_text(path.stem).first.wait_for()
    page.locator("#create").click()


@pytest.mark.slow
@pytest.mark.browser
def test_a_page_that_waits_keeps_no_other_waiting_and_frees_the_worker_once_closed(
    patient: tuple[AppContext, str], chromium: Browser, tmp_path: Path
) -> None:
    app_context, url = patient
    workbook = tmp_path / "slow.csv"
    workbook.write_bytes(long_workbook())

    with closing(chromium.new_page()) as slow:
        make_report(slow, url, workbook)
        wait_until(lambda: bool(app_context.workers.pids()))
        with closing(chromium.new_page()) as quick:
            make_report(quick, url, FIGURES)
            quick.wait_for_url("**/?report=*")
        busy_and_idle = set(app_context.workers.pids())
        assert "?report=" not in slow.url

    wait_until(lambda: not busy_and_idle <= set(app_context.workers.pids()))
