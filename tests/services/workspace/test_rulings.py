"""What people decided on a stored report, as the exported check report shows it."""

import io
import json
import re
import zipfile
from dataclasses import replace

import pytest
from jushi.documents import read_document
from jushi.messages import Language
from jushi.revision import Store
from jushi.services.workspace import Actor, Workspace
from openpyxl import load_workbook

from tests.services.conftest import ACTOR, NOON

WHY = "以市里通报为准"


@pytest.fixture
def report(store: Store) -> str:
    """A drafted report in which a wrong number, 51项, stands by a person's word."""
    ws = Workspace(store, "r", ACTOR)
    opened = ws.open()
    items = [item for one in ws.check.passes(opened) for item in one.items]
    right = next(item for item in items if item.text == "15项")
    ws.check.mend(right.id, "51项")
    opened = ws.open()
    for item in ws.check.blocking(opened):
        ws.check.decide(item.id, "accepted", WHY)
    return "r"


def exported(store: Store, report: str, name: str) -> bytes:
    file = Workspace(store, report, ACTOR).export.file(name)
    assert file is not None
    return file.content


@pytest.mark.parametrize(("language", "told"), [("zh", "本机用户"), ("en", "this computer")])
def test_who_works_where_nobody_signs_in_is_told_in_words(
    store: Store, report: str, language: Language, told: str
) -> None:
    ws = Workspace(store, report, replace(ACTOR, name=Actor.LOCAL, language=language))
    items = [item for one in ws.check.passes(ws.open()) for item in one.items]
    accepted = next(item for item in items if item.text == "51项")
    ws.check.withdraw(accepted.id)
    ws.check.decide(accepted.id, "accepted", WHY)

    page = ws.export.file("check.html")

    assert page is not None
    assert told in page.content.decode()
    assert "local" not in page.content.decode()


def test_an_accepted_number_does_not_hold_the_report_back(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    assert ws.check.blocking(ws.open()) == ()
    assert exported(store, report, "report.docx")


def test_the_check_as_json_tells_who_accepted_a_number_and_why(store: Store, report: str) -> None:
    told = json.loads(exported(store, report, "check.json"))

    (number,) = [m for m in told["mentions"] if m["text"] == "51项"]
    assert number["status"] == "error"
    assert number["decision"] == {
        "kind": "accepted",
        "who": "沈墨",
        "time": NOON.isoformat(),
        "reason": WHY,
    }
    assert told["summary"]["accepted"] == told["summary"]["error"] + sum(
        f["status"] == "error" for f in told["findings"]
    )
    assert {m["decision"] for m in told["mentions"] if m["status"] == "ok"} == {None}


def test_the_check_as_a_page_lists_what_stands_by_a_persons_word(store: Store, report: str) -> None:
    page = exported(store, report, "check.html").decode()

    assert "由人工认可" in page
    rows = re.findall(r"<tr>(.*?)</tr>", page.split("人工认定</h2>")[1])
    row = next(row for row in rows if "51项" in row)
    assert all(word in row for word in ("人工认可", "沈墨", NOON.isoformat(), WHY))
    assert re.search(r'class="n review"[^>]*>51项<', page)


def test_the_check_as_a_workbook_names_who_decided(store: Store, report: str) -> None:
    book = load_workbook(io.BytesIO(exported(store, report, "check.xlsx")))

    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    row = next(row for row in rows if row[0] == "51项")
    assert rows[0][-1] == "核对人"
    assert row[-1] == f"人工认可 · 沈墨 · {NOON.isoformat()} · {WHY}"


def test_what_was_accepted_is_no_erratum_and_is_told_in_the_review_copy(
    store: Store, report: str
) -> None:
    errata = read_document("errata.docx", exported(store, report, "errata.docx"))
    review = zipfile.ZipFile(io.BytesIO(exported(store, report, "review.docx")))

    assert "51项" not in errata.text
    comments = review.read("word/comments.xml").decode()
    assert WHY in comments


def test_the_same_check_is_the_same_file(store: Store, report: str) -> None:
    first, second = (exported(store, report, "check.xlsx") for _ in range(2))

    assert first == second
    parts = zipfile.ZipFile(io.BytesIO(first))
    assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_word_that_is_taken_back_counts_as_wrong_again(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    opened = ws.open()
    items = [item for one in ws.check.passes(opened) for item in one.items]
    accepted = next(item for item in items if item.text == "51项")

    ws.check.withdraw(accepted.id)

    told = json.loads(exported(store, report, "check.json"))
    assert [m["decision"] for m in told["mentions"] if m["text"] == "51项"] == [None]
