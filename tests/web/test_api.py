"""The API over real HTTP: the same jobs as the command line, one-line faults, nobody else's."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from jushi.documents import read_document
from jushi.services import SourceFile, check_report, render_check_report
from jushi.settings import load_settings
from jushi.web import AppContext, Setup, build_server

from tests.web.office import PASSWORD, Office, open_office, running

SAMPLE = Path(__file__).parents[2] / "knowledge" / "sample"
FIGURES = SAMPLE / "figures-2024.xlsx"
PAST = SAMPLE / "report-2023.txt"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture(scope="module")
def alone(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server that asks nobody to sign in, on the same store."""
    home = tmp_path_factory.mktemp("alone")
    app_context = AppContext(office.store, Setup(load_settings({"JUSHI_HOME": str(home)})))
    with (
        running(build_server(app_context)) as url,
        httpx.Client(base_url=url, timeout=60, trust_env=False) as client,
    ):
        yield client


def sent(**files: Path) -> dict[str, tuple[str, bytes]]:
    return {name: (path.name, path.read_bytes()) for name, path in files.items()}


def test_check_answers_with_the_record_of_the_command_line(alone: httpx.Client) -> None:
    draft, figures = (SourceFile(p.name, p.read_bytes()) for p in (PAST, FIGURES))

    answer = alone.post("/api/v1/check", files=sent(draft=PAST, figures=FIGURES))

    record = render_check_report(check_report(draft, figures), "json")
    assert answer.status_code == 200
    assert answer.json() == json.loads(record)


def test_figures_are_read_of_an_old_workbook(alone: httpx.Client) -> None:
    old = Path(__file__).parents[1] / "data" / "tables" / "budget.xls"

    answer = alone.post("/api/v1/figures", files=sent(workbook=old)).json()

    cells = {figure["cell"] for figure in answer["figures"]}
    assert "budget.xls:收支!D3" in cells


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "begins"), [("xlsx", b"PK"), ("docx", b"PK"), ("html", b"<!"), ("errata", b"PK")]
)
def test_check_gives_its_report_in_other_forms(
    alone: httpx.Client, form: str, begins: bytes
) -> None:
    answer = alone.post(
        "/api/v1/check", files=sent(draft=PAST, figures=FIGURES), data={"form": form}
    )

    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert "attachment" in answer.headers["content-disposition"]


def test_check_takes_the_year_of_the_report(alone: httpx.Client, tmp_path: Path) -> None:
    draft, figures = tmp_path / "报告.txt", tmp_path / "数据.csv"
    draft.write_text("今年受理行政复议案件66件。", "utf-8")
    figures.write_text("指标,数值,单位,期间\n受理行政复议案件,66,件,2023年\n", "utf-8")

    def errors(year: str) -> int:
        files = sent(draft=draft, figures=figures)
        answer = alone.post("/api/v1/check", files=files, data={"year": year})
        return int(answer.json()["summary"]["error"]) if answer.is_success else -1

    assert [errors(year) for year in ("2023", "2025", "24")] == [0, 1, -1]


def test_draft_gives_sentences_and_their_check(alone: httpx.Client) -> None:
    answer = alone.post("/api/v1/draft", files=sent(figures=FIGURES, knowledge=PAST)).json()

    sentences = [s for section in answer["sections"] for s in section["sentences"]]
    assert answer["year"] == 2024
    assert answer["check"]["summary"]["error"] == 0
    assert any(sentence["figures"] for sentence in sentences)
    left_out = [one for section in answer["sections"] for one in section["left_out"]]
    assert any("沈岳衡" in one["text"] and one["reasons"] for one in left_out)
    assert not any("沈岳衡" in sentence["text"] for sentence in sentences)


@pytest.mark.slow
def test_draft_and_export_give_files_that_word_opens(alone: httpx.Client) -> None:
    drafted = alone.post(
        "/api/v1/draft", files=sent(figures=FIGURES, knowledge=PAST), data={"form": "docx"}
    )
    files = sent(figures=FIGURES) | {"draft": ("报告.docx", drafted.content)}
    packed = alone.post("/api/v1/export", files=files, data={"form": "zip"})

    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(drafted.content)).namelist()
    assert packed.headers["jushi-wrong-numbers"] == "0"
    assert zipfile.ZipFile(io.BytesIO(packed.content)).testzip() is None


def test_figures_gives_rows_with_their_cells_and_problems(alone: httpx.Client) -> None:
    workbook = "指标,数值,单位\n甲,1.50,件\n乙,十二x,件\n".encode()

    answer = alone.post("/api/v1/figures", files={"workbook": ("f.csv", workbook)}).json()

    row = answer["figures"][0]
    assert (row["indicator"], row["value"], row["cell"]) == ("甲", "1.50", "f.csv:B2")
    assert any(problem["is_error"] for problem in answer["problems"])


