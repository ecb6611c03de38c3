"""What the page's handlers say where nothing could be done; without a browser."""

from collections.abc import Iterator
from pathlib import Path

import gradio as gr
import pytest
from jushi.messages import wordings
from jushi.services.workspace import OpenReport
from jushi.settings import load_settings
from jushi.store import SqlStore, open_store
from jushi.web import AppContext, Setup
from jushi.web.page_context import PageContext
from jushi.web.tabs import check
from jushi.web.tabs.export import charts_of
from jushi.web.uploads import Uploads


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store(f"sqlite:///{tmp_path / 'jushi.db'}")
    yield opened
    opened.close()


@pytest.fixture
def context(store: SqlStore, tmp_path: Path) -> PageContext:
    app_context = AppContext(store, Setup(load_settings({"JUSHI_HOME": str(tmp_path)})))
    uploads = Uploads(tmp_path / "uploads")
    return PageContext(
        app_context, "zh", wordings("page", "zh"), uploads, gr.State(""), gr.State("")
    )


def _damage(store: SqlStore, folder: Path) -> None:
    store.close()
    for file in folder.glob("jushi.db*"):
        file.write_bytes(b"no database" * 1000)


def test_a_report_that_is_not_there_shows_as_none(context: PageContext) -> None:
    assert context.find("0000") is None


def test_a_damaged_database_is_not_shown_as_a_missing_report(
    context: PageContext, store: SqlStore, tmp_path: Path
) -> None:
    _damage(store, tmp_path)

    with pytest.raises(gr.Error, match="它已损坏"):
        context.find("0000")


@pytest.mark.parametrize("work", [check._confirm, check._accept, check._withdraw, check._mend])
def test_what_is_done_to_a_missing_report_is_not_told_as_done(
    context: PageContext, work: check._Work
) -> None:
    with pytest.raises(gr.Error, match="没有这份报告"):
        check._acting(context, work)("0000", "item", "会议纪要")


@pytest.mark.slow
def test_what_is_done_without_a_choice_is_not_told_as_done(context: PageContext) -> None:
    report = context.app_context.sample("zh").id

    with pytest.raises(gr.Error, match="没有选中"):
        check._acting(context, check._confirm)(report, "", "")


def test_charts_of_a_missing_report_are_not_kept(context: PageContext) -> None:
    with pytest.raises(gr.Error, match="没有这份报告"):
        charts_of(context.open("0000"), ["norm_total"])


@pytest.mark.slow
def test_the_chosen_report_is_opened(context: PageContext) -> None:
    report = context.app_context.sample("zh").id

    opened = context.open(report)

    assert isinstance(opened, OpenReport)
    assert opened.report.id == report
