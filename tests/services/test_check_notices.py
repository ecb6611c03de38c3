"""What the reader of a draft mended or left out is told where its check is read."""

import json

import pytest
from jushi.services import SourceFile, check_report, render_check_report

from tests.documents.word_files import paragraph, word_file

_FIGURES = SourceFile("f.csv", "指标,数值,单位,期间\n受理案件,12,件,2023年\n".encode())
_TEXT = "2023年，受理案件12件{}。"
_CHINESE = "? {}：1 个损坏的字符已替换为 \ufffd"
_ENGLISH = "? {}: 1 broken characters were replaced by \ufffd"


@pytest.mark.parametrize(
    "draft",
    [
        SourceFile("a.docx", word_file(paragraph(_TEXT.format("&#xD835;")))),
        SourceFile("a.md", _TEXT.format("\ud835").encode("utf-8", "surrogatepass")),
        SourceFile("a.txt", _TEXT.format("\ud835").encode("utf-8", "surrogatepass")),
        SourceFile(
            "a.html", f"<html><p>{_TEXT}</p>".format("\ud835").encode("utf-8", "surrogatepass")
        ),
    ],
    ids=lambda draft: draft.name,
)
def test_repair_of_the_text_is_told_below_its_check(draft: SourceFile) -> None:
    checked = check_report(draft, _FIGURES)

    chinese = render_check_report(checked, "text", language="zh").decode().splitlines()
    english = render_check_report(checked, "text", language="en").decode().splitlines()

    assert _CHINESE.format(draft.name) in chinese
    assert _ENGLISH.format(draft.name) in english


def test_check_of_a_sound_text_tells_nothing_of_its_reading() -> None:
    checked = check_report(SourceFile("a.docx", word_file(paragraph(_TEXT.format("")))), _FIGURES)

    assert checked.notices == ()
    assert "a.docx" not in render_check_report(checked, "text").decode()
    assert set(json.loads(render_check_report(checked, "json"))) >= {"summary", "findings"}


def test_tracked_changes_of_the_draft_are_told_in_every_form() -> None:
    body = paragraph(
        "<w:r><w:t>2023年，受理案件12</w:t></w:r><w:ins w:id='1' w:author='a'><w:r><w:t>件。</w:t>"
        "</w:r></w:ins>"
    )
    checked = check_report(SourceFile("a.docx", word_file(body)), _FIGURES)

    told = "有修订：1 处插入已作为正文读取，0 处删除未读取"
    assert json.loads(render_check_report(checked, "json"))["notices"] == [told]
    for form in ("text", "html"):
        assert told in render_check_report(checked, form).decode()
