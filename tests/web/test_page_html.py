"""What a report tells is never run in the browser of who reads it."""

from collections.abc import Iterator
from pathlib import Path

import gradio as gr
import pytest
from jushi.settings import load_settings
from jushi.store import open_store
from jushi.web import AppContext, Setup
from jushi.web.page import build_page
from jushi.web.page_html import PageHtml
from jushi.web.uploads import Uploads


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[gr.Blocks]:
    folder: Path = tmp_path_factory.mktemp("workspace")
    store = open_store(f"sqlite:///{folder / 'jushi.db'}")
    app_context = AppContext(store, Setup(load_settings({"JUSHI_HOME": str(folder)})))
    yield build_page(app_context, "zh", Uploads(folder / "uploads"))
    store.close()


def test_each_part_with_a_template_escapes_what_it_shows(page: gr.Blocks) -> None:
    parts = [part for part in page.blocks.values() if isinstance(part, gr.HTML)]

    assert len(parts) > 20
    assert [part.elem_id for part in parts if not isinstance(part, PageHtml)] == []


@pytest.mark.parametrize(
    ("told", "sent"),
    [
        ("${fetch(1)}", "\\${fetch(1)}"),
        ("C:\\new", "C:\\\\new"),
        ({"rows": [{"t": "$1"}, 2, None, True]}, {"rows": [{"t": "\\$1"}, 2, None, True]}),
        (("一\\u4e00", "15项"), ["一\\\\u4e00", "15项"]),
    ],
)
def test_what_runs_between_backticks_is_escaped_at_any_depth(told: object, sent: object) -> None:
    assert PageHtml(html_template="{{value}}").postprocess(told) == sent
