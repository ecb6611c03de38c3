"""What a server tells of itself: counts, whether it is ready, a line for each request."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from jushi.store import open_store
from jushi.web import Observer
from jushi.web.observation import Observed, add_observation
from prometheus_client.parser import text_string_to_metric_families


@contextmanager
def _client(folder: Path, lines: list[str], *, is_working: bool = True) -> Iterator[TestClient]:
    store = open_store(f"sqlite:///{folder / 'jushi.db'}")
    observer = Observer(store, "serve", lambda: is_working, lines.append)
    app = FastAPI()
    add_observation(app, observer)
    app.add_middleware(Observed, observer=observer)
    yield TestClient(app)
    store.close()


@pytest.fixture
def lines() -> list[str]:
    return []


def _counts(client: TestClient) -> dict[tuple[str, str, str], float]:
    families = text_string_to_metric_families(client.get("/metrics").text)
    samples = (s for family in families for s in family.samples)
    return {
        (s.labels["part"], s.labels["method"], s.labels["status"]): s.value
        for s in samples
        if s.name == "jushi_requests_total"
    }


def test_requests_are_counted_by_part_and_made_up_addresses_are_one(
    tmp_path: Path, lines: list[str]
) -> None:
    with _client(tmp_path, lines) as client:
        for path in ("/healthz", "/api/v1/none", "/a", "/b", "/c"):
            client.get(path)
        client.request("BREW", "/coffee")

        counts = _counts(client)

    assert counts["healthz", "GET", "200"] == 1
    assert counts["api", "GET", "404"] == 1
    assert counts["page", "GET", "404"] == 3
    assert counts["page", "other", "404"] == 1


def test_a_line_holds_neither_query_nor_body(tmp_path: Path, lines: list[str]) -> None:
    with _client(tmp_path, lines) as client:
        client.post("/api/v1/check?token=secret", content="受理案件547件")

    told = json.loads(lines[0])
    assert (told["path"], told["method"], told["status"]) == ("/api/v1/check", "POST", 404)
    assert "secret" not in lines[0] and "547" not in lines[0]


def test_a_server_is_ready_while_the_store_answers_and_its_work_goes_on(
    tmp_path: Path, lines: list[str]
) -> None:
    with _client(tmp_path, lines) as client:
        assert client.get("/readyz").status_code == 200
    with _client(tmp_path, lines, is_working=False) as client:
        assert client.get("/readyz").json() == {"status": "not ready", "role": "serve"}
    with _client(tmp_path, lines) as client:
        (tmp_path / "jushi.db").write_bytes(b"no database at all" * 100)
        assert [client.get(path).status_code for path in ("/readyz", "/metrics")] == [503, 503]
        assert client.get("/healthz").status_code == 200
