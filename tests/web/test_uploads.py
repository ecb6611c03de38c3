"""Files between browser and handlers: whose they are, how long they stay, who may ask for them."""

import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from jushi.errors import DocumentError
from jushi.web.uploads import Uploads

from tests.web.office import Office, open_office

_CONTENT = "机密".encode()


@pytest.fixture
def uploads(tmp_path: Path) -> Iterator[Uploads]:
    opened = Uploads(tmp_path / "uploads")
    yield opened
    opened.close()


def test_a_file_is_its_owners_alone_until_it_is_dropped(uploads: Uploads) -> None:
    path = uploads.keep("王", "材料.txt", _CONTENT)

    taken = uploads.take("王", path)
    assert (taken.name, taken.content) == ("材料.txt", _CONTENT)
    assert uploads.find("李", path) is None
    uploads.drop("李", [path])
    assert path.exists()
    uploads.drop("王", [path])
    assert not path.exists()
    with pytest.raises(DocumentError) as caught:
        uploads.take("王", path)
    assert str(caught.value) == "材料.txt: is not here any more; choose the file again"


def test_nobody_else_on_the_machine_reads_what_is_uploaded(uploads: Uploads) -> None:
    path = uploads.keep("王", "a.txt", _CONTENT)

    def modes(path: Path) -> Iterator[int]:
        yield stat.S_IMODE(path.stat().st_mode)
        if path != uploads.folder.parent:
            yield from modes(path.parent)

    assert [oct(mode) for mode in modes(path)] == ["0o600", *["0o700"] * 4]


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "../../../../etc/passwd", "", ".", "\0", "http://127.0.0.1/x", "a" * 5000],
)
def test_no_other_path_is_a_file_of_somebody(uploads: Uploads, path: str) -> None:
    assert uploads.find("王", path) is None
    assert uploads.find("王", f"{uploads.keep('王', 'a.txt', b'')}/../../../../{path}") is None


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/报告.docx", "报告.docx"),
        ("C:\\文件\\报告.docx", "报告.docx"),
        ("..", "file"),
        ("", "file"),
        ("a\0b\n.txt", "ab.txt"),
        ("长" * 300 + ".xlsx", "长" * 65 + ".xlsx"),
        ("." + "长" * 300, "长" * 66),
        ("\ud800.txt", "txt"),
    ],
)
def test_a_name_is_one_that_any_file_system_takes(uploads: Uploads, name: str, kept: str) -> None:
    path = uploads.keep("王", name, b"1")

    assert path.name == kept
    assert uploads.take("王", path).content == b"1"


def test_what_nobody_takes_over_is_gone_after_two_hours(uploads: Uploads) -> None:
    old, newer = uploads.keep("王", "a.txt", b""), uploads.keep("王", "b.txt", b"")
    past = time.time() - 2 * 3600 - 1
    os.utime(old.parent, (past, past))

    uploads.keep("李", "c.txt", b"")

    assert (old.exists(), newer.exists()) == (False, True)


