"""What is stored of a message is its code and parameters: it is told in any language later."""

import json

import pytest
from jushi.errors import DocumentError, ModelError, StoreError
from jushi.messages import LibraryWords, Message
from jushi.stored_messages import dump_message, load_message

_UNKNOWN = Message("document_notices.unknown_author")
_MESSAGES = [
    Message("document_notices.macros"),
    Message("document_notices.comment", author=_UNKNOWN, text="请核"),
    DocumentError("documents.empty", place="a: b; c.docx").message,
    StoreError("services.no_such_report", place=Message("places.report", name="0f3a")).message,
    DocumentError("files.unreadable", place="a", reason=LibraryWords("Permission denied")).message,
    DocumentError("workers.too_slow", place="a.pdf", seconds=2.5).message,
    DocumentError("documents.path_leads_out", place="a.zip", entry="../'b'\ud835").message,
    ModelError(
        "services.figure_problem",
        place="f.csv",
        problem=DocumentError("documents.damaged", place="x").told_problem,
    ).message,
]  # fmt: skip


@pytest.mark.parametrize("message", _MESSAGES, ids=lambda message: message.code)
def test_a_message_is_told_as_before_in_both_languages(message: Message) -> None:
    stored = dump_message(message)
    again = load_message(stored)

    assert isinstance(again, Message)
    assert [again.render("zh"), again.render("en")] == [message.render("zh"), message.render("en")]
    assert dump_message(again) == stored


def test_a_message_that_would_grow_with_every_level_is_not_told() -> None:
    message = Message("document_notices.macros")
    for _ in range(12):
        message = Message("figure_notices.maybe_percent", value=message, suggestion="1")

    stored = dump_message(message)

    assert load_message(stored) == stored


def test_what_is_stored_holds_no_words_of_the_catalogue() -> None:
    error = DocumentError("documents.damaged", place="报告.docx")

    stored = dump_message(error.message)

    assert json.loads(stored)["parameters"]["place"] == "报告.docx"
    assert "is damaged" not in stored
    assert "已损坏" not in repr(json.loads(stored))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "r: 连不上；请稍后继续",
        "page 3 is empty",
        "{",
        "12",
        '"text"',
        "{}",
        '{"library": "Permission denied"}',
        '{"code": "documents.no_such_code", "parameters": {}}',
        '{"code": "no_subject.damaged", "parameters": {}}',
        '{"code": "../library_words.Extra data", "parameters": {}}',
        '{"code": "document_notices.comment", "parameters": {"author": "a"}}',
        '{"code": "document_notices.comment", "parameters": {"author": "a", "text": null}}',
        '{"code": "workers.too_slow", "parameters": {"seconds": "long"}}',
        "[" * 200,
        '{"code":' * 200,
    ],
)
def test_a_line_of_another_version_stays_as_it_is(line: str) -> None:
    assert load_message(line) == line
    assert dump_message(load_message(line)) == line