@pytest.mark.parametrize(
    ("files", "status", "place"),
    [
        ({"figures": ("f.csv", b"x")}, 422, "draft"),
        ({"draft": ("a.exe", b"MZ"), "figures": ("f.csv", b"x")}, 415, "a.exe"),
        ({"draft": ("a.docx", b"PK\x03\x04"), "figures": ("f.csv", b"x")}, 422, None),
        ({"draft": ("../../<b>.txt", b"1"), "figures": ("f.csv", b"x")}, 422, None),
        ({"draft": ("a.txt", b""), "figures": ("f.csv", "指标,数值\n甲,1".encode())}, 422, "a.txt"),
    ],
    ids=["missing", "kind", "damaged", "hostile name", "empty"],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_cannot_be_used_is_told_in_one_line(
    alone: httpx.Client, files: dict[str, Any], status: int, place: str | None, language: str
) -> None:
    answer = alone.post(f"/api/v1/check?language={language}", files=files)

    told = answer.json()
    assert answer.status_code == status
    assert set(told) == {"place", "problem", "remedy"}
    assert all(told.values())
    assert place in (None, told["place"])
    assert "\n" not in "".join(told.values())
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("PUT", "/api/v1/check", 405),
        ("GET", "/api/v1/reports/0000/figures", 404),
        ("GET", "/api/v1/reports/0%0A0/figures", 404),
        ("GET", "/api/%0A", 404),
    ],
)
def test_an_address_that_is_not_there_is_told_as_json(
    alone: httpx.Client, method: str, path: str, status: int
) -> None:
    answer = alone.request(method, path)

    assert answer.status_code == status
    assert set(answer.json()) == {"place", "problem", "remedy"}
    assert ("allow" in answer.headers) == (status == 405)


def test_a_request_without_its_length_is_refused(alone: httpx.Client) -> None:
    def endless() -> Iterator[bytes]:
        yield b"x"

    assert alone.post("/api/v1/check", content=endless()).status_code == 411


@pytest.mark.parametrize(
    ("name", "status"),
    [("localhost:7860", 200), ("[::1]:7860", 200), ("elsewhere.example", 421), ("[", 421)],
)
def test_without_sign_in_the_server_answers_to_its_own_name_alone(
    alone: httpx.Client, name: str, status: int
) -> None:
    assert alone.get("/healthz", headers={"Host": name}).status_code == status


def test_changing_a_figure_changes_the_sentences_that_tell_it(office: Office) -> None:
    address = f"/api/v1/reports/{office.report}"
    with office.client("王") as client:
        row = next(
            r
            for r in client.get(f"{address}/figures").json()
            if r["sections"] and r["value"] and not r["formula"] and r["value"].isdigit()
        )
        edit = {"figure": row["id"], "field": "value", "typed": str(int(row["value"]) + 1)}

        looked = client.patch(f"{address}/figures", json={"edits": [edit], "only_preview": True})
        between = client.get(f"{address}/figures").json()
        kept = client.patch(f"{address}/figures", json={"edits": [edit]})
        after = client.get(f"{address}/figures").json()

    assert (looked.json()["is_stored"], kept.json()["is_stored"]) == (False, True)
    assert looked.json()["effects"] == kept.json()["effects"] != []
    assert next(r["value"] for r in between if r["id"] == row["id"]) == row["value"]
    assert next(r["value"] for r in after if r["id"] == row["id"]) == edit["typed"]


@pytest.mark.parametrize(
    ("edit", "status"),
    [
        ({"figure": "nothing", "field": "value", "typed": "1"}, 422),
        ({"figure": "", "field": "colour", "typed": "1"}, 422),
    ],
)
def test_an_edit_of_what_is_not_there_is_refused(
    office: Office, edit: dict[str, str], status: int
) -> None:
    with office.client("王") as client:
        answer = client.patch(f"/api/v1/reports/{office.report}/figures", json={"edits": [edit]})

    assert answer.status_code == status
    assert set(answer.json()) == {"place", "problem", "remedy"}


def test_a_cell_that_cannot_be_read_is_told_and_stores_nothing(office: Office) -> None:
    address = f"/api/v1/reports/{office.report}/figures"
    with office.client("王") as client:
        before = client.get(address).json()
        edit = {"figure": before[0]["id"], "field": "value", "typed": "约莫"}
        answer = client.patch(address, json={"edits": [edit]})

        assert answer.status_code == 422
        assert before[0]["id"] in answer.json()["place"]
        assert client.get(address).json() == before


@pytest.mark.slow
@pytest.mark.parametrize("name", ["report.docx", "report.pdf", "package.zip", "check.json"])
def test_the_files_of_a_report_can_be_fetched(office: Office, name: str) -> None:
    with office.client("王") as client:
        answer = client.get(f"/api/v1/reports/{office.report}/export/{name}")

    assert answer.status_code == 200
    assert len(answer.content) > 1000


