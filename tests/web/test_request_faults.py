"""Requests of the wrong form: told by what is wrong, in the language asked for."""

import socket
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from jushi.web.api.request_faults import tell_request_fault

from tests.web.office import PASSWORD, Office, open_office

Told = tuple[str, str]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture
def told(office: Office) -> Iterator[Callable[..., dict[str, Told]]]:
    """Send a request in both languages and give place and problem of each answer."""
    with office.client("王") as client:

        def ask(way: str, path: str, status: int = 422, **sent: Any) -> dict[str, Told]:
            answers = {
                language: client.request(way, f"{path}?language={language}", **sent)
                for language in ("zh", "en")
            }
            assert [answer.status_code for answer in answers.values()] == [status] * 2
            return {k: (a.json()["place"], a.json()["problem"]) for k, a in answers.items()}

        yield ask


_FILE = ("a.txt", b"1")


@pytest.mark.parametrize(
    ("sent", "zh", "en"),
    [
        ({"data": {"figures": "x"}}, ("figures", "这里要上传文件"), "has to be a file"),
        ({"files": {"draft": _FILE}}, ("figures", "缺少这一项"), "is missing"),
        (
            {"files": {"figures": _FILE, "knowledge": _FILE}, "data": {"form": "pdf"}},
            ("form", "应为其中之一：json、docx"),
            "has to be one of json, docx",
        ),
    ],
    ids=["text for a file", "no figures", "form"],
)
def test_a_form_that_lacks_something_is_told(
    told: Callable[..., dict[str, Told]], sent: dict[str, Any], zh: Told, en: str
) -> None:
    answers = told("POST", "/api/v1/draft", **sent)

    assert answers == {"zh": zh, "en": (zh[0], en)}


_EDIT = {"figure": "a", "field": "value", "typed": "1"}


@pytest.mark.parametrize(
    ("body", "zh", "en"),
    [
        ([], ("请求", "应为对象"), ("request", "has to be an object")),
        (5, ("请求", "应为对象"), ("request", "has to be an object")),
        ({}, ("edits", "缺少这一项"), ("edits", "is missing")),
        ({"edits": {}}, ("edits", "应为列表"), ("edits", "has to be a list")),
        ({"edits": []}, ("edits", "不足 1 项"), ("edits", "has less than 1 entries")),
        (
            {"edits": [_EDIT] * 2001},
            ("edits", "超过 2000 项"),
            ("edits", "has more than 2000 entries"),
        ),
        (
            {"edits": [_EDIT | {"typed": "1" * 1001}]},
            ("edits.0.typed", "超过 1000 个字"),
            ("edits.0.typed", "has more than 1000 characters"),
        ),
        ({"edits": [_EDIT | {"typed": 1}]}, ("edits.0.typed", "应为文本"), None),
        ({"edits": [_EDIT], "only_preview": "x"}, ("only_preview", "应为 true 或 false"), None),
        ({"edits": ["x"]}, ("edits.0", "应为对象"), None),
        (b"{", ("请求", "不是有效的 JSON"), ("request", "is not valid JSON")),
    ],
    ids=lambda value: None if isinstance(value, tuple) else str(value)[:30],
)
def test_a_body_of_the_wrong_form_is_told(
    office: Office, told: Callable[..., dict[str, Told]], body: Any, zh: Told, en: Told | None
) -> None:
    sent: dict[str, Any] = {"json": body}
    if isinstance(body, bytes):
        sent = {"content": body, "headers": {"Content-Type": "application/json"}}

    answers = told("PATCH", f"/api/v1/reports/{office.report}/figures", **sent)

    assert answers["zh"] == zh
    assert answers["en"] == en or en is None


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", '件"', "件'", "件" * 21, "a>b"])
def test_a_unit_that_is_markup_or_a_text_is_refused(
    office: Office, told: Callable[..., dict[str, Told]], typed: str
) -> None:
    address = f"/api/v1/reports/{office.report}/figures"
    with office.client("王") as client:
        before = client.get(address).json()
        edit = {"figure": before[0]["id"], "field": "unit", "typed": typed}

        answers = told("PATCH", address, json={"edits": [edit]})

        assert client.get(address).json() == before
    assert answers["zh"][1].endswith("不是单位；单位最多 20 个字，不含尖括号、引号和控制字符")
    assert "is not a unit; a unit has at most 20 characters" in answers["en"][1]


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["万人次", "元/平方米", "kg·m²", "个（处）", "每10万人"])
def test_a_unit_of_plain_characters_is_taken(office: Office, typed: str) -> None:
    address = f"/api/v1/reports/{office.report}/figures"
    with office.client("王") as client:
        figure = client.get(address).json()[0]["id"]
        edit = {"figure": figure, "field": "unit", "typed": typed}
        answer = client.patch(address, json={"edits": [edit], "only_preview": True})

    assert answer.status_code == 200, answer.text


def test_a_year_out_of_range_is_told(told: Callable[..., dict[str, Told]]) -> None:
    files = {"draft": _FILE, "figures": _FILE}

    for year, zh in (("24", "不能小于 "), ("99999", "不能大于 "), ("x", "应为整数")):
        answers = told("POST", "/api/v1/check", files=files, data={"year": year})
        assert answers["zh"][0] == "year"
        assert answers["zh"][1].startswith(zh)


def test_a_kind_that_the_table_lacks_is_told_all_the_same() -> None:
    found = {"type": "uuid_parsing", "loc": ("body", "a"), "ctx": {"error": "x"}, "msg": "bad"}

    assert tell_request_fault(found, "zh") == ("a", "格式不符合要求")


def test_the_place_of_a_sign_in_is_worded(told: Callable[..., dict[str, Told]]) -> None:
    answers = told("POST", "/api/v1/token", 403, json={"name": "王", "password": PASSWORD + "x"})

    assert (answers["zh"][0], answers["en"][0]) == ("登录", "sign-in")


def _raw(office: Office, request: bytes) -> str:
    at = urlsplit(office.url)
    with socket.create_connection((at.hostname or "", at.port or 0), timeout=10) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(4096), b"")).decode()


def test_what_is_no_http_is_told_in_words_of_ours(office: Office) -> None:
    answer = _raw(office, b"FOO /api/v1/check HTTP/1.1\r\nHost: a\r\n\r\n")

    assert answer.endswith('{"detail": "不是有效的 HTTP 请求"}')


def test_an_address_that_leads_out_of_a_folder_is_not_there(office: Office) -> None:
    with office.client("王") as client:
        cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    head = f"Host: {urlsplit(office.url).netloc}\r\nCookie: {cookies}\r\nConnection: close"

    answer = _raw(office, f"GET /static/../x HTTP/1.1\r\n{head}\r\n\r\n".encode())

    assert answer.startswith("HTTP/1.1 404 ")
    assert answer.endswith('{"detail":"没有这个地址"}')


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("/x", "没有这个地址"),
        ("/en/x", "not found"),
        ("/files/nothing/zh/a.docx", "报告 nothing：没有这份报告；请从列表中选择"),
        (
            "/files/nothing/en/a.docx",
            "report nothing: there is no such report; choose one of the list",
        ),
    ],
)
def test_an_address_that_is_not_there_is_told(office: Office, path: str, detail: str) -> None:
    with office.client("王") as client:
        answer = client.get(path)

    assert (answer.status_code, answer.json()["detail"]) == (404, detail)
