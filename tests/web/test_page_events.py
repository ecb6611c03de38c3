"""Events that no page sends, and requests that are no HTTP: refused in one line, with headers."""

import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.web.office import Office, open_office

_JOIN = "gradio_api/queue/join"
_VALUES: dict[str, tuple[Any, ...]] = {
    "fn_index": (99_999, -1, "x", None, True, 1.5, 2**70, []),
    "session_hash": (None, "", 5, {}),
    "trigger_id": ("x", [], {}),
    "data": (None, "x", {}, []),
}
_WRONG = [(name, value) for name, values in _VALUES.items() for value in values]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture
def wang(office: Office) -> Iterator[httpx.Client]:
    with office.client("王") as client:
        yield client


def is_fault(answer: httpx.Response) -> bool:
    """Whether an answer is one line of JSON that says what is wrong, with the headers of all."""
    return (
        isinstance(answer.json()["detail"], str)
        and "\n" not in answer.text
        and answer.headers["x-frame-options"] == "DENY"
        and "default-src 'none'" in answer.headers["content-security-policy"]
    )


def handlers(client: httpx.Client, below: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"{below}config").json()["dependencies"]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("below", ["/", "/en/"], ids=["zh", "en"])
@pytest.mark.parametrize(("name", "value"), _WRONG, ids=str)
def test_an_event_for_no_handler_is_refused(
    wang: httpx.Client, below: str, name: str, value: Any
) -> None:
    takes = next(h for h in handlers(wang, below) if h["inputs"])
    right = {
        "data": [None] * len(takes["inputs"]),
        "fn_index": takes["id"],
        "session_hash": "abc",
    }

    answer = wang.post(f"{below}{_JOIN}", json={**right, name: value})

    assert answer.status_code == 400
    assert is_fault(answer)
    assert wang.post(f"{below}{_JOIN}", json=right).status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("sent", [[], "x", 5, None], ids=str)
def test_an_event_that_is_no_object_is_refused(wang: httpx.Client, sent: Any) -> None:
    answer = wang.post(f"/{_JOIN}", json=sent)

    assert answer.status_code == 400
    assert is_fault(answer)


def selected(client: httpx.Client) -> list[dict[str, Any]]:
    """Handlers of what is chosen in one of the page's own parts: each takes what was chosen."""
    return [h for h in handlers(client, "/") if h["targets"] and h["targets"][0][1] == "select"]


@pytest.mark.slow
@pytest.mark.parametrize("event", [None, "x", 5, []], ids=str)
def test_a_choice_of_nothing_is_refused(wang: httpx.Client, event: Any) -> None:
    told = []
    for handler in selected(wang):
        sent = {
            "data": [None] * len(handler["inputs"]),
            "fn_index": handler["id"],
            "session_hash": "abc",
            "event_data": event,
        }
        answer = wang.post(f"/{_JOIN}", json=sent)
        if answer.status_code != 200:
            assert answer.status_code == 400
            assert is_fault(answer)
            told.append(answer.json()["detail"])

    assert len(told) >= 5


@pytest.mark.parametrize(
    "sent",
    [
        b"garbage\r\n\r\n",
        b"FOO / HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nbad header\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    ],
    ids=["garbage", "method", "version", "header", "tls"],
)
def test_what_is_no_http_is_answered_with_the_headers_of_all(office: Office, sent: bytes) -> None:
    at = urlsplit(office.url)
    with socket.create_connection((at.hostname or "", at.port or 0), timeout=10) as connection:
        connection.sendall(sent)
        answer = b"".join(iter(lambda: connection.recv(4096), b""))

    head, _, body = answer.decode().partition("\r\n\r\n")
    lines = [line.partition(": ")[::2] for line in head.split("\r\n")[1:]]
    assert head.startswith("HTTP/1.1 400 ")
    assert is_fault(httpx.Response(400, headers=lines, content=body))


@pytest.mark.slow
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_another_method_is_refused(wang: httpx.Client, method: str) -> None:
    answer = wang.request(method, f"/{_JOIN}")

    assert answer.status_code == 404
    assert is_fault(answer)