@pytest.mark.parametrize(
    ("name", "sees", "status"),
    [("王", 1, 200), ("孙", 1, 200), ("赵", 1, 200), ("李", 0, 404), ("钱", 0, 404)],
    ids=["owner", "administrator", "asked reviewer", "another drafter", "reviewer not asked"],
)
def test_only_who_may_read_a_report_finds_it(
    office: Office, name: str, sees: int, status: int
) -> None:
    address = f"/api/v1/reports/{office.report}"
    edit = {"figure": "x", "field": "value", "typed": "1"}
    with office.client(name) as client:
        listed = client.get("/api/v1/reports").json()
        found = [client.get(f"{address}/{part}") for part in ("figures", "check")]
        found.append(client.get(f"{address}/export/check.json"))
        changed = client.patch(f"{address}/figures", json={"edits": [edit]})
        nowhere = client.get("/api/v1/reports/0000/check")

    assert len(listed) == sees
    assert {answer.status_code for answer in found} == {status}
    if not sees:
        assert changed.status_code == 404
        assert found[1].text.replace(office.report, "0000") == nowhere.text


def test_a_reviewer_may_not_change_figures(office: Office) -> None:
    address = f"/api/v1/reports/{office.report}/figures"
    with office.client("赵") as client:
        row = client.get(address).json()[0]
        edit = {"figure": row["id"], "field": "unit", "typed": "亿个"}
        answer = client.patch(address, json={"edits": [edit]})

        assert (answer.status_code, client.get(address).json()[0]) == (403, row)


def test_a_token_opens_what_a_password_opens(office: Office) -> None:
    with office.client() as client:
        wrong = client.post("/api/v1/token", json={"name": "王", "password": "wrong"})
        token = client.post("/api/v1/token", json={"name": "王", "password": PASSWORD}).json()
        bearer = {"Authorization": f"Bearer {token['token']}"}
        listed = client.get("/api/v1/reports", headers=bearer)
        basic = client.get("/api/v1/reports", auth=(b"\xe7\x8e\x8b", PASSWORD))
        nobody = client.get("/api/v1/reports")

    assert (wrong.status_code, listed.status_code, basic.status_code) == (403, 200, 200)
    assert [report["id"] for report in listed.json()] == [office.report]
    assert nobody.status_code == 401
    assert set(nobody.json()) == {"place", "problem", "remedy"}


def test_the_layout_of_a_stored_report_is_chosen_over_the_api(office: Office) -> None:
    address = f"/api/v1/reports/{office.report}/export"
    with office.client("王") as client:
        figure = client.get(f"/api/v1/reports/{office.report}/figures").json()[0]["id"]
        words = {"mode": "red_head", "signatories": "张三、李四", "secrecy": "机密★1年"}
        words |= {"issuer": "禾溪县司法局文件", "document_number": "禾司〔2025〕3号"}
        chosen = client.put(address, data=words | {"has_anchors": "false", "charts": figure})
        content = client.get(f"{address}/report.docx").content
        unknown = client.put(address, data={"charts": "没有的指标"})
        kept = client.get(address).json()
        emptied = client.put(address, data={"mode": "material"}).json()

    assert (chosen.status_code, unknown.status_code) == (200, 422)
    assert kept == chosen.json()
    assert (kept["charts"], kept["has_anchors"]) == ([[figure]], False)
    text = read_document("a.docx", content).text
    assert "机密★1年" in text and "张三\t李四" in text
    assert (emptied["signatories"], emptied["charts"]) == ("", [])


def test_an_export_says_what_the_form_does(alone: httpx.Client) -> None:
    files = sent(draft=PAST, figures=FIGURES)
    form = {"mode": "red_head", "issuer": "某县人民政府文件", "document_number": "某政〔2025〕3号"}
    form |= {"signatories": "张三", "has_anchors": "false"}

    content = alone.post("/api/v1/export", files=files, data=form).content

    assert "签发人：\t张三" in read_document("a.docx", content).text
    assert b"customXml" not in content


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_document_describes_every_operation_and_field(office: Office, language: str) -> None:
    with office.client("王") as client:
        document = client.get(f"/api/openapi.json?language={language}").json()
    operations = [one for ways in document["paths"].values() for one in ways.values()]
    inputs = [parameter for one in operations for parameter in one.get("parameters", ())]
    for name, schema in document["components"]["schemas"].items():
        if name.startswith("Body_") or name in (
            "Edit",
            "Edits",
            "Sections",
            "Settling",
            "Credentials",
        ):
            inputs += schema["properties"].values()

    assert {one["operationId"] for one in operations} >= {"check", "draft", "figures", "export"}
    assert [one for one in operations if not (one["summary"] and one["description"])] == []
    assert [one for one in inputs if not one.get("description")] == []


@pytest.mark.slow
def test_the_page_of_the_api_asks_no_other_host(alone: httpx.Client) -> None:
    page = alone.get("/api/").text

    assert "/api/v1/check" in page
    assert "<script" not in page
    assert "src=" not in page
