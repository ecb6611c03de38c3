"""The adapter against a real server: whole replies, and every fault told in one line."""

import pytest

from app.errors import ModelError, ReplyError
from app.llm import CancelledError, Message, probe_model
from app.llm.openai_model import OpenAIModel
from tests.llm.scripted_server import Script, keep_slots, serve

ASK = (Message("system", "写公文。"), Message("user", "写一句。"))


def model_at(url: str) -> OpenAIModel:
    return OpenAIModel("m", base_url=url, api_key="secret-key", timeout_s=5)


def test_a_reply_comes_whole_with_its_tokens_and_is_heard_piece_by_piece() -> None:
    heard: list[str] = []
    with serve(Script(lambda _: "共梳理{{norm_total}}件规范性文件。")) as url:
        reply = model_at(url).write(ASK, on_text=heard.append)

    assert reply.text == "共梳理{{norm_total}}件规范性文件。" == "".join(heard)
    assert len(heard) > 1
    assert (reply.model, reply.input_tokens, reply.output_tokens) == ("m", 11, 7)


def test_the_request_says_max_tokens_as_every_server_knows_it() -> None:
    script = Script()
    with serve(script) as url:
        model_at(url).write(ASK)

    assert script.requests[0]["max_tokens"] == 4096
    assert [m["role"] for m in script.requests[0]["messages"]] == ["system", "user"]


def test_thinking_before_the_reply_is_left_out() -> None:
    with serve(Script(lambda _: "<think>先想想</think>\n\n正文。")) as url:
        assert model_at(url).write(ASK).text == "正文。"


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        (
            Script(fault="cut", answer=lambda _: "一段很长很长很长的文字。" * 3),
            "the stream broke off",
        ),
        (Script(fault="length"), "the reply was cut at its length limit"),
        (Script(fault="empty"), "the reply is empty"),
    ],
    ids=["stream cut off", "length limit", "empty"],
)
def test_a_partial_reply_never_passes_for_a_whole_one(script: Script, problem: str) -> None:
    with serve(script) as url, pytest.raises(ReplyError, match=problem):
        model_at(url).write(ASK)


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        (401, "the key was refused"),
        (404, "no such model or path"),
        (400, "the request was refused"),
    ],
)
def test_a_refusal_is_told_with_its_remedy_and_without_the_key(status: int, problem: str) -> None:
    with serve(Script(status=status)) as url, pytest.raises(ModelError) as caught:
        model_at(url).write(ASK)

    assert problem in str(caught.value)
    assert "secret-key" not in str(caught.value)


def test_a_server_that_is_not_there_is_told() -> None:
    with serve(Script()) as url:
        gone = url

    with pytest.raises(ModelError, match="cannot be reached"):
        model_at(gone).write(ASK)


def test_a_web_page_instead_of_json_is_told() -> None:
    with serve(Script(fault="html")) as url, pytest.raises(ModelError):
        model_at(url).write(ASK)


def test_stopping_ends_the_reply_at_once() -> None:
    with serve(Script(lambda _: "字" * 500)) as url, pytest.raises(CancelledError):
        model_at(url).write(ASK, is_cancelled=lambda: True)


def test_a_model_that_keeps_every_slot_passes_the_probe() -> None:
    with serve(Script(keep_slots)) as url:
        probe = probe_model(model_at(url))

    assert (probe.kept, probe.asked, probe.survival) == (5, 5, 1.0)
    assert probe.is_chinese
    assert not probe.typed_digits


def test_a_model_that_types_digits_in_english_fails_the_probe() -> None:
    with serve(Script(lambda _: "There were {{lectures}} lectures and 764 cases.")) as url:
        probe = probe_model(model_at(url))

    assert (probe.kept, probe.typed_digits, probe.is_chinese) == (1, True, False)