def test_one_person_fills_no_disk(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads", most_bytes=10)
    other = uploads.keep("李", "a.txt", b"12345678")
    first, second, third = (uploads.keep("王", f"{n}.txt", b"1234") for n in range(3))

    assert [path.exists() for path in (first, second, third, other)] == [False, True, True, True]
    uploads.close()


def test_what_a_killed_server_left_is_removed_and_what_a_running_one_has_stays(
    tmp_path: Path,
) -> None:
    running = Uploads(tmp_path)
    kept = running.keep("王", "a.txt", _CONTENT)
    left = tmp_path / "tmpkilled" / "owner" / "file"
    left.mkdir(parents=True)
    (left / "b.txt").write_bytes(_CONTENT)

    newer = Uploads(tmp_path)

    assert not left.exists()
    assert kept.read_bytes() == _CONTENT
    running.close()
    newer.close()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


def send(client: httpx.Client, below: str = "") -> str:
    files = {"files": ("材料.txt", _CONTENT)}
    answer = client.post(f"{below}/gradio_api/upload", files=files)
    assert answer.status_code == 200, answer.text
    (path,) = answer.json()
    return str(path)


def join(client: httpx.Client, path: Any) -> int:
    given = {"path": path, "meta": {"_type": "gradio.FileData"}}
    sent = {"data": [[given], None, None], "fn_index": 0, "session_hash": "abc"}
    return client.post("/gradio_api/queue/join", json=sent).status_code


@pytest.mark.slow
@pytest.mark.parametrize("below", ["", "/en"], ids=["zh", "en"])
def test_a_user_reads_no_other_users_upload(office: Office, below: str) -> None:
    with office.client("王") as wang, office.client("李") as li, office.client() as nobody:
        path = send(wang, below)
        address = f"{below}/gradio_api/file={quote(path)}"
        own, other, none = (client.get(address) for client in (wang, li, nobody))

    assert (own.status_code, own.content) == (200, _CONTENT)
    assert "attachment" in own.headers["content-disposition"]
    assert (other.status_code, none.status_code) == (404, 401)


def test_a_handler_is_given_own_uploads_only(office: Office) -> None:
    (office.folder / "settings.env").write_text("OPENAI_API_KEY=secret")
    with office.client("王") as wang, office.client("李") as li:
        path = send(wang)

        assert join(wang, path) == 200
        assert join(li, path) == 403
        for other in (
            "/etc/passwd",
            str(office.folder / "settings.env"),
            "settings.env",
            f"{path}/../../../lock",
            "http://127.0.0.1:1/x",
        ):
            assert join(wang, other) == 403, other


def test_what_is_no_file_is_refused(office: Office) -> None:
    with office.client("王") as wang:
        config = wang.get("/config").json()
        parts = {c["id"]: c["type"] for c in config["components"]}
        handlers = {h["id"]: [parts[n] for n in h["inputs"]] for h in config["dependencies"]}
        taking = [(handler, kinds) for handler, kinds in handlers.items() if "file" in kinds]
        assert taking
        for handler, kinds in taking:
            for given in (5, "x", {"a": 1}, [5], [None], [[]], {"path": 5}):
                data: list[Any] = [None] * len(kinds)
                data[kinds.index("file")] = given
                sent = {"data": data, "fn_index": handler, "session_hash": "abc"}
                answer = wang.post("/gradio_api/queue/join", json=sent)
                assert answer.status_code == 400, (handler, given, answer.text)


def test_a_form_that_cannot_be_read_is_told_in_the_language_of_the_page(office: Office) -> None:
    cut = {"content": b"x", "headers": {"content-type": "multipart/form-data"}}
    with office.client("王") as wang:
        chinese = wang.post("/gradio_api/upload", **cut)
        english = wang.post("/en/gradio_api/upload", **cut)

    assert (chinese.status_code, english.status_code) == (400, 400)
    assert chinese.json() == {"detail": "表单数据不完整或已损坏"}
    assert english.json()["detail"].isascii()


@pytest.mark.parametrize("below", ["", "/en"], ids=["zh", "en"])
def test_an_open_page_is_one_persons_alone(office: Office, below: str) -> None:
    api, name = f"{below}/gradio_api", f"page-of-wang{len(below)}"
    event = {"data": [None] * 3, "fn_index": 0, "session_hash": name}
    with office.client("王") as wang, office.client("李") as li:
        assert wang.post(f"{api}/queue/join", json=event).status_code == 200

        assert li.get(f"{api}/queue/data", params={"session_hash": name}).status_code == 404
        assert li.get(f"{api}/heartbeat/{name}").status_code == 404
        assert li.post(f"{api}/queue/join", json=event).status_code == 400
        ended = {"session_hash": name, "fn_index": 0, "event_id": "x"}
        assert li.post(f"{api}/cancel", json=ended).status_code == 400
        assert wang.post(f"{api}/cancel", json=ended).status_code == 200
        with wang.stream("GET", f"{api}/queue/data", params={"session_hash": name}) as answer:
            assert answer.status_code == 200


@pytest.mark.parametrize(
    "sent",
    [b"{", b"\xff", b"[" * 200_000 + b"]" * 200_000, b""],
    ids=["cut", "no-text", "deep", "nothing"],
)
def test_an_event_that_is_no_json_is_refused(office: Office, sent: bytes) -> None:
    with office.client("王") as client:
        headers = {"Content-Type": "application/json"}
        answer = client.post("/gradio_api/queue/join", content=sent, headers=headers)

        assert answer.status_code == 400
        assert client.get("/config").status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/gradio_api/deep_link?session_hash=abc"),
        ("GET", "/gradio_api/file/etc/passwd"),
        ("GET", "/gradio_api/file=http://127.0.0.1:1/x"),
        ("GET", "/gradio_api/proxy=http://127.0.0.1:1/x"),
        ("GET", "/en/gradio_api/proxy=http://127.0.0.1:1/x"),
        ("GET", "/gradio_api/vibe-code"),
        ("GET", "/monitoring"),
        ("POST", "/gradio_api/component_server"),
        ("POST", "/gradio_api/process_recording"),
        ("POST", "/gradio_api/run/predict"),
        ("POST", "/gradio_api/call/predict"),
        ("POST", "/en/gradio_api/api/predict"),
    ],
)
def test_what_the_page_does_not_need_is_not_there(office: Office, method: str, path: str) -> None:
    with office.client("孙") as client:
        assert client.request(method, path).status_code == 404


def test_the_progress_of_an_upload_tells_no_name(office: Office) -> None:
    with office.client("王") as wang, office.client("李") as li:
        files = {"files": ("机密.txt", _CONTENT)}
        wang.post("/gradio_api/upload?upload_id=u1", files=files)

        told = li.get("/gradio_api/upload_progress?upload_id=u1").text

    assert told == 'data: {"msg": "done"}\n\n'


@pytest.mark.slow
def test_uploads_are_gone_when_the_server_ends(tmp_path: Path) -> None:
    with open_office(tmp_path) as office, office.client("王") as client:
        assert Path(send(client)).exists()

    assert list((tmp_path / "uploads").iterdir()) == []
