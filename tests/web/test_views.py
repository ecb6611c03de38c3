"""What the page shows, without a browser."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from jushi.error_telling import tell_error
from jushi.errors import DraftError
from jushi.knowledge import DocumentRecord
from jushi.messages import Language
from jushi.services.workspace import CheckPass, OpenReport
from jushi.settings import load_settings
from jushi.store import open_store
from jushi.stored_messages import dump_message
from jushi.text import Mark, Sentence
from jushi.web import AppContext, Setup, build_server
from jushi.web.marked_text import card, paint
from jushi.web.tabs.draft.revise_panel import change_name
from jushi.web.tabs.sources.views import shelf_view
from jushi.web.views import progress_view, state_of
from starlette.testclient import TestClient


@pytest.fixture(scope="module")
def app_context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppContext]:
    folder: Path = tmp_path_factory.mktemp("workspace")
    store = open_store(f"sqlite:///{folder / 'jushi.db'}")
    yield AppContext(store, Setup(load_settings({"JUSHI_HOME": str(folder)})))
    store.close()


@pytest.fixture(scope="module")
def opened(app_context: AppContext) -> OpenReport:
    return app_context.workspace(app_context.sample("zh").id).open()


def test_the_sample_is_made_once(app_context: AppContext) -> None:
    assert app_context.sample("zh").id == app_context.sample("zh").id
    assert len(app_context.reports()) == 1


def test_painted_lines_give_the_text_back(opened: OpenReport) -> None:
    assert opened.draft and opened.result

    lines = paint(opened.draft, opened.result, "zh")

    told = "\n".join("".join(piece["t"] for piece in line["pieces"]) for line in lines)
    assert told == "\n".join(line for line in opened.draft.text().split("\n") if line.strip())
    ids = [p["id"] for line in lines for p in line["pieces"] if p["id"] >= 0]
    assert ids == list(range(len(opened.result.verdicts)))


def test_the_card_of_a_number_names_indicator_cell_and_last_year(opened: OpenReport) -> None:
    assert opened.result
    verdict = next(v for v in opened.result.verdicts if v.mention.text == "15项")

    shown = card(verdict, opened.table, "en")

    rows = {row["name"]: row["value"] for row in shown["rows"]}  # type: ignore[index,union-attr]
    assert rows["indicator"] == "县政府常务会议研究法治议题"
    assert rows["last year"] == "13项"
    assert rows["source"] == "figures-2024.xlsx:数据一!C2"


def test_all_is_proven_only_where_nothing_is_open(
    app_context: AppContext, opened: OpenReport
) -> None:
    """One gap, one sentence that nothing vouches for, or one open remark, and it is not."""
    assert opened.draft
    clean = [
        replace(s, marks=(), is_carried_over=False, text=s.text.replace("【待补：文号】", ""))
        for s in opened.draft.lead
    ]
    lead = replace(opened.draft.lead, sentences=tuple(clean))

    def state(*sentences: Sentence, passes: Sequence[CheckPass] = ()) -> tuple[str, str]:
        section = replace(lead, sentences=(*lead.sentences, *sentences))
        draft = replace(opened.draft, lead=section, sections=())
        return state_of(replace(opened, draft=draft), passes, "zh")

    assert state() == ("clean", "全部有据")
    assert state(Sentence("另【待补：文号】。")) == ("review", "数字有据，1 处待过目")
    unvouched = Sentence("另有安排。", marks=(Mark.of_unvouched("另有安排。", "没有出处"),))
    assert state(unvouched) == ("review", "数字有据，1 处待过目")
    passes = app_context.workspace(opened.report.id).check.passes(opened)
    assert state_of(opened, passes, "zh")[0] == "review"


def test_a_finished_draft_shows_no_bar(opened: OpenReport) -> None:
    assert progress_view(opened, "zh")["running"] is False


def test_a_failed_draft_is_told_in_the_language_of_the_page(opened: OpenReport) -> None:
    fault = DraftError("services.drafting_broke_off", place="a: b; c", losses=4)
    failed = _failed(opened, dump_message(fault.message))

    chinese, english = progress_view(failed, "zh"), progress_view(failed, "en")

    assert tell_error(fault, "zh") in chinese["text"]
    assert tell_error(fault, "en") in english["text"]
    assert [row["text"] for row in chinese["failed"]] == [tell_error(fault, "zh")]
    assert [row["text"] for row in english["failed"]] == [tell_error(fault, "en")]


def test_a_failure_that_an_older_version_stored_is_shown_as_it_is(opened: OpenReport) -> None:
    line = "a: b; c：起草接连中断 4 次；请继续起草"

    for language in get_args(Language):
        view = progress_view(_failed(opened, line), language)

        assert line in view["text"]
        assert [row["text"] for row in view["failed"]] == [line]


def _failed(opened: OpenReport, stored: str) -> OpenReport:
    assert opened.job is not None
    first, *others = opened.job.steps
    steps = (replace(first, state="failed", note=stored), *others)
    return replace(opened, job=replace(opened.job, state="failed", error=stored, steps=steps))


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "report.docx",
        "review.docx",
        "errata.docx",
        "check.html",
        "check.xlsx",
        "check.json",
        "package.zip",
    ],
)
def test_every_file_of_a_report_can_be_taken_away(
    app_context: AppContext, opened: OpenReport, name: str
) -> None:
    client = TestClient(build_server(app_context), base_url="http://127.0.0.1")

    answer = client.get(f"/files/{opened.report.id}/zh/{name}")

    assert answer.status_code == 200
    assert len(answer.content) > 1000
    assert "attachment" in answer.headers["content-disposition"]


@pytest.mark.slow
@pytest.mark.parametrize("path", ["nobody/zh/report.docx", "nobody/fr/report.docx"])
def test_a_report_that_is_not_there_gives_no_file(app_context: AppContext, path: str) -> None:
    client = TestClient(build_server(app_context), base_url="http://127.0.0.1")

    assert client.get(f"/files/{path}").status_code in {404, 422}


def test_documents_that_nobody_knows_stand_first_with_what_is_asked_of_them() -> None:
    known = DocumentRecord(
        id="1", name="台账.txt", sha256="", kind="material", box="facts", year=2024, issuer="",
        title="台账", status="effective", superseded_by="", passages=1, flagged=0, removed=(),
        notices=(), added_at="",
    )  # fmt: skip
    unknown = replace(known, id="2", kind="unknown", box="unsorted", asked=("kind", "year"))

    shown, quiet = shelf_view([known, unknown], "zh"), shelf_view([known], "zh")

    assert [box["title"] for box in shown["boxes"]] == ["待确认", "事实材料", "范文·政策"]
    assert shown["boxes"][0]["rows"][0]["notes"] == ["请确认：是什么文件、年份"]
    assert [box["title"] for box in quiet["boxes"]] == ["事实材料", "范文·政策"]


def test_a_change_of_paragraphs_alone_is_named_as_such() -> None:
    assert change_name("changed", is_same=True) == "draft_paragraph"
    assert change_name("changed", is_same=False) == "draft_changed_sentence"
    assert change_name("added", is_same=False) == "draft_added"
